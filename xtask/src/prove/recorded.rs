//! `corpus/recorded.toml`: what happened when each program was started in each image.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::Done;

#[derive(Deserialize, Serialize, Default)]
pub(crate) struct Recorded {
    /// Program by name.
    #[serde(default)]
    pub(crate) program: BTreeMap<String, Starts>,
}

/// The starts of one program.
#[derive(Deserialize, Serialize)]
pub(crate) struct Starts {
    /// The day of it.
    pub(crate) date: String,
    /// Of the executable that was started.
    pub(crate) sha256: String,
    /// Images in which the same happened stand together.
    start: Vec<Group>,
}

#[derive(Deserialize, Serialize)]
struct Group {
    /// Slugs of the catalog.
    images: Vec<String>,
    #[serde(flatten)]
    outcome: Outcome,
}

/// What one start came to.
#[derive(Deserialize, Serialize, Clone, Debug, PartialEq)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// The kernel executed it and no loader refused it; what the program then did is its own affair.
    Starts {
        /// How it ended: `status 0`, `signal 11`, or `stopped` at the limit. Empty for programs of other
        /// machines, which were started under an emulator.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        ended: String,
    },
    /// execve(2) failed with this errno.
    Kernel { errno: String },
    /// The dynamic loader ended it.
    Loader {
        /// What it wrote to standard error, word for word.
        says: String,
        /// All libraries that the loader's own list calls not found, sorted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        libraries: Vec<String>,
        /// All versions that the libraries it found do not define, as `LIBRARY VERSION`, sorted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        versions: Vec<String>,
    },
}

impl Outcome {
    pub(crate) fn starts(&self) -> bool {
        matches!(self, Outcome::Starts { .. })
    }
}

impl Starts {
    pub(crate) fn new(date: String, sha256: String, by_image: BTreeMap<String, Outcome>) -> Starts {
        let mut start: Vec<Group> = Vec::new();
        for (image, outcome) in by_image {
            match start.iter_mut().find(|group| group.outcome == outcome) {
                Some(group) => group.images.push(image),
                None => start.push(Group { images: vec![image], outcome }),
            }
        }
        Starts { date, sha256, start }
    }

    pub(crate) fn outcomes(&self) -> BTreeMap<String, Outcome> {
        self.by_image().map(|(image, outcome)| (image.to_owned(), outcome.clone())).collect()
    }

    /// Every image the program was started in, with what happened there.
    pub(crate) fn by_image(&self) -> impl Iterator<Item = (&str, &Outcome)> {
        self.start.iter().flat_map(|group| group.images.iter().map(|image| (image.as_str(), &group.outcome)))
    }
}

pub(crate) fn read() -> Done<Recorded> {
    let file = super::directory().join("recorded.toml");
    if !file.exists() {
        return Ok(Recorded::default());
    }
    Ok(toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?)
}

pub(crate) fn write(recorded: &Recorded) -> Done {
    let header = "# Written by `cargo xtask prove`, which starts every program in every measured image.\n\n";
    let text = toml::to_string(recorded)?;
    Ok(fs::write(super::directory().join("recorded.toml"), format!("{header}{text}"))?)
}
