//! The files around a Dockerfile, and the lines for a terminal, from the same plan. What both say of user,
//! ports and directories cannot differ.

use super::choice::Pair;
use super::generate::{Command, File};
use super::plan::Plan;

/// What concerns only these files.
#[derive(Clone, Debug)]
pub(super) struct Around {
    /// What they call the image.
    pub name: String,
    pub with_postgres: bool,
    pub with_env_file: bool,
}

impl Around {
    /// The choices that made it, where they are not the defaults.
    pub(super) fn choices(&self) -> Vec<Pair> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs = Vec::new();
        if self.name != "app" {
            pairs.push(pair("name", &self.name));
        }
        if self.with_postgres {
            pairs.push(pair("depends", "postgres"));
        }
        if self.with_env_file {
            pairs.push(pair("env-file", "on"));
        }
        pairs
    }
}

pub(super) fn files(_plan: &Plan<'_>, _around: &Around) -> Vec<File> {
    Vec::new()
}

pub(super) fn commands(_plan: &Plan<'_>, _around: &Around) -> Vec<Command> {
    Vec::new()
}
