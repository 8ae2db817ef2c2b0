//! `cargo xtask test`: the gate. Every step runs in order, the first failure ends it, and the last line counts
//! the tests that the runners themselves reported.

mod count;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::setup::{self, Tools};
use crate::{Done, build, catalog, command_line, engine, project, prove, site};
use count::{Count, run_counted};

/// What the steps share.
struct Gate {
    tools: Tools,
    /// This program, for the browser tests to start the server with. Taken at the start: a later step may
    /// replace the file, and the process would then no longer know its path.
    xtask: PathBuf,
}

struct Step {
    name: &'static str,
    run: fn(&Gate) -> Done<Count>,
}

const STEPS: &[Step] = &[
    Step { name: "formatting", run: formatting },
    Step { name: "clippy, native", run: clippy_native },
    Step { name: "clippy, browser", run: clippy_browser },
    Step { name: "unit and integration tests", run: cargo_tests },
    Step { name: "catalog", run: catalog_files },
    Step { name: "proof", run: real_programs },
    Step { name: "runtimes' words", run: runtimes },
    Step { name: "site", run: build_site },
    Step { name: "browser", run: browser_tests },
];

pub(crate) fn run(_arguments: &[String]) -> Done {
    let started = Instant::now();
    let gate = Gate { xtask: std::env::current_exe()?, tools: setup::for_tests()? };
    println!("ok: set-up ({:.1} s)", started.elapsed().as_secs_f64());
    let mut total = Count::default();
    for (number, step) in STEPS.iter().enumerate() {
        println!("\n=== {} of {}: {}", number + 1, STEPS.len(), step.name);
        let began = Instant::now();
        let count = (step.run)(&gate).map_err(|reason| format!("{}: {reason}", step.name))?;
        let word = if count.skipped == 0 { "ok" } else { "SKIPPED" };
        println!("{word}: {} ({:.1} s)", step.name, began.elapsed().as_secs_f64());
        total += count;
    }
    if total.passed == 0 {
        return Err("every step ended well, but no test ran".into());
    }
    println!("\nall {} steps in {:.0} s", STEPS.len(), started.elapsed().as_secs_f64());
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    Ok(())
}

fn formatting(gate: &Gate) -> Done<Count> {
    must(cargo(gate).args(["fmt", "--all", "--check"]))
}

fn clippy_native(gate: &Gate) -> Done<Count> {
    must(cargo(gate).args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_browser(gate: &Gate) -> Done<Count> {
    let browser = ["clippy", "--quiet", "--target", "wasm32-unknown-unknown", "--no-default-features", "-p"];
    let strict = ["--", "-D", "warnings"];
    must(
        cargo(gate)
            .args(browser)
            .args([
                "worker",
                "--package",
                "judge",
                "--package",
                "scanner",
                "--package",
                "explainer",
                "--package",
                "linter",
            ])
            .args(strict),
    )?;
    must(
        cargo(gate)
            .args(browser)
            .args(["app", "--lib", "--bin", "browser", "--features", "hydration"])
            .args(strict),
    )
}

fn cargo_tests(gate: &Gate) -> Done<Count> {
    counted(cargo(gate).args(["test", "--workspace"]))
}

fn catalog_files(_gate: &Gate) -> Done<Count> {
    catalog::run(&["--check".to_owned()])?;
    Ok(Count::default())
}

/// Its verdicts are not counted among the tests: the last line is about what test runners report. Where nothing
/// can be started, that line says so.
fn real_programs(_gate: &Gate) -> Done<Count> {
    Ok(match prove::short()? {
        prove::Standing::Proven => Count::default(),
        prove::Standing::Skipped(_) => Count { skipped: 1, ..Count::default() },
    })
}

/// What Docker, Podman and shells said when they were asked, against what is said today.
fn runtimes(_gate: &Gate) -> Done<Count> {
    engine::run(&[])?;
    Ok(Count::default())
}

fn build_site(gate: &Gate) -> Done<Count> {
    site::build(&gate.tools, None)?;
    println!("{}", build::sizes(&site::dist())?);
    build::pages_fit(&site::dist())?;
    Ok(Count::default())
}

/// Everything in `e2e/`: the analyzer's native and WebAssembly builds agree, and the site does its work in a real
/// browser.
fn browser_tests(gate: &Gate) -> Done<Count> {
    let tests = test_files(&project::root().join("e2e"))?;
    let mut node = gate.tools.command("node");
    // One file at a time: two browsers at once on a small machine time out for no fault of the page.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(tests);
    node.env("XTASK", &gate.xtask).env("FINALSTAGE", command_line::build()?);
    counted(node.current_dir(project::root()))
}

fn test_files(directory: &Path) -> Done<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_str().is_some_and(|name| name.ends_with(".test.mjs")));
    files.sort();
    if files.is_empty() {
        return Err(format!("{} has no *.test.mjs", directory.display()).into());
    }
    Ok(files)
}

fn cargo(gate: &Gate) -> Command {
    let mut cargo = gate.tools.command("cargo");
    cargo.current_dir(project::root());
    cargo
}

fn must(command: &mut Command) -> Done<Count> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() {
        Ok(Count::default())
    } else {
        Err(format!("{command:?} ended with {status}").into())
    }
}

fn counted(command: &mut Command) -> Done<Count> {
    let (status, count) = run_counted(command, &mut std::io::stdout().lock())?;
    match (status.success(), count) {
        (false, _) => Err(format!("{command:?} ended with {status}").into()),
        (true, Count { passed: 0, .. }) => Err(format!("{command:?} ran no test").into()),
        (true, Count { failed: 0, .. }) => Ok(count),
        (true, Count { failed, .. }) => Err(format!("{command:?} reported {failed} failed").into()),
    }
}
