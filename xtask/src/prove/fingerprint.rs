//! What a proof is a proof of: one hash over the catalog and the code that decides verdicts.

use std::fs;
use std::path::{Path, PathBuf};

use crate::samples::sha256;
use crate::{Done, project};

/// The modules of the analyzer that bytes pass through until they are a verdict. What comes after a verdict
/// (advice, Dockerfile, report) changes no proof.
const MODEL: &[&str] = &[
    "budget",
    "catalog",
    "elf",
    "facts",
    "format",
    "layout",
    "linkage",
    "oddity",
    "reader",
    "stranger",
    "untrusted",
    "verdict",
];

/// Sixteen digits are plenty: nobody attacks this.
const DIGITS: usize = 16;

pub(crate) fn of_this_checkout() -> Done<String> {
    let root = project::root();
    let mut files = files_below(&root.join("catalog"), "toml")?;
    // How the catalog is packed decides what is looked up in it.
    files.push(root.join("analyzer/build.rs"));
    files.extend(files_below(&root.join("analyzer/build"), "rs")?);
    for module in MODEL {
        let file = root.join("analyzer/src").join(module);
        files.push(file.with_extension("rs"));
        if file.is_dir() {
            files.extend(files_below(&file, "rs")?);
        }
    }
    of(&root, files)
}

fn of(root: &Path, mut files: Vec<PathBuf>) -> Done<String> {
    files.sort();
    let mut all = String::new();
    for file in files {
        let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        all.push_str(&format!("{} {}\n", file.strip_prefix(root)?.display(), sha256(&content)));
    }
    Ok(sha256(all.as_bytes()).chars().take(DIGITS).collect())
}

fn files_below(directory: &Path, extension: &str) -> Done<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = fs::read_dir(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path, extension)?);
        } else if path.extension().is_some_and(|own| own == extension) {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_byte_or_name_changes_it() {
        let directory = std::env::temp_dir().join(format!("final-stage-fingerprint-{}", std::process::id()));
        fs::create_dir_all(&directory).expect("a temporary directory");
        let file = directory.join("a.toml");
        let print = |content: &str| {
            fs::write(&file, content).expect("writable");
            of(&directory, vec![file.clone()]).expect("readable")
        };
        let (first, second) = (print("a = 1"), print("a = 2"));
        assert_ne!(first, second);
        assert_eq!(print("a = 1"), first);
        fs::rename(&file, directory.join("b.toml")).expect("writable");
        assert_ne!(of(&directory, vec![directory.join("b.toml")]).expect("readable"), first);
        fs::remove_dir_all(&directory).expect("ours");
    }
}
