//! The recorded proof, as the page about it shows it. `cargo xtask prove` and `cargo xtask engine prove` write
//! the files; here they are only read.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::built::Built;

pub struct Proof {
    /// The last whole run.
    pub summary: Summary,
    pub limits: Vec<Limit>,
    /// Starts by real engines.
    pub engines: Engines,
    pub behaviour: Behaviour,
    pub musl: Musl,
    pub built: Built,
}

/// `corpus/behaviour/recorded.toml`: programs that start and fail for want of something.
#[derive(Deserialize)]
pub struct Behaviour {
    pub program: BTreeMap<String, Tried>,
}

#[derive(Deserialize)]
pub struct Tried {
    /// `YYYY-MM-DD`.
    pub date: String,
    seen: Vec<toml::Table>,
}

/// `corpus/musl.toml`: programs started with musl's own loader.
#[derive(Deserialize)]
pub struct Musl {
    /// The version of Debian's package.
    pub musl: String,
    pub start: Vec<toml::Table>,
}

impl Behaviour {
    pub fn starts(&self) -> usize {
        self.program.values().map(|tried| tried.seen.len()).sum()
    }

    /// The day of the last start.
    pub fn date(&self) -> &str {
        self.program.values().map(|tried| tried.date.as_str()).max().unwrap_or_default()
    }
}

/// `corpus/summary.toml`.
#[derive(Deserialize)]
pub struct Summary {
    /// `YYYY-MM-DD`.
    pub date: String,
    pub kernel: String,
    /// Somebody's programs, from registries.
    pub programs: usize,
    pub made: usize,
    pub samples: usize,
    pub traps: usize,
    pub images: usize,
    /// Of a program and an image.
    pub pairs: usize,
    pub agree: usize,
    pub limits: usize,
    /// Traps on which the analyzer says that it cannot tell.
    pub no_verdict: usize,
    /// Real programs by Debian release or registry.
    pub sources: BTreeMap<String, usize>,
    /// Pairs by what happened.
    pub outcome: BTreeMap<String, usize>,
    pub image: Vec<Image>,
}

#[derive(Deserialize)]
pub struct Image {
    pub slug: String,
    pub pairs: usize,
    pub agree: usize,
    pub outcome: BTreeMap<String, usize>,
}

/// A program on which the verdict is known to be wrong, of `corpus/known-limits.toml`.
#[derive(Deserialize)]
pub struct Limit {
    pub program: String,
    pub images: Vec<String>,
    pub reason: String,
    pub date: String,
}

/// `corpus/engine.toml`.
#[derive(Deserialize)]
pub struct Engines {
    pub date: String,
    pub start: Vec<Start>,
    /// The rest are versions, by the name of the program.
    #[serde(flatten)]
    pub versions: BTreeMap<String, String>,
}

/// One start of one program.
#[derive(Deserialize)]
pub struct Start {
    pub runtime: String,
    pub class: String,
}

impl Proof {
    pub(super) fn load(corpus: &Path) -> Result<Self, Box<dyn Error>> {
        #[derive(Deserialize)]
        struct Limits {
            #[serde(default)]
            limit: Vec<Limit>,
        }
        let limits: Limits = read(&corpus.join("known-limits.toml"))?;
        Ok(Proof {
            summary: read(&corpus.join("summary.toml"))?,
            limits: limits.limit,
            engines: read(&corpus.join("engine.toml"))?,
            behaviour: read(&corpus.join("behaviour/recorded.toml"))?,
            musl: read(&corpus.join("musl.toml"))?,
            built: read(&corpus.join("dockerfiles.toml"))?,
        })
    }
}

impl Summary {
    /// Everything that was started, and the traps that were tried.
    pub fn files(&self) -> usize {
        self.pairs.checked_div(self.images).unwrap_or_default()
    }
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?)
}
