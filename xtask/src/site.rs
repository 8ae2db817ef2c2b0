//! Runs Trunk, which compiles both halves of the site, prerenders it in a hook, and writes `dist/`.

use std::path::PathBuf;

use crate::setup::Tools;
use crate::{Done, project};

/// Where the deployable site lies.
pub(crate) fn dist() -> PathBuf {
    project::root().join("dist")
}

/// Builds the site as it is deployed.
pub(crate) fn build(tools: &Tools) -> Done {
    let mut trunk = tools.command("trunk");
    // Offline: every tool it would fetch is on PATH already, at the version we pinned.
    trunk.args(["build", "--release", "--offline"]).current_dir(project::root());
    // Trunk 0.21 takes NO_COLOR's value for a Boolean flag of its own and refuses `1`.
    trunk.env_remove("NO_COLOR");
    let status = trunk.status().map_err(|error| format!("trunk: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("trunk build ended with {status}").into()) }
}
