//! A shared library of an image, and the symbol versions it defines.

use std::cmp::Ordering;
use std::fmt;

use super::Fields;

#[derive(Debug)]
pub struct Library {
    /// Where the file lies.
    pub path: &'static str,
    pub soname: &'static str,
    /// Other paths that lead to it.
    links: &'static str,
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
            path: fields.next(),
            soname: fields.next(),
            links: fields.next(),
            needed: fields.next(),
            versions: fields.next(),
        }
    }

    /// Every path at which the file can be opened.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.path).chain(self.links.split_ascii_whitespace())
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
        self.versions.split_ascii_whitespace().any(|own| match own.strip_prefix("<=") {
            None => own == version,
            Some(most) => match (Version::parse(most), Version::parse(version)) {
                (Some(most), Some(asked)) => {
                    most.family == asked.family && asked.number.cmp(&most.number) != Ordering::Greater
                }
                _ => false,
            },
        })
    }

    /// The newest numbered version of a family.
    pub fn newest(&self, family: &str) -> Option<Version<'static>> {
        let own = self.versions.split_ascii_whitespace().map(|version| version.trim_start_matches("<="));
        own.filter_map(Version::parse).filter(|version| version.family == family).max_by(|a, b| a.number.cmp(&b.number))
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
            path: "/usr/lib/libc.so.6",
            soname: "libc.so.6",
            links: "",
            needed: "",
            versions: "<=GLIBC_2.43",
        };
        assert!(library.defines("GLIBC_2.2.5") && library.defines("GLIBC_2.43"));
        assert!(!library.defines("GLIBC_2.44") && !library.defines("GLIBCXX_3.4"));
    }
}
