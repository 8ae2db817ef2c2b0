//! A shared library of an image, and the symbol versions it defines.

use std::cmp::Ordering;
use std::fmt;

use super::Exports;

#[derive(Debug)]
pub struct Library {
    pub soname: &'static str,
    /// Where the file lies.
    pub path: &'static str,
    /// The other paths that lead to it.
    pub(super) links: &'static [&'static str],
    pub(super) needed: &'static [&'static str],
    /// Places of the sets of its exports; empty where those are not known.
    pub(super) symbols: &'static str,
    /// The versions it defines, sorted.
    pub(super) versions: &'static [&'static str],
    /// The newest version of a family, where a source states no more.
    pub(super) up_to: &'static [(&'static str, &'static str)],
}

/// A symbol version taken apart: the family and its number. `GLIBC_PRIVATE` and `GLIBC_ABI_DT_RELR` have
/// no number, and are equal or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version<'a> {
    pub family: &'a str,
    pub number: Number<'a>,
}

/// `2.38`, which is more than `2.4`.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a>(&'a str);

impl Library {
    /// Every path at which the file can be opened.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.path).chain(self.links.iter().copied())
    }

    pub fn needed(&self) -> impl Iterator<Item = &'static str> {
        self.needed.iter().copied()
    }

    /// By which names its symbols are found without a version, where that is known.
    pub fn exports(&self) -> Option<Exports> {
        Exports::of(self.symbols)
    }

    /// Whether it has version definitions at all; a library without them satisfies every need, with a
    /// warning.
    pub fn has_versions(&self) -> bool {
        !self.versions.is_empty() || !self.up_to.is_empty()
    }

    pub fn defines(&self, version: &str) -> bool {
        // Where a source states only the newest version of a family, older ones are there too.
        let is_older = || {
            let asked = Version::parse(version);
            let is_no_newer = |asked: Version<'_>| {
                let mut own = self.up_to.iter().filter(|(family, _)| *family == asked.family);
                own.any(|(_, most)| asked.number <= Number(most))
            };
            asked.is_some_and(is_no_newer)
        };
        self.versions.binary_search(&version).is_ok() || !self.up_to.is_empty() && is_older()
    }

    /// The newest numbered version of a family.
    pub fn newest(&self, family: &str) -> Option<Version<'static>> {
        let own = self.versions.iter().filter(|version| version.starts_with(family));
        let own = own.filter_map(|version| Version::parse(version));
        let up_to = self.up_to.iter().map(|(family, most)| Version { family, number: Number(most) });
        own.chain(up_to).filter(|version| version.family == family).max_by(|a, b| a.number.cmp(&b.number))
    }
}

impl<'a> Version<'a> {
    /// `GLIBC_2.38` is the family `GLIBC` and the numbers 2 and 38.
    pub fn parse(name: &'a str) -> Option<Self> {
        let (family, number) = name.rsplit_once('_')?;
        let number = Number(number);
        number.written().all(|part| part.is_some()).then_some(Version { family, number })
    }
}

impl Number<'_> {
    /// `None` for a part that is no number.
    fn written(&self) -> impl Iterator<Item = Option<u32>> {
        let digit = |number: u32, byte: &u8| {
            let digit = u32::from(byte.checked_sub(b'0')?);
            if digit > 9 { None } else { number.checked_mul(10)?.checked_add(digit) }
        };
        let number = move |part: &[u8]| {
            if part.is_empty() { None } else { part.iter().try_fold(0, digit) }
        };
        self.0.as_bytes().split(|byte| *byte == b'.').map(number)
    }

    fn parts(&self) -> impl Iterator<Item = u32> {
        self.written().flatten()
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(other.parts())
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number<'_> {}

impl fmt::Display for Version<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family)?;
        for (place, part) in self.number.parts().enumerate() {
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
            links: &[],
            needed: &[],
            symbols: "",
            versions: &[],
            up_to: &[("GLIBC", "2.43")],
        };
        assert!(library.defines("GLIBC_2.2.5") && library.defines("GLIBC_2.43"));
        assert!(!library.defines("GLIBC_2.44") && !library.defines("GLIBCXX_3.4"));
    }
}
