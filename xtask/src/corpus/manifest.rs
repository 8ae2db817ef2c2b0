//! `corpus/programs.toml`: which programs are in the corpus and where they come from.

use std::fs;

use rootfs::{Arch, Release};
use serde::Deserialize;

use crate::Done;

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
}

impl Program {
    pub(crate) fn arch(&self) -> Done<Arch> {
        Arch::named(&self.arch).ok_or_else(|| format!("{}: no architecture {}", self.name, self.arch).into())
    }
}

/// Every program of the corpus, in the order of the file.
pub(crate) fn programs() -> Done<Vec<Program>> {
    let file = super::directory().join("programs.toml");
    let manifest: Manifest = toml::from_str(&fs::read_to_string(&file)?)
        .map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(manifest.program)
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
