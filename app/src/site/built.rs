//! The Dockerfiles that were built and started for the proof, by their choices: how large their images are. `cargo xtask
//! prove dockerfiles` writes the record; here it is only read.

use serde::Deserialize;

/// `corpus/dockerfiles.toml`.
#[derive(Deserialize)]
pub struct Built {
    /// `YYYY-MM-DD`.
    pub date: String,
    case: Vec<Case>,
    not_proven: Vec<NotProven>,
}

/// An image, and what its build took in place of images of a registry.
#[derive(Deserialize)]
pub struct Case {
    name: String,
    choices: String,
    pub bytes: u64,
    #[serde(default)]
    stand_ins: Vec<String>,
}

#[derive(Deserialize)]
struct NotProven {
    name: String,
    reason: String,
}

impl Built {
    /// What a preset's link makes; otherwise why it could not be built.
    pub fn preset(&self, name: &str) -> Result<&Case, &str> {
        let name = format!("preset {name}");
        let reason =
            || self.not_proven.iter().find(|case| case.name == name).map(|case| case.reason.as_str());
        let built = self.case.iter().find(|case| case.name == name);
        built.ok_or_else(|| reason().unwrap_or("The proof has not come to it."))
    }

    /// What these choices make, in the order in which a link has them.
    pub fn of(&self, choices: &str) -> Option<&Case> {
        self.case.iter().find(|case| case.choices == choices)
    }
}

impl Case {
    /// Whether something stands in for an image.
    pub fn replaces(&self, reference: &str) -> bool {
        self.stand_ins.iter().any(|name| name == reference)
    }
}
