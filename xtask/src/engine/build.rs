//! `docker build`, with BuildKit.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Engine;
use super::client::{copied, fed};
use crate::Done;

/// What BuildKit would fetch from a registry, which is out of reach; its own frontend reads the rest alike.
const SYNTAX: &str = "# syntax=";

/// How something is built. The default is without a network.
#[derive(Default)]
pub(crate) struct Build<'a> {
    /// A step that fetches packages wants the machine's network; without it a build reaches nothing.
    pub(crate) network: bool,
    /// Images that another one of the engine's takes the place of: what steps fetch is out of reach, and that has it.
    pub(crate) replaced: &'a [(String, String)],
    /// A stage to stop at.
    pub(crate) target: Option<&'a str>,
}

impl Engine {
    /// Builds a Dockerfile with everything in `context`, which is sent as it is. Returns BuildKit's log.
    pub(crate) fn build(
        &self,
        reference: &str,
        dockerfile: &str,
        context: &Path,
        how: &Build<'_>,
    ) -> Done<String> {
        let name = ".final-stage.Dockerfile";
        let with = xshell::Shell::new()?.create_temp_dir()?;
        let (first, rest) = dockerfile.split_once('\n').unwrap_or((dockerfile, ""));
        let text = if first.starts_with(SYNTAX) { rest } else { dockerfile };
        fs::write(with.path().join(name), text)?;
        let mut tar = Command::new("tar");
        tar.arg("-C").arg(context).args(["-c", ".", "-C"]).arg(with.path()).arg(name);
        let mut build = self.docker();
        build.args(["build", "--progress=plain", "--network", if how.network { "host" } else { "none" }]);
        for (image, other) in how.replaced {
            build.arg("--build-context").arg(format!("{image}=docker-image://{other}"));
        }
        if let Some(stage) = how.target {
            build.args(["--target", stage]);
        }
        let output = fed(&mut tar, build.args(["--tag", reference, "--file", name, "-"]))?;
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// Copies a file out of an image to this machine.
    pub(crate) fn take(&self, image: &str, path: &str, to: &Path) -> Done {
        let output = self.docker().args(["create", "--network", "none", image, "/none"]).output()?;
        let container = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into());
        }
        let inside = format!("/srv/{container}");
        let copy = self.docker().args(["cp", &format!("{container}:{path}"), &inside]).output()?;
        let _ = self.docker().args(["rm", "--force", &container]).output();
        if !copy.status.success() {
            return Err(String::from_utf8_lossy(&copy.stderr).trim().to_owned().into());
        }
        let outside = self.root().join(inside.trim_start_matches('/'));
        copied(&outside, to)?;
        if outside.is_dir() {
            fs::remove_dir_all(outside)?;
        } else {
            fs::remove_file(outside)?;
        }
        Ok(())
    }
}
