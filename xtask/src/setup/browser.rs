//! A real Chromium, and the packages that drive it.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::{Tools, node};
use crate::{Done, debian, project};

/// Makes Chromium known as `$CHROMIUM` and links the end-to-end packages to `e2e/node_modules`.
pub(crate) fn ready(tools: &mut Tools) -> Done {
    tools.variables.push(("CHROMIUM", chromium()?.into()));
    let tests = project::root().join("e2e");
    let modules = node::locked_packages(tools, &tests, "the packages that drive the browser tests")?;
    // Modules are looked for beside the importing file; the link keeps them out of the checkout all the same.
    let link = tests.join("node_modules");
    if fs::read_link(&link).is_ok_and(|target| target == modules) {
        return Ok(());
    }
    if link.is_symlink() {
        fs::remove_file(&link)?;
    }
    symlink(&modules, &link).map_err(|error| format!("{}: {error}", link.display()).into())
}

fn chromium() -> Done<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(found) = project::on_path("chromium") {
        return Ok(found);
    }
    debian::install(&["chromium"], "the browser that the end-to-end tests drive (or set CHROMIUM to one)")?;
    project::on_path("chromium").ok_or_else(|| "chromium is installed, but not on PATH".into())
}
