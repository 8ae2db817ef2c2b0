//! Which toolchains there are images of, and for which releases. The one dated table of this project's
//! builder images; everything that names one takes it from here.
//!
//! Tags are those listed in docker-library/official-images, `library/golang`, `rust`, `gcc`,
//! `eclipse-temurin`, `maven` and `node`, at the commit below. .NET's are those of dotnet/dotnet-docker,
//! `README.sdk.md`, at 3ed00b6 of the same day. uv and Zig are named by their newest release on PyPI.

/// Where the table was read, for people.
pub const SOURCE: &str = "docker-library/official-images at 37079fb";
/// When it was read.
pub const DATE: &str = "2026-08-21";

/// A toolchain in images of its own, and the releases they exist for, newest first.
pub(super) struct Toolchain {
    pub repository: &'static str,
    pub version: &'static str,
    debian: &'static [&'static str],
    alpine: &'static [&'static str],
    /// What stands between a tag's version and its release.
    debian_joint: &'static str,
    alpine_joint: &'static str,
}

pub(super) const GO: Toolchain = go("1.27");
/// The older of the two versions that Go's makers keep up.
pub(super) const GO_OLDER: Toolchain = go("1.26");

const fn go(version: &'static str) -> Toolchain {
    Toolchain {
        repository: "golang",
        version,
        debian: &["trixie", "bookworm"],
        alpine: &["3.24", "3.23"],
        debian_joint: "-",
        alpine_joint: "-alpine",
    }
}

pub(super) const RUST: Toolchain = Toolchain {
    repository: "rust",
    version: "1.98",
    debian: &["trixie", "bookworm"],
    alpine: &["3.24", "3.23", "3.22"],
    debian_joint: "-",
    alpine_joint: "-alpine",
};

pub(super) const NODE: Toolchain = node("24");
pub(super) const NODE_OLDER: Toolchain = node("22");

const fn node(version: &'static str) -> Toolchain {
    Toolchain {
        repository: "node",
        version,
        debian: &["trixie-slim", "bookworm-slim"],
        alpine: &["3.24", "3.23"],
        debian_joint: "-",
        alpine_joint: "-alpine",
    }
}

/// Eclipse Temurin has no Debian variants. Its Ubuntu builds are made for any glibc since 2.17.
pub(super) const JAVA: Toolchain = java("25-jdk");
pub(super) const JAVA_OLDER: Toolchain = java("21-jdk");

const fn java(version: &'static str) -> Toolchain {
    Toolchain {
        repository: "eclipse-temurin",
        version,
        debian: &["noble"],
        alpine: &["3.24", "3.23", "3.22"],
        debian_joint: "-",
        alpine_joint: "-alpine-",
    }
}

pub(super) const MAVEN: &str = "maven:3.9-eclipse-temurin-25";
pub(super) const MAVEN_OLDER: &str = "maven:3.9-eclipse-temurin-21";

pub(super) const DOTNET: Toolchain = Toolchain {
    repository: "mcr.microsoft.com/dotnet/sdk",
    version: "10.0",
    debian: &["noble"],
    alpine: &["3.24", "3.23"],
    debian_joint: "-",
    alpine_joint: "-alpine",
};

/// astral-sh/uv publishes an image for each release.
pub(super) const UV: &str = "ghcr.io/astral-sh/uv:0.13.8";
/// The PyPI package that carries Zig.
pub(super) const ZIG: &str = "ziglang==0.17.0";
pub(super) const ZIG_BASE: &str = "python:3.13-slim-trixie";

/// The database that compose.yaml can start.
pub(super) const POSTGRES: &str = "postgres:18-trixie";
/// A static program with an HTTP client in it.
pub(super) const BUSYBOX: &str = "busybox:1.37-musl";

/// The release that builders are taken from when the final image has none of its own.
const DEBIAN: &str = "trixie";
pub(super) const ALPINE: &str = "3.24";

/// Where a final image's builders come from: a program built on a newer release needs symbol versions that
/// the older one does not have.
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
            // glibc 2.39 is older than trixie's 2.41 and newer than bookworm's 2.36.
            (_, "noble") => Distribution::Debian("bookworm"),
            _ => Distribution::Debian(DEBIAN),
        }
    }

    /// The distribution itself, with the packages that a compiler needs to be installed.
    pub(super) fn itself(self) -> String {
        match self {
            Distribution::Debian(codename) => format!("debian:{codename}-slim"),
            Distribution::Alpine(version) => format!("alpine:{version}"),
        }
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
}

impl Toolchain {
    /// The image for this release; where there is none, for the oldest that is newer, or else the newest.
    pub(super) fn on(&self, distribution: Distribution<'_>) -> String {
        let (releases, joint, wanted) = match distribution {
            Distribution::Debian(codename) => (self.debian, self.debian_joint, codename),
            Distribution::Alpine(version) => (self.alpine, self.alpine_joint, version),
        };
        let same = releases.iter().find(|release| release.split('-').next() == Some(wanted));
        // Alpine's versions compare as text while they have two digits.
        let next = releases.iter().rev().find(|release| **release > wanted);
        let fallback = if joint.starts_with("-alpine") { next } else { None };
        let release = same.or(fallback).or(releases.first()).copied().unwrap_or_default();
        format!("{}:{}{joint}{release}", self.repository, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builder_has_the_release_of_the_final_image() {
        assert_eq!(GO.on(Distribution::of("distroless", "trixie")), "golang:1.27-trixie");
        assert_eq!(RUST.on(Distribution::of("debian", "bookworm")), "rust:1.98-bookworm");
        assert_eq!(GO.on(Distribution::of("ubuntu", "noble")), "golang:1.27-bookworm");
        assert_eq!(NODE.on(Distribution::of("distroless", "trixie")), "node:24-trixie-slim");
        assert_eq!(JAVA.on(Distribution::Alpine("3.23")), "eclipse-temurin:25-jdk-alpine-3.23");
    }

    #[test]
    fn a_release_without_an_image_takes_the_next() {
        assert_eq!(GO.on(Distribution::Alpine("3.22")), "golang:1.27-alpine3.23");
        assert_eq!(JAVA.on(Distribution::Debian("trixie")), "eclipse-temurin:25-jdk-noble");
    }
}
