//! Dockerfiles of public repositories, each read beside every finding on it: `real.toml` says where they stand and why a
//! finding is right. Their texts are not kept. With `REAL` naming a folder that has them, the rules are held against them
//! again; one that is not there fails.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lint::Lines;
use serde::Deserialize;

use super::check;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    file: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    repository: String,
    commit: String,
    path: String,
    #[serde(default)]
    finding: Vec<Finding>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    line: usize,
    rule: String,
    level: String,
    /// Why it is right.
    because: String,
}

impl File {
    fn address(&self) -> String {
        format!("{}/blob/{}/{}", self.repository, self.commit, self.path)
    }
}

fn files() -> Vec<File> {
    toml::from_str::<Read>(include_str!("../real.toml")).expect("the list is TOML").file
}

#[test]
fn every_file_has_an_address_and_a_reason_for_each_finding() {
    let files = files();
    let addresses: BTreeSet<String> = files.iter().map(File::address).collect();
    assert!(addresses.len() >= 100 && addresses.len() == files.len(), "{}", addresses.len());
    for file in &files {
        assert!(
            file.repository.starts_with("https://github.com/") && file.commit.len() == 40,
            "{}",
            file.address()
        );
        for finding in &file.finding {
            let is_rule = lint::ABOUT.iter().any(|(id, ..)| *id == finding.rule);
            assert!(is_rule && finding.because.ends_with('.'), "{}:{}", file.address(), finding.line);
            assert!(matches!(finding.level.as_str(), "error" | "warning" | "note"), "{}", finding.level);
        }
    }
}

#[test]
fn what_is_found_in_the_real_texts_was_read_and_is_right() {
    let Some(folder) = std::env::var_os("REAL").map(PathBuf::from) else { return };
    let mut unread = String::new();
    for file in files() {
        let place = file.repository.trim_start_matches("https://github.com/");
        let path = folder.join(place).join(&file.path);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) => {
                unread.push_str(&format!("{}: {error}\n", path.display()));
                continue;
            }
        };
        let lines = Lines::of(&text);
        let mut found: Vec<_> = check(&file.path, &text)
            .findings
            .iter()
            .map(|one| {
                (lines.position(one.span.start).line, one.rule.to_owned(), one.level.name().to_owned())
            })
            .collect();
        let mut read: Vec<_> = file.finding.into_iter().map(|one| (one.line, one.rule, one.level)).collect();
        found.sort();
        read.sort();
        if found != read {
            unread.push_str(&format!("{}: {found:?} instead of {read:?}\n", path.display()));
        }
    }
    assert!(unread.is_empty(), "{unread}");
}
