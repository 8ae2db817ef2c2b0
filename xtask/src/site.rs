//! Runs Trunk, which compiles both halves of the site, prerenders it in a hook, and writes `dist/`.

use std::path::PathBuf;
use std::process::Command;

use crate::setup::Tools;
use crate::{Done, project};

/// Where the deployable site lies.
pub(crate) fn dist() -> PathBuf {
    project::root().join("dist")
}

/// Builds the site. Without `wasm-opt` its WebAssembly is larger and does the same.
pub(crate) fn build(tools: &Tools) -> Done {
    fetch(tools)?;
    let mut trunk = tools.command("trunk");
    // Offline: every tool it would fetch is on PATH already, at the version we pinned.
    trunk.args(["build", "--offline"]).current_dir(project::root());
    // In release mode Trunk insists on wasm-opt; the profile alone compiles the same.
    trunk.arg(if tools.shrink { "--release" } else { "--cargo-profile=release" });
    // Trunk 0.21 takes NO_COLOR's value for a Boolean flag of its own and refuses `1`.
    trunk.env_remove("NO_COLOR");
    must(&mut trunk)
}

/// Trunk hands `--offline` on to Cargo, which then has to have every crate already.
fn fetch(tools: &Tools) -> Done {
    let mut cargo = tools.command("cargo");
    must(cargo.args(["fetch", "--quiet"]).current_dir(project::root()))
}

fn must(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}
