//! `corpus/engine.toml`: what the engine said.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::Done;

#[derive(Deserialize, Serialize)]
pub(super) struct Recorded {
    pub(super) date: String,
    /// Versions of Debian's packages.
    pub(super) docker: String,
    pub(super) containerd: String,
    pub(super) runc: String,
    pub(super) podman: String,
    pub(super) crun: String,
    pub(super) start: Vec<Start>,
}

/// One program that was started once.
#[derive(Deserialize, Serialize)]
pub(super) struct Start {
    pub(super) class: String,
    pub(super) program: String,
    pub(super) sha256: String,
    /// Slug of the catalog.
    pub(super) image: String,
    /// Whose words these are, as `--runtime` names them.
    pub(super) runtime: String,
    /// The file was copied by `docker build` instead of being mounted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) built: bool,
    pub(super) exit: i32,
    /// The lines that ended it; nothing when it started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) says: Option<String>,
    /// What was predicted instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) difference: Option<String>,
}

pub(super) fn write(recorded: &Recorded) -> Done {
    let header = "\
# Written by `cargo xtask engine prove`, which starts programs of every class of outcome with real engines.
# `exit` is the exit status of `docker run`, `podman run` or the shell; `says` is what it wrote to standard error.

";
    Ok(fs::write(super::record_file(), format!("{header}{}", toml::to_string(recorded)?))?)
}

pub(super) fn read() -> Done<Recorded> {
    let file = super::record_file();
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::plan::{Class, FEWEST};
    use super::*;

    #[test]
    fn docker_started_enough_programs_of_every_class() {
        let recorded = read().expect("engine.toml is well formed");
        for class in Class::ALL {
            let of_class = recorded.start.iter().filter(|start| start.class == class.name());
            let by_docker = of_class.filter(|start| start.runtime == "docker");
            let programs: BTreeSet<&str> = by_docker.map(|start| start.program.as_str()).collect();
            assert!(programs.len() >= FEWEST, "{}: {} programs", class.name(), programs.len());
        }
    }

    #[test]
    fn every_recorded_start_was_as_predicted() {
        for start in read().expect("engine.toml is well formed").start {
            assert_eq!(start.difference, None, "{} in {} by {}", start.program, start.image, start.runtime);
        }
    }
}
