//! What stands behind `FROM`, and what the catalog knows of it.

use analyzer::catalog::{BaseImage, Catalog};
use analyzer::elf::platform::Architecture;

use crate::release::{Distribution, Release};

/// What `catalog/` says of an image beside its contents; `build.rs` packs it.
#[derive(Debug)]
pub(crate) struct Configured {
    pub slug: &'static str,
    pub tags: &'static [&'static str],
    pub entrypoint: &'static [&'static str],
    /// Names; empty where the catalog does not list them.
    pub users: &'static [&'static str],
    pub groups: &'static [&'static str],
}

static CONFIGURED: &[Configured] = include!(concat!(env!("OUT_DIR"), "/images.rs"));

/// An image reference, taken apart.
#[derive(Debug)]
pub(crate) struct Image {
    /// With its variables replaced.
    pub reference: String,
    /// Without `docker.io/library/`, tag and digest.
    pub repository: String,
    pub tag: Option<String>,
    pub has_digest: bool,
    pub known: Option<Known>,
    pub release: Option<&'static Release>,
}

/// The catalog's image, or the nearest of its kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub image: &'static BaseImage,
    pub configured: &'static Configured,
    /// It is this very image. An older distroless tier, say, has no shell either, but other libraries.
    pub exact: bool,
    /// A distroless tag other than `nonroot`: it runs as root, in `/`.
    pub is_root_tag: bool,
    /// A tag with BusyBox in it.
    pub is_debug: bool,
}

/// Who installs packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manager {
    Apt,
    Apk,
}

impl Manager {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Manager::Apt => "apt-get",
            Manager::Apk => "apk",
        }
    }
}

impl Image {
    /// Takes a reference apart: `[registry/]repository[:tag][@digest]`.
    pub(crate) fn of(reference: &str) -> Self {
        let (name, digest) = reference.split_once('@').map_or((reference, None), |(a, b)| (a, Some(b)));
        let slash = name.rfind('/').map_or(0, |at| at.saturating_add(1));
        let last = name.get(slash..).unwrap_or_default();
        let (repository, tag) = match last.rfind(':') {
            Some(colon) => {
                let at = slash.saturating_add(colon);
                let tag = name.get(at.saturating_add(1)..).unwrap_or_default();
                (name.get(..at).unwrap_or_default(), Some(tag.to_owned()))
            }
            None => (name, None),
        };
        let mut repository = repository;
        for hub in ["docker.io/", "index.docker.io/", "registry-1.docker.io/", "library/"] {
            repository = repository.strip_prefix(hub).unwrap_or(repository);
        }
        let tag_text = tag.as_deref().unwrap_or_default();
        let known = known(repository, tag.as_deref(), digest.is_some());
        let release = release(repository, tag_text);
        Image {
            reference: reference.to_owned(),
            repository: repository.to_owned(),
            known,
            release,
            tag,
            has_digest: digest.is_some(),
        }
    }

    /// An image of the official library, as Docker Hub calls it.
    pub(crate) fn is_official(&self) -> bool {
        !self.repository.contains('/')
    }

    pub(crate) fn is_scratch(&self) -> bool {
        self.repository == "scratch"
    }

    /// Who installs packages in it, where that is certain.
    pub(crate) fn manager(&self) -> Option<Manager> {
        let family = self.known.filter(|known| known.exact).map(|known| known.image);
        match family.map(|image| (image.family, image.slug)) {
            Some(("debian" | "ubuntu", _)) => return Some(Manager::Apt),
            Some(("alpine", _) | (_, "wolfi-base")) => return Some(Manager::Apk),
            _ => {}
        }
        let tag = self.tag.as_deref().unwrap_or_default();
        if self.is_official() && tag.split('-').any(|part| part.starts_with("alpine")) {
            return Some(Manager::Apk);
        }
        match (self.release?.distribution, self.repository.as_str()) {
            (Distribution::Alpine, _) => Some(Manager::Apk),
            (_, "gcr.io/distroless") => None,
            _ if self.repository.starts_with("gcr.io/distroless/") => None,
            _ => Some(Manager::Apt),
        }
    }

    /// The reference of the catalog's image of the same repository that is mended longest.
    pub(crate) fn release_to_take(&self, today: &str) -> Option<&'static str> {
        let own = catalog()
            .images
            .iter()
            .filter(|image| image.reference.split(':').next() == Some(&self.repository));
        own.filter(|image| !image.is_past(today))
            .max_by_key(|image| image.supported_until)
            .map(|image| image.reference)
    }

    /// It is made of musl, for all that is known.
    pub(crate) fn is_musl(&self) -> bool {
        self.repository == "alpine"
            || self.manager() == Some(Manager::Apk) && !self.repository.starts_with("cgr.dev/")
            || self.known.is_some_and(|known| known.image.libc == "musl")
    }

    /// The users by name, where all of them are known.
    pub(crate) fn users(&self) -> Option<&'static [&'static str]> {
        if self.is_scratch() {
            return Some(&[]);
        }
        self.known.map(|known| known.configured.users).filter(|users| !users.is_empty())
    }
}

/// The catalog's facts hold on both of its machines alike but for libraries, which rules about them say.
fn catalog() -> &'static Catalog {
    Catalog::of(Architecture::Amd64)
}

fn known(repository: &str, tag: Option<&str>, has_digest: bool) -> Option<Known> {
    let of = |slug: &str| {
        let image = catalog().images.iter().find(|image| image.slug == slug)?;
        let configured = CONFIGURED.iter().find(|one| one.slug == slug)?;
        Some(Known { image, configured, exact: true, is_root_tag: false, is_debug: false })
    };
    if repository == "scratch" {
        return of("scratch");
    }
    if let Some(name) = repository.strip_prefix("gcr.io/distroless/") {
        return distroless(name, tag, has_digest, of);
    }
    // Tags with a version less or more, and the full Debian: the slim image has the same packages without their
    // manuals (debuerreotype's slimify).
    let tag = tag?;
    let distribution = match repository {
        "debian" => Distribution::Debian,
        "ubuntu" => Distribution::Ubuntu,
        "alpine" => Distribution::Alpine,
        _ => {
            let configured = CONFIGURED.iter().find(|one| {
                let image = catalog().images.iter().find(|image| image.slug == one.slug);
                let own = image.map(|image| image.reference.split(':').next().unwrap_or_default());
                own == Some(repository) && one.tags.contains(&tag)
            })?;
            let mut known = of(configured.slug)?;
            // Chainguard's `-dev` variants have a shell and a package manager.
            known.exact = !tag.ends_with("-dev");
            return known.exact.then_some(known);
        }
    };
    // `trixie-20261103-slim`, `13.2-slim`, `noble-20261001`.
    let written = tag.split('-').next().unwrap_or_default();
    let release = Release::of(distribution, written)?;
    let image = catalog().images.iter().find(|image| {
        let is_of = image.family == distribution.name().to_lowercase();
        is_of && (image.release == release.codename || image.release == release.version)
    })?;
    of(image.slug)
}

/// Distroless has its release in the repository's name. Names without one select Debian 13 (its README of
/// 2026-08-21); names of releases that are gone say what kind it is.
fn distroless(
    name: &str,
    tag: Option<&str>,
    has_digest: bool,
    of: impl Fn(&str) -> Option<Known>,
) -> Option<Known> {
    let (tier, release) = name.rsplit_once("-debian").map_or((name, "13"), |(tier, release)| (tier, release));
    let exact = of(&format!("distroless-{tier}-debian{release}"));
    let kind = tier.trim_end_matches(|c: char| c.is_ascii_digit());
    let alike = || match kind {
        "static" | "base" | "base-nossl" | "cc" => of(&format!("distroless-{kind}-debian12")),
        "nodejs" => of("distroless-nodejs24-debian13"),
        "java" => of("distroless-java21-debian13"),
        "python" => of("distroless-python3-debian13"),
        _ => None,
    };
    let mut known = match exact {
        Some(known) => known,
        None => Known { exact: false, ..alike()? },
    };
    let tag = tag.unwrap_or_default();
    let words: Vec<&str> = tag.split('-').collect();
    known.is_debug = words.contains(&"debug");
    // Behind a digest may stand any tag.
    known.is_root_tag = !has_digest && !words.contains(&"nonroot");
    let tags = ["latest", "nonroot", "debug", "amd64", "arm64", "arm", "s390x", "ppc64le", "riscv64", ""];
    words.iter().all(|word| tags.contains(word)).then_some(known)
}

fn release(repository: &str, tag: &str) -> Option<&'static Release> {
    let written = tag.split('-').next().unwrap_or_default();
    match repository {
        "debian" => Release::of(Distribution::Debian, written),
        "ubuntu" => Release::of(Distribution::Ubuntu, written),
        "alpine" => Release::of(Distribution::Alpine, written),
        _ => match repository.strip_prefix("gcr.io/distroless/") {
            Some(name) => {
                let version = name.rsplit_once("-debian").map_or("13", |(_, version)| version);
                Release::of(Distribution::Debian, version)
            }
            // Somebody else's tag may mean anything by `jammy`.
            None => {
                let official =
                    !repository.contains('/') || repository.starts_with("mcr.microsoft.com/dotnet/");
                Release::in_tag(tag).filter(|_| official)
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(reference: &str) -> Option<(&'static str, bool)> {
        Image::of(reference).known.map(|known| (known.image.slug, known.exact))
    }

    #[test]
    fn tags_of_the_same_contents_are_one_image() {
        for reference in [
            "debian:bookworm-slim",
            "debian:12",
            "debian:bookworm-20261103-slim",
            "docker.io/library/debian:12.15",
        ] {
            assert_eq!(slug(reference), Some(("debian-bookworm-slim", true)), "{reference}");
        }
        assert_eq!(slug("alpine:3.23.6"), Some(("alpine-3.23", true)));
        assert_eq!(slug("ubuntu:noble"), Some(("ubuntu-24.04", true)));
        assert_eq!(
            slug("gcr.io/distroless/static-debian13:debug-nonroot-amd64"),
            Some(("distroless-static-debian13", true))
        );
        assert_eq!(slug("gcr.io/distroless/static"), Some(("distroless-static-debian13", true)));
        assert_eq!(slug("gcr.io/distroless/base-debian11"), Some(("distroless-base-debian12", false)));
        assert_eq!(
            slug("gcr.io/distroless/nodejs20-debian12"),
            Some(("distroless-nodejs24-debian13", false))
        );
        assert_eq!(slug("busybox:1.37.0-glibc"), Some(("busybox-1.37-glibc", true)));
    }

    #[test]
    fn of_others_nothing_is_said() {
        let unknown = [
            "alpine",
            "alpine:latest",
            "alpine:edge",
            "debian:testing",
            "golang:1.27-trixie",
            "busybox",
            "example.org/debian:12",
            "gcr.io/distroless/static-debian13:v1",
            "cgr.dev/chainguard/static:latest-dev",
            "gcr.io/distroless/unheard-debian13",
            "",
        ];
        for reference in unknown {
            assert_eq!(slug(reference), None, "{reference}");
        }
    }

    #[test]
    fn a_digest_hides_the_tag() {
        let pinned = Image::of("gcr.io/distroless/static-debian13@sha256:00");
        assert!(pinned.has_digest && pinned.known.is_some_and(|known| !known.is_root_tag));
        let registry = Image::of("localhost:5000/app");
        assert_eq!((registry.repository.as_str(), registry.tag), ("localhost:5000/app", None));
    }

    #[test]
    fn the_manager_is_that_of_the_distribution() {
        let manager = |reference: &str| Image::of(reference).manager();
        assert_eq!(manager("golang:1.27-alpine"), Some(Manager::Apk));
        assert_eq!(manager("python:3.13-slim-trixie"), Some(Manager::Apt));
        assert_eq!(manager("cgr.dev/chainguard/wolfi-base:latest"), Some(Manager::Apk));
        assert_eq!((manager("golang:1.27"), manager("me/alpine:3.20")), (None, None));
        assert_eq!(manager("gcr.io/distroless/base-debian12"), None);
    }
}
