//! Dockerfiles that were read and whose text is not kept: where they stand, and every finding with why it is right. With
//! `ELSEWHERE` naming a folder that has the texts, the rules are held against them again.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lint::Lines;
use serde::Deserialize;

use super::check;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Elsewhere {
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
    because: String,
}

impl File {
    fn address(&self) -> String {
        format!("{}/blob/{}/{}", self.repository, self.commit, self.path)
    }
}

fn elsewhere() -> Elsewhere {
    toml::from_str(include_str!("../real/elsewhere.toml")).expect("the list is TOML")
}

#[test]
fn every_file_read_elsewhere_has_an_address_and_a_reason_for_each_finding() {
    let files = elsewhere().file;
    let addresses: BTreeSet<String> = files.iter().map(File::address).collect();
    assert!(addresses.len() >= 30 && addresses.len() == files.len(), "{}", addresses.len());
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
fn the_texts_read_elsewhere_still_have_these_findings_where_they_are_at_hand() {
    let Some(folder) = std::env::var_os("ELSEWHERE").map(PathBuf::from) else { return };
    for file in elsewhere().file {
        let place = file.repository.trim_start_matches("https://github.com/");
        let path = folder.join(place).join(&file.path);
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines = Lines::of(&text);
        let found: Vec<_> = check(&file.path, &text)
            .findings
            .iter()
            .map(|one| {
                (lines.position(one.span.start).line, one.rule.to_owned(), one.level.name().to_owned())
            })
            .collect();
        let read: Vec<_> = file.finding.into_iter().map(|one| (one.line, one.rule, one.level)).collect();
        assert_eq!(found, read, "{}", path.display());
    }
}
