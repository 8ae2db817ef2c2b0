//! The pinned tools that turn the crates into a site. Each has its own directory named by its version, so that
//! two checkouts with different pins share one cache.

use std::process::Command;

use xshell::{Shell, cmd};

use super::{Tools, node};
use crate::{Done, project};

/// The `wasm-bindgen` crate in Cargo.toml is pinned to the same version: the two speak a private format.
const WASM_BINDGEN: &str = "0.2.130";
const TRUNK: &str = "0.21.14";
/// Brings `wasm-opt`. Debian's own binaryen is too old for what Rust's LLVM emits.
const BINARYEN: &str = "132.0.0";

struct CargoTool {
    package: &'static str,
    program: &'static str,
    directory: &'static str,
    version: &'static str,
    locked: bool,
    why: &'static str,
    minutes: u32,
}

const CARGO_TOOLS: &[CargoTool] = &[
    CargoTool {
        package: "trunk",
        program: "trunk",
        directory: "trunk",
        version: TRUNK,
        locked: true,
        why: "bundles the site",
        minutes: 6,
    },
    CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        directory: "wasm-bindgen",
        version: WASM_BINDGEN,
        // Its lock file names a version that the registry's index may no longer offer.
        locked: false,
        why: "connects WebAssembly to JavaScript",
        minutes: 2,
    },
];

/// The tools that Cargo itself can install.
pub(crate) fn compile_with(tools: &mut Tools) -> Done {
    for tool in CARGO_TOOLS {
        let root = project::cache().join("tools").join(format!("{}-{}", tool.directory, tool.version));
        let program = root.join("bin").join(tool.program);
        if !answers(&program, tool.version) {
            install(tool, &root)?;
        }
        tools.directories.push(root.join("bin"));
    }
    Ok(())
}

/// `wasm-opt`, which needs Node.js.
pub(crate) fn shrink_with(tools: &mut Tools) -> Done {
    node::ready(tools)?;
    let modules = node::package(tools, "binaryen", BINARYEN, "wasm-opt shrinks what the compiler emits")?;
    tools.directories.push(modules.join(".bin"));
    tools.shrink = true;
    Ok(())
}

fn install(tool: &CargoTool, root: &std::path::Path) -> Done {
    let CargoTool { package, version, why, minutes, .. } = tool;
    println!("setup: {package} {version}: {why}; compiling it (about {minutes} min, once)");
    let sh = Shell::new()?;
    let locked = tool.locked.then_some("--locked");
    cmd!(sh, "cargo install --quiet --root {root} {package} --version {version} {locked...}")
        .env_remove("CARGO_TARGET_DIR")
        .run()?;
    Ok(())
}

fn answers(program: &std::path::Path, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split_whitespace().any(|word| word == version)
    })
}
