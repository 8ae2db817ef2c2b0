//! Which programs are in the corpus and where they come from: `corpus/programs.toml`, the made binaries of
//! `corpus/made/`, and the samples of the lessons.

use std::fs;
use std::path::{Path, PathBuf};

use rootfs::{Arch, Release};
use serde::Deserialize;

use super::made;
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
    /// Filled in by `cargo xtask prove NAME`, like the hash.
    pub(crate) version: Option<String>,
    /// Inside the package.
    pub(crate) path: String,
    pub(crate) sha256: Option<String>,
    /// What makes it print something and end; `--version` where nothing is said.
    #[serde(default = "version_option")]
    pub(crate) arguments: Vec<String>,
    /// No program at all, or none that is meant to be started: the kernel's answer is what counts.
    #[serde(default)]
    pub(crate) trap: bool,
    /// Part of the short proof.
    #[serde(default)]
    pub(crate) short: bool,
    /// The directory with the program and its own libraries, put at /app; without one the file is put there.
    #[serde(skip)]
    pub(crate) folder: Option<PathBuf>,
}

/// A package as its own registry names it, or a file of this repository.
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
    /// One of the lessons' own, so that what they say about it is held against a real start too.
    Sample {
        sample: PathBuf,
    },
    /// Built for one rule of the loader.
    Made {
        made: PathBuf,
    },
}

impl Source {
    /// A Debian release, a registry, or what in the repository it is.
    pub(crate) fn name(&self) -> &str {
        match self {
            Source::Debian { debian, .. } => debian,
            Source::Npm { .. } => "npm",
            Source::Pypi { .. } => "pypi",
            Source::Sample { .. } => "samples",
            Source::Made { .. } => "made",
        }
    }
}

impl Program {
    /// Somebody's program, from a registry.
    pub(crate) fn is_real(&self) -> bool {
        !self.trap && !matches!(self.source, Source::Sample { .. } | Source::Made { .. })
    }

    pub(crate) fn arch(&self) -> Done<Arch> {
        Arch::named(&self.arch).ok_or_else(|| format!("{}: no architecture {}", self.name, self.arch).into())
    }

    /// Whether this machine's kernel can start it.
    pub(crate) fn is_native(&self) -> bool {
        self.arch().is_ok_and(|arch| arch.triplet().starts_with(std::env::consts::ARCH))
    }
}

/// Every program of the corpus, in the order of the file, then the made binaries and the samples.
pub(crate) fn programs() -> Done<Vec<Program>> {
    let file = super::directory().join("programs.toml");
    let text = fs::read_to_string(&file)?;
    let manifest: Manifest = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut programs = manifest.program;
    programs.extend(made::read()?.into_iter().map(|made| Program {
        name: format!("made/{}", made.name),
        arch: amd64(),
        version: Some("committed".to_owned()),
        path: made.name.clone(),
        sha256: made.sha256().map(str::to_owned),
        arguments: Vec::new(),
        trap: made.trap,
        short: true,
        folder: made.has_libraries().then(|| made.folder()),
        source: Source::Made { made: made.folder().join(made::PROGRAM) },
        kind: made.rule,
    }));
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
            trap: false,
            short: true,
            folder: None,
        });
    }
    Ok(programs)
}

/// The machine in the ELF header; what is no ELF file is started where the proof runs.
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
