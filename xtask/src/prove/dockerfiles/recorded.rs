//! `corpus/dockerfiles.toml`: what was built and started, and what could not be.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{Done, project};

#[derive(Default, Deserialize, Serialize)]
pub(super) struct Recorded {
    pub(super) date: String,
    /// Versions of Debian's packages.
    pub(super) docker: String,
    pub(super) buildx: String,
    pub(super) runc: String,
    /// What became of a Dockerfile with `ADD --checksum` when the file was another.
    pub(super) refused: Option<Refused>,
    #[serde(default)]
    pub(super) stand_in: Vec<Made>,
    #[serde(default)]
    pub(super) case: Vec<Proven>,
    #[serde(default)]
    pub(super) not_proven: Vec<NotProven>,
}

/// A build that BuildKit ended, because a file was not the one with that hash.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Refused {
    /// What lay at the address instead.
    pub(super) served: String,
    pub(super) says: String,
}

/// What an image that stands in for another is made of.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Made {
    pub(super) reference: String,
    pub(super) dockerfile: String,
}

/// A Dockerfile that was built, and what its image did.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Proven {
    pub(super) name: String,
    /// As a link to the page has them.
    pub(super) choices: String,
    /// Of the Dockerfile's text.
    pub(super) sha256: String,
    /// `starts`, or what went wrong.
    pub(super) outcome: String,
    #[serde(default)]
    pub(super) uid: u32,
    /// The program's own process, and the name of process 1.
    #[serde(default)]
    pub(super) pid: u32,
    #[serde(default)]
    pub(super) process_1: String,
    /// Of the image, without compression.
    #[serde(default)]
    pub(super) bytes: u64,
    /// Images that something stood in for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) stand_ins: Vec<String>,
    /// Debian's tini lay at the address of tini's release, and its hashes stood in the Dockerfile.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) tini_replaced: bool,
}

/// What cannot be built here, and why.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct NotProven {
    pub(super) name: String,
    pub(super) reason: String,
}

pub(super) const STARTS: &str = "starts";

const HEADER: &str = "\
# Written by `cargo xtask prove dockerfiles`, which builds what the generator writes with a real Docker and BuildKit, and
# starts it without a network. A `stand_in` has a registry's name and Debian's packages in it: it proves that the steps
# fit together and that the program starts, not what another version of a toolchain would make. Not proven with it: the
# line `# syntax`, which would fetch a frontend, and the bytes of tini's release. Debian's tini of the same version lies
# at its address for the builds: `refused` is what BuildKit says of it to the Dockerfile as it is written, and where
# `tini_replaced` is set, its hashes stood in place of the release's and nothing else was changed.

";

pub(super) fn write(recorded: &Recorded) -> Done {
    Ok(fs::write(file(), format!("{HEADER}{}", toml::to_string(recorded)?))?)
}

pub(super) fn read() -> Done<Recorded> {
    let file = file();
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?)
}

fn file() -> PathBuf {
    project::root().join("corpus/dockerfiles.toml")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::case;
    use super::*;

    /// What the proof is asked to cover.
    const FEWEST: usize = 60;

    #[test]
    fn every_dockerfile_was_built_as_the_generator_writes_it_or_is_named() {
        let recorded = read().expect("dockerfiles.toml is well formed");
        let proven: BTreeMap<&str, &Proven> =
            recorded.case.iter().map(|case| (case.name.as_str(), case)).collect();
        let named = |name: &str| recorded.not_proven.iter().any(|other| other.name == name);
        let cases = case::all().expect("the tables fit the generator");
        for case in &cases {
            let Some(proven) = proven.get(case.name.as_str()) else {
                assert!(named(&case.name), "{}: run `cargo xtask prove dockerfiles`", case.name);
                continue;
            };
            assert!(
                proven.sha256 == case::sha256(&case.text),
                "the Dockerfile of {} has changed since it was built: run `cargo xtask prove dockerfiles`",
                case.name
            );
            assert_eq!(proven.choices, case.query, "{}", case.name);
        }
        assert_eq!(proven.len() + recorded.not_proven.len(), cases.len(), "the record has others");
    }

    #[test]
    fn what_was_built_starts_as_its_user_below_its_init() {
        let recorded = read().expect("dockerfiles.toml is well formed");
        assert!(recorded.case.len() >= FEWEST, "{} Dockerfiles were built", recorded.case.len());
        for case in &recorded.case {
            assert_eq!(case.outcome, STARTS, "{}", case.name);
            assert_eq!(case.pid == 1, !case.choices.contains("init="), "{}", case.name);
        }
    }
    #[test]
    fn a_file_that_is_not_tinis_release_is_refused_for_its_hash() {
        let refused = read().expect("dockerfiles.toml is well formed").refused.expect("it was tried");
        let cases = case::all().expect("the tables fit the generator");
        let added: Vec<_> = cases.iter().flat_map(case::Case::added).collect();
        assert!(added.iter().any(|add| refused.says.contains(add.sha256)), "{}", refused.says);
        assert!(refused.says.contains("digest mismatch"), "{}", refused.says);
    }

    #[test]
    fn every_preset_whose_images_are_within_reach_was_built() {
        let recorded = read().expect("dockerfiles.toml is well formed");
        for preset in super::super::preset::all().expect("the presets can be read") {
            let name = format!("preset {}", preset.name);
            let out_of_reach = recorded.not_proven.iter().any(|case| case.name == name);
            assert_eq!(out_of_reach, preset.choices.contains("image=alpine"), "{name}");
        }
    }
}
