//! Builds the programs from `corpus/behaviour/src/`, each in a clean Debian. Small ones are committed; large ones,
//! which are Go's and Rust's, are built when they are needed and kept in the cache under their hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, InlineTable, Item, value};
use xshell::{Shell, cmd};

use super::list::{self, Built, Program};
use crate::debian_tree::DebianTree;
use crate::samples::sha256;
use crate::{Done, project};

/// What the tree that serves has beside what programs are built with: a bundle, the TLS server, and tini.
const FOR_ALL: [&str; 3] = ["ca-certificates", "openssl", "tini"];
/// The release whose server and tini are used, wherever a program was built.
pub(super) const SERVES: &str = "trixie";

/// The trees by release, opened when they are first needed.
#[derive(Default)]
pub(super) struct Builder {
    trees: BTreeMap<String, DebianTree>,
}

impl Builder {
    /// A release's tree. It is this task's own: two tasks that install at once would break one another's.
    pub(super) fn tree(&mut self, release: &str) -> Done<&DebianTree> {
        if !self.trees.contains_key(release) {
            let tree = DebianTree::open_for("prove", release, root(release))?;
            if release == SERVES {
                tree.install(&FOR_ALL.map(str::to_owned))?;
            }
            self.trees.insert(release.to_owned(), tree);
        }
        self.trees.get(release).ok_or_else(|| format!("no tree of {release}").into())
    }

    /// The binary in the recorded version, built where it is neither committed nor kept.
    pub(super) fn binary(&mut self, program: &Program) -> Done<PathBuf> {
        if let Some(name) = &program.corpus {
            let found = crate::prove::paths(std::slice::from_ref(name))?;
            return Ok(found.into_iter().next().ok_or("no path")?.1);
        }
        let recorded = program.built.as_ref().ok_or_else(|| {
            format!("{} was never built: run `cargo xtask prove behaviour --build {0}`", program.name)
        })?;
        let file = place(program, &recorded.sha256);
        if !file.is_file() {
            let built = self.build(program)?;
            if built.sha256 != recorded.sha256 {
                return Err(format!(
                    "{}: it is built by other tools today ({}); run `cargo xtask prove behaviour --build {0}`",
                    program.name,
                    built.with.join(", ")
                )
                .into());
            }
        }
        Ok(file)
    }

    /// Builds one program and puts it in its place.
    fn build(&mut self, program: &Program) -> Done<Built> {
        let Program { name, built_on, packages, command, .. } = program;
        println!("prove: building {name}");
        let tree = self.tree(built_on)?;
        tree.install(packages)?;
        let binary = tree.run(&program.source(), name, command)?.join(name);
        let content =
            fs::read(&binary).map_err(|error| format!("{name}: its command leaves no {name}: {error}"))?;
        let hash = sha256(&content);
        keep(&binary, &place(program, &hash))?;
        let with = packages.iter().map(|package| Ok(format!("{package} {}", tree.version(package)?)));
        let sh = Shell::new()?;
        let date = cmd!(sh, "date -u +%F").quiet().read()?;
        Ok(Built { date, with: with.collect::<Done<_>>()?, sha256: hash })
    }
}

/// Builds the named programs, or all, and records what built them.
pub(super) fn build(names: &[String]) -> Done {
    let programs = list::read()?;
    if let Some(unknown) = names.iter().find(|name| programs.iter().all(|program| program.name != **name)) {
        return Err(format!("behaviour.toml has no program {unknown}").into());
    }
    let mut builder = Builder::default();
    let mut document: DocumentMut = fs::read_to_string(list::file())?.parse()?;
    for program in &programs {
        if program.corpus.is_some() || !names.is_empty() && !names.contains(&program.name) {
            continue;
        }
        let built = builder.build(program)?;
        let same = program.built.as_ref().filter(|known| known.sha256 == built.sha256);
        println!("{} {}", program.name, if same.is_some() { "(the same)" } else { "(new)" });
        let date = same.map_or(&built.date, |known| &known.date);
        record(&mut document, &program.name, &Built { date: date.clone(), ..built.clone() })?;
        fs::write(list::file(), document.to_string())?;
    }
    Ok(())
}

fn record(document: &mut DocumentMut, name: &str, built: &Built) -> Done {
    let entries = document.get_mut("program").and_then(Item::as_array_of_tables_mut);
    let entry = entries
        .and_then(|entries| {
            entries.iter_mut().find(|entry| entry.get("name").and_then(Item::as_str) == Some(name))
        })
        .ok_or_else(|| format!("behaviour.toml lost its entry for {name}"))?;
    let mut table = InlineTable::new();
    table.insert("date", built.date.as_str().into());
    table.insert("with", Array::from_iter(built.with.iter().map(String::as_str)).into());
    table.insert("sha256", built.sha256.as_str().into());
    entry.insert("built", value(table));
    Ok(())
}

/// Where a binary with this hash lies.
pub(super) fn place(program: &Program, hash: &str) -> PathBuf {
    if program.is_committed() {
        return list::directory().join(&program.name);
    }
    let short = hash.get(..16).unwrap_or(hash);
    cache().join("built").join(format!("{}-{short}", program.name))
}

fn keep(from: &Path, to: &Path) -> Done {
    fs::create_dir_all(to.parent().ok_or("a program without a directory")?)?;
    let partial = to.with_extension("partial");
    fs::copy(from, &partial)?;
    Ok(fs::rename(&partial, to)?)
}

/// Where a release's tree is, or will be.
pub(super) fn root(release: &str) -> PathBuf {
    cache().join(release)
}

fn cache() -> PathBuf {
    project::cache().join("behaviour")
}
