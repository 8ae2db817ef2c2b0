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
/// `public_url` is the address it will have; without one it works under any, and its missing page at the root.
pub(crate) fn build(tools: &Tools, public_url: Option<&str>) -> Done {
    fetch(tools)?;
    let mut trunk = ending_with_this(tools);
    // Offline: every tool it would fetch is on PATH already, at the version we pinned.
    trunk.args(["build", "--offline"]).current_dir(project::root());
    trunk.args(public_url.into_iter().flat_map(|url| ["--public-url", url]));
    // In release mode Trunk insists on wasm-opt; the profile alone compiles the same.
    trunk.arg(if tools.shrink { "--release" } else { "--cargo-profile=release" });
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", bare_paths()?);
    // Trunk 0.21 takes NO_COLOR's value for a Boolean flag of its own and refuses `1`.
    trunk.env_remove("NO_COLOR");
    must(&mut trunk)
}

/// Trunk, which the kernel ends with this program, whatever ended that (prctl(2), PR_SET_PDEATHSIG): left alone it
/// would go on and write into the next build. Where util-linux is not at hand, it does.
fn ending_with_this(tools: &Tools) -> Command {
    let Some(setpriv) = project::on_path("setpriv") else { return tools.command("trunk") };
    let mut trunk = tools.command(setpriv);
    trunk.args(["--pdeathsig", "TERM", "trunk"]);
    trunk
}

/// Panics name the file they come from: without this, every visitor would download this machine's directories.
fn bare_paths() -> Done<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let registries = home.ok_or("neither CARGO_HOME nor HOME is set")?.join("registry/src");
    let sources = std::fs::read_dir(&registries).into_iter().flatten().flatten().map(|entry| entry.path());
    let roots = sources.chain([project::root()]);
    // A path with a blank would end the flag; such a machine ships its paths.
    let flags = roots.filter_map(|root| root.to_str().filter(|root| !root.contains(' ')).map(str::to_owned));
    Ok(flags.map(|root| format!("--remap-path-prefix={root}/=")).collect::<Vec<_>>().join(" "))
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
