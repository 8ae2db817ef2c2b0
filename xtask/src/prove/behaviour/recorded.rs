//! `corpus/behaviour/recorded.toml`: what each program printed in each image, and how it ended.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::list;
use crate::Done;

#[derive(Deserialize, Serialize, Default)]
pub(super) struct Recorded {
    #[serde(default)]
    pub(super) program: BTreeMap<String, Starts>,
}

/// All starts of one program.
#[derive(Deserialize, Serialize, PartialEq)]
pub(super) struct Starts {
    pub(super) date: String,
    /// Of the executable that was started.
    pub(super) sha256: String,
    pub(super) seen: Vec<Seen>,
}

/// One start.
#[derive(Deserialize, Serialize, Clone, Debug, PartialEq)]
pub(super) struct Seen {
    /// The image and what was done to it.
    #[serde(rename = "in")]
    pub(super) case: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) stderr: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) stdout: String,
    /// `status 1`, `signal 11`, or `stopped` for one that had to be killed.
    pub(super) ended: String,
}

impl Seen {
    pub(super) fn has(&self, words: &str) -> bool {
        self.stderr.contains(words) || self.stdout.contains(words)
    }
}

impl Recorded {
    /// Takes in what was seen today. A start that differs in nothing but numbers, such as the name of a temporary
    /// file, leaves the record as it is.
    pub(super) fn take(&mut self, name: &str, starts: Starts) {
        let alike = |known: &Starts| {
            known.sha256 == starts.sha256
                && known.seen.len() == starts.seen.len()
                && known
                    .seen
                    .iter()
                    .zip(&starts.seen)
                    .all(|(one, other)| without_numbers(one) == without_numbers(other))
        };
        if !self.program.get(name).is_some_and(alike) {
            self.program.insert(name.to_owned(), starts);
        }
    }
}

/// Digits that a word begins with or ends in, as thread numbers and the names of temporary files have them.
fn without_numbers(seen: &Seen) -> Seen {
    let plain =
        |text: &str| -> String {
            let words = text.split_inclusive(|letter: char| !letter.is_ascii_alphanumeric());
            words
                .map(|word| {
                    if word.len() > 8 && word.bytes().any(|byte| byte.is_ascii_digit()) { "#" } else { word }
                })
                .collect()
        };
    Seen { stderr: plain(&seen.stderr), stdout: plain(&seen.stdout), ..seen.clone() }
}

fn file() -> PathBuf {
    list::directory().join("recorded.toml")
}

pub(super) fn read() -> Done<Recorded> {
    if !file().exists() {
        return Ok(Recorded::default());
    }
    Ok(toml::from_str(&fs::read_to_string(file())?)
        .map_err(|error| format!("{}: {error}", file().display()))?)
}

pub(super) fn write(recorded: &Recorded) -> Done {
    let header = "# Written by `cargo xtask prove behaviour`: what each program printed in each image.\n\n";
    Ok(fs::write(file(), format!("{header}{}", toml::to_string(recorded)?))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(stderr: &str) -> Seen {
        Seen {
            case: "scratch".into(),
            stderr: stderr.into(),
            stdout: String::new(),
            ended: "status 1".into(),
        }
    }

    #[test]
    fn another_temporary_name_is_no_news_and_another_word_is() {
        let starts = |stderr: &str, date: &str| Starts {
            date: date.into(),
            sha256: "a".into(),
            seen: vec![seen(stderr)],
        };
        let mut recorded = Recorded::default();
        recorded.take("p", starts("open /tmp/upload-2111203455: no such file", "2026-01-01"));
        recorded.take("p", starts("open /tmp/upload-3: no such file", "2026-01-02"));
        assert_eq!(recorded.program["p"].date, "2026-01-02");
        recorded.take("p", starts("open /tmp/upload-7: no such file", "2026-01-03"));
        recorded.take("p", starts("open /tmp/upload-2111203456: not allowed", "2026-01-04"));
        assert_eq!(recorded.program["p"].date, "2026-01-04");
    }
}
