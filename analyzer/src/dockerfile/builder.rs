//! Builder images, matched to the release of the final image: a program built on a newer release needs
//! symbol versions that the older one does not have.
//!
//! Tags as listed in docker-library/official-images, `library/golang` and `library/rust`, commit 37079fb
//! of 2026-08-21. Alpine variants follow the same lists.

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

    /// A plain system, for compilers that come as its packages: the compiler's own libraries are then
    /// those of the release. The images named `gcc` carry newer ones.
    pub(super) fn system(self) -> String {
        match self {
            Distribution::Debian(codename) => format!("debian:{codename}"),
            Distribution::Alpine(version) => format!("alpine:{version}"),
        }
    }

    /// The commands that install a C and C++ compiler and make.
    pub(super) fn install_compiler(self) -> Vec<String> {
        let commands: &[&str] = match self {
            Distribution::Debian(_) => &[
                "apt-get update",
                "apt-get install -y --no-install-recommends build-essential",
                "rm -rf /var/lib/apt/lists/*",
            ],
            Distribution::Alpine(_) => &["apk add --no-cache build-base"],
        };
        commands.iter().map(|command| (*command).to_owned()).collect()
    }

    fn variant(self, language: &str) -> String {
        match self {
            Distribution::Debian(codename) => format!("{language}-{codename}"),
            Distribution::Alpine(version) => format!("{language}-alpine{version}"),
        }
    }
}
