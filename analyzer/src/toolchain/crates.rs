//! The list of crates that cargo-auditable leaves in `.dep-v0`: JSON, packed by zlib (cargo-auditable, "The binary
//! format" in its PARSING.md). It is anybody's bytes, so unpacking and reading are bounded.

use serde::Deserialize;

use crate::untrusted::Untrusted;

/// What the list may unpack to: the most that cargo-auditable's own reader takes.
const UNPACKED: usize = 8 * 1024 * 1024;

/// Crates that are listed; the rest is counted.
const LISTED: usize = 500;

/// Crates that are in the program.
#[derive(Clone, Debug, Default)]
pub struct Crates {
    pub list: Vec<(Untrusted, Untrusted)>,
    pub count: u32,
}

#[derive(Deserialize)]
struct Written {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    /// `build` for what only took part in the build; absent for what is in the program.
    kind: Option<String>,
}

impl Crates {
    /// `None` when it is no such list.
    pub(super) fn read(packed: &[u8]) -> Option<Self> {
        let json = miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(packed, UNPACKED).ok()?;
        let written: Written = serde_json::from_slice(&json).ok()?;
        let is_inside = |package: &&Package| package.kind.as_deref().is_none_or(|kind| kind == "runtime");
        let mut crates = Crates::default();
        for package in written.packages.iter().filter(is_inside) {
            crates.count = crates.count.saturating_add(1);
            if crates.list.len() < LISTED {
                let text = |text: &str| Untrusted::new(text.as_bytes());
                crates.list.push((text(&package.name), text(&package.version)));
            }
        }
        Some(crates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(json: &str) -> Vec<u8> {
        miniz_oxide::deflate::compress_to_vec_zlib(json.as_bytes(), 6)
    }

    #[test]
    fn crates_of_the_program_are_listed_and_those_of_the_build_are_not() {
        let json = r#"{"packages":[{"name":"a","version":"1.0.0","source":"crates.io","dependencies":[1]},
            {"name":"cc","version":"1.2.3","source":"crates.io","kind":"build"},
            {"name":"app","version":"0.1.0","source":"local","root":true}],"format":1}"#;
        let crates = Crates::read(&packed(json)).unwrap();
        let names: Vec<String> = crates.list.iter().map(|(name, _)| name.shown()).collect();
        assert_eq!((names.join(" ").as_str(), crates.count), ("a app", 2));
    }

    #[test]
    fn what_is_no_list_or_unpacks_to_too_much_is_none() {
        assert!(Crates::read(b"").is_none());
        assert!(Crates::read(b"not zlib").is_none());
        assert!(Crates::read(&packed("[]")).is_none());
        assert!(Crates::read(&packed(&"[".repeat(100_000))).is_none());
        assert!(Crates::read(&packed(&" ".repeat(UNPACKED + 1))).is_none());
    }

    #[test]
    fn a_long_list_is_counted_to_its_end() {
        let one = r#"{"name":"a","version":"1.0.0","source":"crates.io"}"#;
        let json = format!(r#"{{"packages":[{}]}}"#, vec![one; LISTED + 7].join(","));
        let crates = Crates::read(&packed(&json)).unwrap();
        assert_eq!((crates.list.len(), crates.count), (LISTED, 507));
    }
}
