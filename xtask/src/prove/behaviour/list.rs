//! `corpus/behaviour/behaviour.toml`: the programs, the need that each shows, and what it is to do in which image.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::Done;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    program: Vec<Program>,
}

/// A program that was made to show one need.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Program {
    pub(super) name: String,
    /// The code of the need in the report; empty for a program that is to show none.
    pub(super) need: String,
    /// What it teaches, as a sentence.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) shows: String,
    /// One of `corpus/programs.toml`, which is not built.
    pub(super) corpus: Option<String>,
    /// The folder in `src/`; several programs may be built from one.
    #[serde(default)]
    pub(super) source: String,
    /// The Debian release whose tools build it.
    #[serde(default = "trixie")]
    pub(super) built_on: String,
    #[serde(default)]
    pub(super) packages: Vec<String>,
    #[serde(default)]
    pub(super) command: String,
    #[serde(default)]
    pub(super) arguments: Vec<String>,
    /// Too large for the repository: it is built when it is needed.
    #[serde(default)]
    large: bool,
    /// It speaks to a TLS server, whose certificate an authority has signed that every bundle is given.
    #[serde(default)]
    pub(super) server: bool,
    /// Why the report cannot know of the need, where it cannot.
    pub(super) unforeseen: Option<String>,
    #[serde(rename = "in")]
    pub(super) cases: Vec<Case>,
    pub(super) built: Option<Built>,
}

/// What made the binary.
#[derive(Deserialize, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Built {
    pub(super) date: String,
    pub(super) with: Vec<String>,
    pub(super) sha256: String,
}

/// One start: where, with what remedy, and what has to come of it.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub(super) image: String,
    /// The words by which it fails there, which the report has to foretell.
    pub(super) fails: Option<String>,
    /// What it prints where it works.
    pub(super) works: Option<String>,
    /// `status 1`, `signal 11`; `stopped` for one that has to be killed.
    #[serde(default = "success")]
    pub(super) ended: String,
    /// Why the report, which knows of the need, does not foretell this failure.
    pub(super) unforeseen: Option<String>,
    /// Sends SIGTERM to process 1 once the program has printed its words.
    #[serde(default)]
    pub(super) terminate: bool,
    /// Variables of the environment beside the image's own, as `docker run --env` adds them.
    #[serde(default)]
    pub(super) environment: Vec<String>,
    /// Settings of the network namespace, as `docker run --sysctl` makes them.
    #[serde(default)]
    pub(super) sysctl: Vec<String>,
    /// tini is process 1, as with `docker run --init`.
    #[serde(default)]
    pub(super) init: bool,
    /// Paths that are copied from the tree in which it was built, as COPY --from copies them.
    #[serde(default)]
    pub(super) copy: Vec<Copy>,
    /// Directories that are made, as COPY --chown makes them.
    #[serde(default)]
    pub(super) directory: Vec<Directory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Copy {
    /// In the tree, or relative in the program's source.
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Directory {
    pub(super) path: String,
    pub(super) mode: String,
    #[serde(default)]
    pub(super) owner: u32,
}

impl Case {
    /// The image as it is: the report speaks of no other.
    pub(super) fn is_plain(&self) -> bool {
        !self.init && self.copy.is_empty() && self.directory.is_empty() && self.sysctl.is_empty()
    }

    /// What has to be seen in what the program prints.
    pub(super) fn words(&self) -> &str {
        self.fails.as_deref().or(self.works.as_deref()).unwrap_or_default()
    }

    /// The image and what was done to it, which tells one case of a program from another.
    pub(super) fn title(&self) -> String {
        let mut title = self.image.clone();
        let mut add = |what: String| {
            title.push_str(" + ");
            title.push_str(&what);
        };
        if self.init {
            add("tini".to_owned());
        }
        self.environment.iter().for_each(|variable| add(variable.clone()));
        self.sysctl.iter().for_each(|setting| add(setting.clone()));
        self.copy.iter().for_each(|copy| add(copy.to.clone()));
        self.directory.iter().for_each(|directory| add(format!("{}/", directory.path)));
        title
    }
}

impl Program {
    /// Whether its binary is in the repository.
    pub(super) fn is_committed(&self) -> bool {
        !self.large && self.corpus.is_none()
    }

    pub(super) fn source(&self) -> PathBuf {
        directory().join("src").join(&self.source)
    }
}

fn trixie() -> String {
    "trixie".to_owned()
}

fn success() -> String {
    "status 0".to_owned()
}

pub(super) fn directory() -> PathBuf {
    super::super::directory().join("behaviour")
}

pub(super) fn file() -> PathBuf {
    directory().join("behaviour.toml")
}

pub(super) fn read() -> Done<Vec<Program>> {
    let text = fs::read_to_string(file())?;
    let list: List = toml::from_str(&text).map_err(|error| format!("{}: {error}", file().display()))?;
    let names: BTreeSet<&str> = list.program.iter().map(|program| program.name.as_str()).collect();
    if names.len() != list.program.len() {
        return Err(format!("{}: two programs have one name", file().display()).into());
    }
    Ok(list.program)
}
