//! `corpus/made/`: one small binary for each rule of the loader, built from `src/` by the commands in `made.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{Array, DocumentMut, InlineTable, Item, value};
use xshell::{Shell, cmd};

use crate::Done;
use crate::debian_tree::DebianTree;
use crate::samples::sha256;

/// The release whose compiler and linker build them.
const BUILT_ON: &str = "trixie";
/// What a recipe leaves.
pub(crate) const PROGRAM: &str = "app";
const LIBRARIES: &str = "lib";

#[derive(Deserialize)]
struct List {
    made: Vec<Made>,
}

/// A rule and the binary that obeys it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Made {
    /// Of its folder: the rule in a few words.
    pub(crate) name: String,
    /// The rule as a sentence.
    pub(crate) rule: String,
    /// Where the rule is written, or the code that carries it out.
    #[serde(rename = "source")]
    #[cfg_attr(not(test), allow(dead_code))]
    pub(crate) written_in: String,
    packages: Vec<String>,
    command: String,
    #[serde(default)]
    pub(crate) trap: bool,
    built: Option<Built>,
}

/// What made the committed files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Built {
    date: String,
    #[serde(rename = "with")]
    _with: Vec<String>,
    /// SHA-256 by path in the rule's folder.
    files: BTreeMap<String, String>,
}

impl Made {
    pub(crate) fn folder(&self) -> PathBuf {
        directory().join(&self.name)
    }

    /// Of the program.
    pub(crate) fn sha256(&self) -> Option<&str> {
        self.built.as_ref()?.files.get(PROGRAM).map(String::as_str)
    }

    pub(crate) fn has_libraries(&self) -> bool {
        self.built.as_ref().is_some_and(|built| built.files.len() > 1)
    }
}

fn directory() -> PathBuf {
    super::directory().join("made")
}

fn list() -> PathBuf {
    directory().join("made.toml")
}

pub(crate) fn read() -> Done<Vec<Made>> {
    let list = list();
    let list: List = toml::from_str(&fs::read_to_string(&list)?)
        .map_err(|error| format!("{}: {error}", list.display()))?;
    Ok(list.made)
}

/// Builds the named rules' binaries, or all, and records what built them.
pub(crate) fn build(names: &[String]) -> Done {
    let made = read()?;
    if let Some(unknown) = names.iter().find(|name| made.iter().all(|made| made.name != **name)) {
        return Err(format!("made.toml has no rule `{unknown}`").into());
    }
    let tree = DebianTree::open(BUILT_ON)?;
    let mut document: DocumentMut = fs::read_to_string(list())?.parse()?;
    let sh = Shell::new()?;
    for made in made.iter().filter(|made| names.is_empty() || names.contains(&made.name)) {
        tree.install(&made.packages)?;
        let built = tree.run(&directory().join("src"), &made.name, &made.command)?;
        let files = copy(&built, &made.folder())?;
        let same = made.built.as_ref().filter(|built| built.files == files);
        println!("{} {}", made.name, if same.is_some() { "(the same)" } else { "(new)" });
        let date = match same {
            Some(built) => built.date.clone(),
            None => cmd!(sh, "date -u +%F").quiet().read()?,
        };
        let versions = made.packages.iter().map(|name| Ok(format!("{name} {}", tree.version(name)?)));
        record(&mut document, &made.name, &date, &versions.collect::<Done<Vec<_>>>()?, &files)?;
        fs::write(list(), document.to_string())?;
    }
    Ok(())
}

/// Copies the program and its libraries, and returns their hashes by path.
fn copy(from: &Path, to: &Path) -> Done<BTreeMap<String, String>> {
    let mut paths = vec![PROGRAM.to_owned()];
    if from.join(LIBRARIES).is_dir() {
        for entry in fs::read_dir(from.join(LIBRARIES))? {
            paths.push(format!("{LIBRARIES}/{}", entry?.file_name().to_string_lossy()));
        }
    }
    let mut hashes = BTreeMap::new();
    for path in paths {
        let into = to.join(&path);
        fs::create_dir_all(into.parent().ok_or("a file without a directory")?)?;
        fs::copy(from.join(&path), &into).map_err(|error| format!("{path}: {error}"))?;
        hashes.insert(path, sha256(&fs::read(into)?));
    }
    Ok(hashes)
}

fn record(
    document: &mut DocumentMut,
    name: &str,
    date: &str,
    versions: &[String],
    files: &BTreeMap<String, String>,
) -> Done {
    let entries = document.get_mut("made").and_then(Item::as_array_of_tables_mut);
    let entry = entries
        .and_then(|entries| {
            entries.iter_mut().find(|entry| entry.get("name").and_then(Item::as_str) == Some(name))
        })
        .ok_or_else(|| format!("made.toml lost its entry for {name}"))?;
    let hashes: InlineTable = files.iter().map(|(path, hash)| (path.as_str(), hash.as_str())).collect();
    let mut built = InlineTable::new();
    built.insert("date", date.into());
    built.insert("with", Array::from_iter(versions.iter().map(String::as_str)).into());
    built.insert("files", hashes.into());
    entry.insert("built", value(built));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_names_its_source_and_is_built_as_recorded() {
        for made in read().expect("made.toml is well formed") {
            assert!(made.rule.ends_with('.') && !made.written_in.is_empty(), "{}", made.name);
            let built = made.built.as_ref().unwrap_or_else(|| panic!("{} was never built", made.name));
            for (path, recorded) in &built.files {
                let content = fs::read(made.folder().join(path)).expect(path);
                assert_eq!(sha256(&content), *recorded, "{}/{path}", made.name);
            }
        }
    }

    #[test]
    fn every_folder_has_an_entry() {
        let folders = fs::read_dir(directory()).expect("corpus/made is there").flatten();
        let folders = folders.filter(|entry| entry.path().is_dir() && entry.file_name() != "src");
        let mut folders: Vec<String> = folders.flat_map(|entry| entry.file_name().into_string()).collect();
        let mut names: Vec<String> =
            read().expect("made.toml is well formed").into_iter().map(|made| made.name).collect();
        folders.sort();
        names.sort();
        assert_eq!(folders, names);
    }
}
