//! A shared library of an image, and the symbol versions it defines.

use std::cmp::Ordering;
use std::fmt;

use super::Fields;

#[derive(Debug)]
pub struct Library {
    pub soname: &'static str,
    /// Where the file lies, then the other paths that lead to it.
    paths: Vec<&'static str>,
    needed: &'static str,
    /// Versions as names, or `<=FAMILY_number` where a source states only the newest.
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
            paths: fields.list(),
            needed: fields.next(),
            versions: fields.next(),
        }
    }

    /// Where the file lies.
    pub fn path(&self) -> &'static str {
        self.paths.first().copied().unwrap_or_default()
    }

    /// Every path at which the file can be opened.
    pub fn paths(&self) -> &[&'static str] {
        &self.paths
    }

    pub fn needed(&self) -> impl Iterator<Item = &'static str> {
        self.needed.split_ascii_whitespace()
    }

    /// Whether it has version definitions at all; a library without them satisfies every need, with a
    /// warning.
    pub fn has_versions(&self) -> bool {
        !self.versions.is_empty()
    }

    pub fn defines(&self, version: &str) -> bool {
        let at_most = |most: &str| match (Version::parse(most), Version::parse(version)) {
            (Some(most), Some(asked)) => {
                most.family == asked.family && asked.number.cmp(&most.number) != Ordering::Greater
            }
            _ => false,
        };
        let is_listed = self.versions.match_indices(version).any(|(start, _)| {
            let end = start.saturating_add(version.len());
            let before =
                self.versions.get(..start).is_some_and(|text| text.is_empty() || text.ends_with(' '));
            let after = self.versions.get(end..).is_some_and(|text| text.is_empty() || text.starts_with(' '));
            before && after
        });
        let mut ceilings = self.versions.match_indices("<=").filter_map(|(place, mark)| {
            self.versions.get(place.saturating_add(mark.len())..)?.split(' ').next()
        });
        !version.is_empty() && (is_listed || ceilings.any(at_most))
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
            paths: vec!["/usr/lib/libc.so.6"],
            needed: "",
            versions: "<=GLIBC_2.43",
        };
        assert!(library.defines("GLIBC_2.2.5") && library.defines("GLIBC_2.43"));
        assert!(!library.defines("GLIBC_2.44") && !library.defines("GLIBCXX_3.4"));
    }
}
