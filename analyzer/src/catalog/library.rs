//! A shared library of an image, and the symbol versions it defines.

use std::fmt;

use super::{Exports, Fields};

#[derive(Debug)]
pub struct Library {
    pub soname: &'static str,
    /// Where the file lies.
    pub path: &'static str,
    /// The other paths that lead to it.
    pub(crate) links: &'static str,
    needed: &'static str,
    /// Places of the sets of its exports; empty where those are not known.
    symbols: &'static str,
    /// Versions as names, or `<=FAMILY_number` where a source states only the newest; a blank before and
    /// after each.
    versions: &'static str,
}

/// A symbol version taken apart: the family and its number. `GLIBC_PRIVATE` and `GLIBC_ABI_DT_RELR` have
/// no number, and are equal or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    pub family: &'a str,
    pub number: Vec<u32>,
}

impl Library {
    pub(super) fn read(fields: &mut Fields) -> Self {
        Library {
            soname: fields.next(),
            path: fields.next(),
            links: fields.next(),
            needed: fields.next(),
            symbols: fields.next(),
            versions: fields.rest(),
        }
    }

    /// Every path at which the file can be opened.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.path).chain(self.links.split(' ').filter(|link| !link.is_empty()))
    }

    pub(crate) fn has_many_links(&self) -> bool {
        self.links.as_bytes().contains(&b' ')
    }

    pub fn needed(&self) -> impl Iterator<Item = &'static str> {
        self.needed.split_ascii_whitespace()
    }

    /// By which names its symbols are found without a version, where that is known.
    pub fn exports(&self) -> Option<Exports> {
        Exports::of(self.symbols)
    }

    /// Whether it has version definitions at all; a library without them satisfies every need, with a
    /// warning.
    pub fn has_versions(&self) -> bool {
        !self.versions.is_empty()
    }

    pub fn defines(&self, version: &str) -> bool {
        let is_listed = || self.versions.contains(&[" ", version, " "].concat());
        // Where a source states only the newest version of a family, older ones are there too.
        let is_older = || {
            let asked = Version::parse(version);
            let ceilings = self.versions.split(' ').filter_map(|own| Version::parse(own.strip_prefix("<=")?));
            asked.is_some_and(|asked| {
                ceilings.into_iter().any(|most| most.family == asked.family && asked.number <= most.number)
            })
        };
        !version.is_empty() && (is_listed() || self.has_ceilings() && is_older())
    }

    fn has_ceilings(&self) -> bool {
        self.versions.as_bytes().contains(&b'<')
    }

    /// The newest numbered version of a family.
    pub fn newest(&self, family: &str) -> Option<Version<'static>> {
        let own = self.versions.split_ascii_whitespace().map(|version| version.trim_start_matches("<="));
        own.filter_map(Version::parse)
            .filter(|version| version.family == family)
            .max_by(|a, b| a.number.cmp(&b.number))
    }
}

impl<'a> Version<'a> {
    /// `GLIBC_2.38` is the family `GLIBC` and the numbers 2 and 38.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (family, number) = name.rsplit_once('_')?;
        let number: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
        Some(Version { family, number: number? })
    }
}

impl fmt::Display for Version<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family)?;
        for (place, part) in self.number.iter().enumerate() {
            write!(f, "{}{part}", if place == 0 { '_' } else { '.' })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_numbers_compare_as_numbers() {
        let newer = Version::parse("GLIBC_2.38").unwrap();
        let older = Version::parse("GLIBC_2.4").unwrap();
        assert!(newer.number > older.number);
        assert_eq!(Version::parse("GLIBC_PRIVATE"), None);
        assert_eq!(Version::parse("GLIBC_ABI_DT_RELR"), None);
    }

    #[test]
    fn a_documented_ceiling_promises_what_is_not_newer() {
        let library = Library {
            soname: "libc.so.6",
            path: "/usr/lib/libc.so.6",
            links: "",
            needed: "",
            symbols: "",
            versions: " <=GLIBC_2.43 ",
        };
        assert!(library.defines("GLIBC_2.2.5") && library.defines("GLIBC_2.43"));
        assert!(!library.defines("GLIBC_2.44") && !library.defines("GLIBCXX_3.4"));
    }
}
