//! Builder images, matched to the release of the final image: a program built on a newer release needs
//! symbol versions that the older one does not have.
//!
//! Tags as listed in docker-library/official-images, `library/golang`, `library/rust` and `library/gcc`,
//! commit 37079fb of 2026-08-21. Alpine variants follow the same lists.

/// Go 1.27 has `trixie`, `bookworm` and `alpine` variants.
const GO: &str = "golang:1.27";

/// Rust 1.98 has them too, and `bullseye`.
const RUST: &str = "rust:1.98";

/// The release that builders are taken from when the final image has none of its own.
const DEFAULT: &str = "trixie";

/// Where a final image's builders come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distribution<'r> {
    /// A codename.
    Debian(&'r str),
    /// A version.
    Alpine(&'r str),
}

impl<'r> Distribution<'r> {
    pub(super) fn of(family: &str, release: &'r str) -> Self {
        match (family, release) {
            ("alpine", release) => Distribution::Alpine(release),
            (_, "trixie" | "bookworm") => Distribution::Debian(release),
            _ => Distribution::Debian(DEFAULT),
        }
    }

    pub(super) fn go(self) -> String {
        self.variant(GO)
    }

    pub(super) fn rust(self) -> String {
        self.variant(RUST)
    }

    /// An image with a C and C++ compiler and make, of the major version that the release itself has: a
    /// newer one would ask for a newer libstdc++.
    pub(super) fn compiler(self) -> String {
        match self {
            Distribution::Debian("bookworm") => "gcc:12-bookworm".to_owned(),
            Distribution::Debian(_) => "gcc:14-trixie".to_owned(),
            Distribution::Alpine(version) => format!("alpine:{version}"),
        }
    }

    /// What installs the compiler where the image comes without.
    pub(super) fn install_compiler(self) -> Option<&'static str> {
        match self {
            Distribution::Debian(_) => None,
            Distribution::Alpine(_) => Some("apk add --no-cache build-base"),
        }
    }

    fn variant(self, language: &str) -> String {
        match self {
            Distribution::Debian(codename) => format!("{language}-{codename}"),
            Distribution::Alpine(version) => format!("{language}-alpine{version}"),
        }
    }
}
