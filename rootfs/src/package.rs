//! What a Packages index says: names, versions, hashes, and who needs whom.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::control::{Stanza, stanzas};
use crate::error::Error;
use crate::version;

/// A Debian release, by what its people call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    Bullseye,
    Bookworm,
    Trixie,
}

impl Release {
    pub const ALL: [Release; 3] = [Release::Bullseye, Release::Bookworm, Release::Trixie];

    pub fn codename(self) -> &'static str {
        match self {
            Release::Bullseye => "bullseye",
            Release::Bookworm => "bookworm",
            Release::Trixie => "trixie",
        }
    }

    pub fn named(codename: &str) -> Option<Self> {
        Release::ALL.into_iter().find(|release| release.codename() == codename)
    }
}

/// A CPU architecture that images are measured for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arch {
    Amd64,
    Arm64,
}

impl Arch {
    pub const ALL: [Arch; 2] = [Arch::Amd64, Arch::Arm64];

    /// Debian's name, which is Docker's too.
    pub fn debian(self) -> &'static str {
        match self {
            Arch::Amd64 => "amd64",
            Arch::Arm64 => "arm64",
        }
    }

    /// The multiarch directory name.
    pub fn triplet(self) -> &'static str {
        match self {
            Arch::Amd64 => "x86_64-linux-gnu",
            Arch::Arm64 => "aarch64-linux-gnu",
        }
    }

    pub fn named(debian: &str) -> Option<Self> {
        Arch::ALL.into_iter().find(|arch| arch.debian() == debian)
    }
}

impl fmt::Display for Arch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.debian())
    }
}

/// One binary package as the index describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub sha256: String,
    /// The archive's address and the path under it.
    pub(crate) archive: String,
    pub(crate) path: String,
    required: bool,
    /// Clauses of alternatives: all of the outer list, any of the inner.
    depends: Vec<Vec<String>>,
    provides: Vec<String>,
    /// Sources that are part of what is in it, compilers among them, each with its version (Debian Policy 7.8).
    built_using: Vec<(String, String)>,
}

impl Package {
    /// The version of a source that it was built from or with, the first whose name begins so.
    pub fn built_using(&self, name: &str) -> Option<(&str, &str)> {
        let found = self.built_using.iter().find(|(source, _)| source.starts_with(name))?;
        Some((&found.0, &found.1))
    }
}

/// The packages of a release for one architecture, the newest version of each name.
#[derive(Debug, Clone, Default)]
pub struct Index {
    packages: BTreeMap<String, Package>,
}

const FIELDS: &[&str] = &[
    "package",
    "version",
    "filename",
    "sha256",
    "depends",
    "pre-depends",
    "provides",
    "priority",
    "essential",
    "built-using",
    "static-built-using",
];

impl Index {
    pub(crate) fn add(&mut self, archive: &str, text: &str) {
        for stanza in stanzas(text, FIELDS) {
            let Some(package) = package(archive, &stanza) else { continue };
            match self.packages.get(&package.name) {
                Some(known) if version::compare(&known.version, &package.version).is_ge() => {}
                _ => {
                    self.packages.insert(package.name.clone(), package);
                }
            }
        }
    }

    pub fn package(&self, name: &str) -> Result<&Package, Error> {
        self.packages.get(name).ok_or_else(|| Error::new("the package index", format!("no package {name}")))
    }

    /// What `debootstrap --variant=minbase` installs: required packages, apt, and what they depend on.
    ///
    /// `added` are asked for beside them, `dropped` are never taken to satisfy a dependency.
    pub fn minimal_system(&self, added: &[String], dropped: &[String]) -> Result<Vec<&Package>, Error> {
        let required = self.packages.values().filter(|p| p.required).map(|p| p.name.as_str());
        let roots = required.chain(["apt"]).chain(added.iter().map(String::as_str)).collect::<Vec<_>>();
        self.closure(&roots, dropped)
    }

    /// These packages and everything they depend on, by name.
    pub fn closure(&self, roots: &[&str], dropped: &[String]) -> Result<Vec<&Package>, Error> {
        let mut chosen: BTreeSet<&str> = BTreeSet::new();
        let mut waiting: Vec<&Package> =
            roots.iter().map(|name| self.package(name)).collect::<Result<_, _>>()?;
        chosen.extend(waiting.iter().map(|package| package.name.as_str()));
        while let Some(package) = waiting.pop() {
            for clause in &package.depends {
                if clause.iter().any(|name| self.satisfied(name, &chosen)) {
                    continue;
                }
                let kept = clause.iter().filter(|name| !dropped.contains(name));
                let Some(found) = kept.filter_map(|name| self.satisfying(name)).next() else { continue };
                if chosen.insert(&found.name) {
                    waiting.push(found);
                }
            }
        }
        chosen.into_iter().map(|name| self.package(name)).collect()
    }

    fn satisfied(&self, name: &str, chosen: &BTreeSet<&str>) -> bool {
        let provides = |package: &Package| package.provides.iter().any(|provided| provided == name);
        chosen.contains(name) || chosen.iter().any(|chosen| self.packages.get(*chosen).is_some_and(provides))
    }

    fn satisfying(&self, name: &str) -> Option<&Package> {
        self.packages.get(name).or_else(|| {
            self.packages.values().find(|package| package.provides.iter().any(|provided| provided == name))
        })
    }
}

fn package(archive: &str, stanza: &Stanza<'_>) -> Option<Package> {
    let text = |field: &str| stanza.get(field).map(ToString::to_string);
    let list = |field: &str| stanza.get(field).map(|value| clauses(value)).unwrap_or_default();
    Some(Package {
        name: text("package")?,
        version: text("version")?,
        sha256: text("sha256")?,
        archive: archive.to_string(),
        path: text("filename")?,
        required: stanza.get("priority").is_some_and(|p| p == "required")
            || stanza.get("essential").is_some_and(|e| e == "yes"),
        depends: [list("pre-depends"), list("depends")].concat(),
        provides: list("provides").into_iter().flatten().collect(),
        built_using: ["built-using", "static-built-using"]
            .iter()
            .filter_map(|field| stanza.get(*field))
            .flat_map(|value| exact(value))
            .collect(),
    })
}

/// `a (= 1), b (= 2)` → `[(a, 1), (b, 2)]`.
fn exact(field: &str) -> Vec<(String, String)> {
    let pair = |entry: &str| {
        let (name, version) = entry.split_once(" (= ")?;
        Some((name.trim().to_string(), version.trim().trim_end_matches(')').to_string()))
    };
    field.split(',').filter_map(pair).collect()
}

/// `a (>= 1) | b, c:any` → `[[a, b], [c]]`. Versions are left to the archive's own consistency.
fn clauses(field: &str) -> Vec<Vec<String>> {
    let name = |alternative: &str| {
        let end = alternative.find([' ', '(', ':', '[']).unwrap_or(alternative.len());
        alternative.get(..end).unwrap_or_default().to_string()
    };
    field
        .split(',')
        .map(|clause| clause.split('|').map(|alternative| name(alternative.trim())).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACKAGES: &str = "Package: base\nVersion: 1\nFilename: b.deb\nSHA256: x\nEssential: yes\nDepends: lib (>= 1) | other, awk\n\n\
        Package: apt\nVersion: 1\nFilename: a.deb\nSHA256: x\n\n\
        Package: lib\nVersion: 1\nFilename: l.deb\nSHA256: x\n\n\
        Package: gawk\nVersion: 1\nFilename: g.deb\nSHA256: x\nProvides: awk\n\n\
        Package: mawk\nVersion: 1\nFilename: m.deb\nSHA256: x\nPriority: required\nProvides: awk\n\n\
        Package: unused\nVersion: 1\nFilename: u.deb\nSHA256: x\n";

    fn index() -> Index {
        let mut index = Index::default();
        index.add("http://mirror.example/debian", PACKAGES);
        index
    }

    #[test]
    fn minimal_system_is_the_required_packages_and_their_dependencies() {
        let index = index();
        let names: Vec<_> =
            index.minimal_system(&[], &[]).unwrap().iter().map(|package| package.name.clone()).collect();
        assert_eq!(names, ["apt", "base", "lib", "mawk"]);
    }

    #[test]
    fn what_a_package_was_built_with_is_told_by_both_fields() {
        let mut index = index();
        let text = "Package: fd\nVersion: 1\nFilename: f.deb\nSHA256: x\nBuilt-Using: rust-nix (= 0.26.1-3), rustc (= 1.63.0+dfsg1-2)\n\
            Static-Built-Using: golang-1.24 (= 1.24.4-1)\n";
        index.add("http://mirror.example/debian", text);
        let package = index.package("fd").unwrap();
        assert_eq!(package.built_using("rustc"), Some(("rustc", "1.63.0+dfsg1-2")));
        assert_eq!(package.built_using("golang-1."), Some(("golang-1.24", "1.24.4-1")));
        assert_eq!(package.built_using("ghc"), None);
    }

    #[test]
    fn newest_version_of_all_suites_wins() {
        let mut index = index();
        index.add(
            "http://mirror.example/debian-security",
            "Package: lib\nVersion: 1+deb13u1\nFilename: l2.deb\nSHA256: y\n",
        );
        index.add("http://mirror.example/debian", "Package: lib\nVersion: 1~\nFilename: l0.deb\nSHA256: z\n");
        assert_eq!(index.package("lib").unwrap().version, "1+deb13u1");
    }
}
