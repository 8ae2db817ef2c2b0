//! Dockerfiles of public repositories. Every finding on them was read by a person, and `findings.toml` says why it is
//! right; one that is not there, or is no longer found, fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use lint::Lines;
use serde::Deserialize;

use super::check;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    file: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    repository: String,
    commit: String,
    path: String,
    licence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(default)]
    finding: Vec<Finding>,
}

/// A finding that was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Finding {
    file: String,
    line: usize,
    rule: String,
    level: String,
    /// Why it is right.
    because: String,
}

/// A finding as it is compared: file, line, rule, level.
type Said = (String, usize, String, String);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real")
}

fn manifest() -> Manifest {
    let text = fs::read_to_string(folder().join("manifest.toml")).expect("the manifest");
    toml::from_str(&text).expect("the manifest is TOML")
}

#[test]
fn every_file_says_where_it_is_from() {
    let files = manifest().file;
    assert!(files.len() >= 40, "only {}", files.len());
    for file in &files {
        assert!(
            file.repository.starts_with("https://github.com/") && file.commit.len() == 40,
            "{}",
            file.name
        );
        assert!(!file.path.is_empty() && !file.licence.is_empty(), "{}", file.name);
    }
    let named: BTreeSet<String> = files.iter().map(|file| format!("{}.Dockerfile", file.name)).collect();
    let entries = fs::read_dir(folder()).expect("the folder").flatten();
    let there: BTreeSet<String> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with("Dockerfile"))
        .collect();
    assert_eq!(named, there);
}

#[test]
fn what_is_found_was_read_and_is_right() {
    let text = fs::read_to_string(folder().join("findings.toml")).unwrap_or_default();
    let read: Read = toml::from_str(&text).expect("the findings are TOML");
    let mut expected: BTreeMap<Said, usize> = BTreeMap::new();
    for finding in read.finding {
        assert!(!finding.because.is_empty(), "{}:{}: nobody said why", finding.file, finding.line);
        *expected.entry((finding.file, finding.line, finding.rule, finding.level)).or_default() += 1;
    }
    let mut found: BTreeMap<Said, usize> = BTreeMap::new();
    let mut unread = String::new();
    for file in manifest().file {
        let name = format!("{}.Dockerfile", file.name);
        let text = fs::read_to_string(folder().join(&name)).expect("a text");
        let lines = Lines::of(&text);
        for finding in check(&name, &text).findings {
            let line = lines.position(finding.span.start).line;
            let key = (file.name.clone(), line, finding.rule.to_owned(), finding.level.name().to_owned());
            if !expected.contains_key(&key) {
                let written = text.lines().nth(line - 1).unwrap_or_default();
                unread.push_str(&format!(
                    "# {written}\n# {}\n[[finding]]\nfile = {:?}\nline = {line}\nrule = {:?}\nlevel = {:?}\nbecause = \"\"\n\n",
                    finding.message,
                    file.name,
                    finding.rule,
                    finding.level.name()
                ));
            }
            *found.entry(key).or_default() += 1;
        }
    }
    assert!(unread.is_empty(), "not in findings.toml:\n{unread}");
    assert_eq!(found, expected);
}
