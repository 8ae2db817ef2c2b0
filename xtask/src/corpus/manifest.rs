//! `corpus/programs.toml`: which programs are in the corpus and where they come from.

use std::fs;
use std::path::{Path, PathBuf};

use rootfs::{Arch, Release};
use serde::Deserialize;

use crate::{Done, samples};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    program: Vec<Program>,
}

/// One executable and the package it is taken from.
#[derive(Deserialize)]
pub(crate) struct Program {
    pub(crate) name: String,
    /// What it stands for in the corpus: its language, how it is linked.
    pub(crate) kind: String,
    #[serde(default = "amd64")]
    pub(crate) arch: String,
    #[serde(flatten)]
    pub(crate) source: Source,
    /// Filled in by `--record`, like the hash.
    pub(crate) version: Option<String>,
    /// Inside the package.
    pub(crate) path: String,
    pub(crate) sha256: Option<String>,
    /// What makes it print something and end; `--version` where nothing is said.
    #[serde(default = "version_option")]
    pub(crate) arguments: Vec<String>,
}

/// A package as its own registry names it.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Source {
    Debian {
        debian: String,
        package: String,
    },
    Npm {
        npm: String,
    },
    /// `platform` is the wheel's platform tag.
    Pypi {
        pypi: String,
        platform: String,
    },
    /// One of our own, so that what lessons say about it is held against a real start too.
    Sample {
        sample: PathBuf,
    },
}

impl Program {
    pub(crate) fn is_sample(&self) -> bool {
        matches!(self.source, Source::Sample { .. })
    }

    pub(crate) fn arch(&self) -> Done<Arch> {
        Arch::named(&self.arch).ok_or_else(|| format!("{}: no architecture {}", self.name, self.arch).into())
    }
}

/// Every program of the corpus, in the order of the file, and the samples after them.
pub(crate) fn programs() -> Done<Vec<Program>> {
    let file = super::directory().join("programs.toml");
    let text = fs::read_to_string(&file)?;
    let manifest: Manifest = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut programs = manifest.program;
    for (name, binary, sha256) in samples::binaries()? {
        programs.push(Program {
            name: format!("samples/{name}"),
            kind: "a sample".to_owned(),
            arch: architecture(&binary)?.to_owned(),
            source: Source::Sample { sample: binary },
            version: Some("committed".to_owned()),
            path: name,
            sha256,
            arguments: version_option(),
        });
    }
    Ok(programs)
}

/// The machine in the ELF header; what is no ELF file is started where the recorder runs.
fn architecture(binary: &Path) -> Done<&'static str> {
    const EM_AARCH64: &[u8] = &[0xb7, 0];
    let content = fs::read(binary)?;
    let arm64 = content.starts_with(b"\x7fELF") && content.get(18..20) == Some(EM_AARCH64);
    Ok(if arm64 { "arm64" } else { "amd64" })
}

pub(crate) fn release(codename: &str) -> Done<Release> {
    Release::named(codename).ok_or_else(|| format!("no Debian release {codename}").into())
}

fn amd64() -> String {
    "amd64".to_owned()
}

fn version_option() -> Vec<String> {
    vec!["--version".to_owned()]
}
