//! `cargo xtask bench`: how the analyzer and the site compare with their limits. Everything is a ratio or a
//! size taken in one run on one machine; no test asserts any of it.

mod bytes_read;
mod files;
mod native;
mod sizes;
mod turns;

use std::fmt::Display;

use files::Files;

use crate::setup::Tools;
use crate::{Done, command_line, project, setup, site};

pub(crate) fn run(arguments: &[String]) -> Done {
    let only = |part: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == part);
    if let Some(unknown) =
        arguments.iter().find(|argument| !["native", "site", "browser"].contains(&argument.as_str()))
    {
        return Err(
            format!("{unknown}: not known; usage: cargo xtask bench [native] [site] [browser]").into()
        );
    }
    if only("native") {
        let finalstage = command_line::build()?;
        native::run(&finalstage, &files::ready()?)?;
    }
    if only("site") || only("browser") {
        let tools = setup::for_tests()?;
        site::build(&tools, None)?;
        if only("site") {
            sizes::print()?;
        }
        if only("browser") {
            scripts(&tools, &files::ready()?)?;
        }
    }
    Ok(())
}

/// What only a browser can measure is measured from inside it.
fn scripts(tools: &Tools, files: &Files) -> Done {
    let this = std::env::current_exe()?;
    for script in ["e2e/bench.mjs", "e2e/bench-scan.mjs", "e2e/bench-paint.mjs", "e2e/lighthouse.mjs"] {
        println!("\n{script}");
        let mut node = tools.command("node");
        node.arg(script).env("XTASK", &this).env("SMALL", &files.small).env("GIGABYTE", &files.gigabyte);
        node.env("SMALL_MADE_GIGABYTE", &files.small_made_gigabyte).env("TEXT", &files.text);
        let status = node.current_dir(project::root()).status()?;
        if !status.success() {
            return Err(format!("{script} ended with {status}").into());
        }
    }
    Ok(())
}

/// One line of a result: what was measured, and the limit it is held against.
fn line(what: &str, measured: impl Display, limit: impl Display, holds: bool) {
    println!("{what:<58} {measured:>12}   {limit:<24} {}", if holds { "holds" } else { "MISSED" });
}
