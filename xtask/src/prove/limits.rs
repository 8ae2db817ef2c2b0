//! `corpus/known-limits.toml`: pairs of program and image in which the verdict is known to be wrong, and why.

use std::collections::BTreeSet;
use std::fs;

use serde::Deserialize;

use crate::Done;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    #[serde(default)]
    limit: Vec<Limit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    program: String,
    images: Vec<String>,
    #[serde(rename = "reason")]
    _reason: String,
    #[serde(rename = "date")]
    _date: String,
}

impl Limits {
    pub(crate) fn pairs(&self) -> usize {
        self.limit.iter().map(|limit| limit.images.len()).sum()
    }

    pub(crate) fn has(&self, program: &str, image: &str) -> bool {
        let of_program = self.limit.iter().filter(|limit| limit.program == program);
        of_program.flat_map(|limit| &limit.images).any(|own| own == image)
    }

    /// The pairs that were not met: what is no limit any more must leave the list.
    pub(crate) fn outlived<'l>(
        &'l self,
        met: &'l BTreeSet<(String, String)>,
    ) -> impl Iterator<Item = (&'l str, &'l str)> {
        let pairs =
            self.limit.iter().flat_map(|limit| limit.images.iter().map(|image| (&limit.program, image)));
        pairs
            .filter(|(program, image)| !met.contains(&((*program).clone(), (*image).clone())))
            .map(|(program, image)| (program.as_str(), image.as_str()))
    }
}

pub(crate) fn read() -> Done<Limits> {
    let file = super::directory().join("known-limits.toml");
    Ok(toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_is_no_longer_met_is_told() {
        let text =
            "[[limit]]\nprogram = \"a\"\nimages = [\"x\", \"y\"]\nreason = \"r\"\ndate = \"2026-11-21\"\n";
        let limits: Limits = toml::from_str(text).expect("well formed");
        assert!(limits.has("a", "x") && !limits.has("a", "z") && !limits.has("b", "x"));
        let met = BTreeSet::from([("a".to_owned(), "x".to_owned())]);
        assert_eq!(limits.outlived(&met).collect::<Vec<_>>(), [("a", "y")]);
    }
}
