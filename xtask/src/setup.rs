//! Gets what the other tasks need and keeps it outside the checkout: the wasm32 target, the pinned site tools,
//! and for tests hadolint, a browser, Node.js and the end-to-end packages. What is already there is left alone.

mod browser;
mod components;
mod hadolint;
pub(crate) mod node;
mod site_tools;
mod wasm_target;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Done;

/// What a command needs to see so that it finds the pinned tools.
#[derive(Default)]
pub(crate) struct Tools {
    /// `wasm-opt` is among them.
    pub(crate) shrink: bool,
    /// Directories that come before the caller's own PATH.
    directories: Vec<PathBuf>,
    variables: Vec<(&'static str, OsString)>,
}

impl Tools {
    /// A command that finds the pinned tools first.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env("PATH", self.path());
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    fn path(&self) -> OsString {
        let before = env::var_os("PATH").unwrap_or_default();
        let all = self.directories.iter().cloned().chain(env::split_paths(&before));
        // `join_paths` refuses a directory with a colon in its name; PATH could not hold it either.
        env::join_paths(all).unwrap_or(before)
    }
}

/// `cargo xtask setup`: everything, for a machine that shall be ready before it goes offline.
pub(crate) fn run(_arguments: &[String]) -> Done {
    for_tests().map(|_| println!("setup: everything is there"))
}

/// What it takes to compile for the browser.
pub(crate) fn for_wasm() -> Done<Tools> {
    let mut tools = Tools::default();
    wasm_target::ready(&mut tools)?;
    Ok(tools)
}

/// What it takes to build the site as it is deployed.
pub(crate) fn for_site() -> Done<Tools> {
    let mut tools = for_wasm()?;
    site_tools::compile_with(&mut tools)?;
    site_tools::shrink_with(&mut tools)?;
    Ok(tools)
}

/// What it takes to look at the site: Cargo alone will do, and the rest is taken where it can be had.
pub(crate) fn for_preview() -> Done<Tools> {
    let mut tools = for_wasm()?;
    site_tools::compile_with(&mut tools)?;
    if let Err(reason) = site_tools::shrink_with(&mut tools) {
        println!("setup: {reason}\nsetup: going on without wasm-opt; the preview's WebAssembly is larger");
    }
    Ok(tools)
}

/// What it takes to build the site and to drive it in a browser.
pub(crate) fn for_tests() -> Done<Tools> {
    let mut tools = for_site()?;
    components::ready()?;
    hadolint::ready(&mut tools)?;
    browser::ready(&mut tools)?;
    Ok(tools)
}
