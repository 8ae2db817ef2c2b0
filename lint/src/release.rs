//! Releases of the distributions that images are made of: which C library they have, and until when somebody
//! mends them. The one dated table for what the catalog has no image of; a test holds the two against each other.
//!
//! Ends of support: Debian package distro-info-data 2026.10.12-1, `debian.csv` (`eol-lts`) and `ubuntu.csv`
//! (`eol`); Alpine, Node.js and Python: endoflife-date/endoflife.date at a70eca3 of 2026-08-22. Versions of
//! glibc: the package `libc6` of each release (Debian's and Ubuntu's archives).

/// When the table was read.
pub const DATE: &str = "2026-11-25";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distribution {
    Debian,
    Ubuntu,
    Alpine,
}

/// A release, as image tags name it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Release {
    pub distribution: Distribution,
    /// `trixie`; of Alpine the version.
    pub codename: &'static str,
    /// `13`, `24.04`, `3.23`.
    pub version: &'static str,
    /// Minor version of glibc 2; 0 for Alpine, which has musl.
    pub glibc: u32,
    /// `YYYY-MM-DD`, or empty.
    pub supported_until: &'static str,
}

const fn debian(
    codename: &'static str,
    version: &'static str,
    glibc: u32,
    supported_until: &'static str,
) -> Release {
    Release { distribution: Distribution::Debian, codename, version, glibc, supported_until }
}

const fn ubuntu(
    codename: &'static str,
    version: &'static str,
    glibc: u32,
    supported_until: &'static str,
) -> Release {
    Release { distribution: Distribution::Ubuntu, codename, version, glibc, supported_until }
}

const fn alpine(version: &'static str, supported_until: &'static str) -> Release {
    Release { distribution: Distribution::Alpine, codename: version, version, glibc: 0, supported_until }
}

static RELEASES: [Release; 34] = [
    debian("jessie", "8", 19, "2020-06-30"),
    debian("stretch", "9", 24, "2022-06-30"),
    debian("buster", "10", 28, "2024-06-30"),
    debian("bullseye", "11", 31, "2026-08-31"),
    debian("bookworm", "12", 36, "2028-06-30"),
    debian("trixie", "13", 41, "2030-06-30"),
    ubuntu("trusty", "14.04", 19, "2019-04-25"),
    ubuntu("xenial", "16.04", 23, "2021-04-30"),
    ubuntu("bionic", "18.04", 27, "2023-05-31"),
    ubuntu("focal", "20.04", 31, "2025-05-29"),
    ubuntu("jammy", "22.04", 35, "2027-06-01"),
    ubuntu("noble", "24.04", 39, "2029-05-31"),
    ubuntu("oracular", "24.10", 40, "2025-07-10"),
    ubuntu("plucky", "25.04", 41, "2026-01-15"),
    ubuntu("questing", "25.10", 42, "2026-07-09"),
    ubuntu("resolute", "26.04", 43, "2031-05-29"),
    alpine("3.24", "2028-06-01"),
    alpine("3.23", "2027-11-01"),
    alpine("3.22", "2027-05-01"),
    alpine("3.21", "2026-11-01"),
    alpine("3.20", "2026-04-01"),
    alpine("3.19", "2025-11-01"),
    alpine("3.18", "2025-05-09"),
    alpine("3.17", "2024-11-22"),
    alpine("3.16", "2024-05-23"),
    alpine("3.15", "2023-11-01"),
    alpine("3.14", "2023-05-01"),
    alpine("3.13", "2022-11-01"),
    alpine("3.12", "2022-05-01"),
    alpine("3.11", "2021-11-01"),
    alpine("3.10", "2021-05-01"),
    alpine("3.9", "2020-11-01"),
    alpine("3.8", "2020-05-01"),
    alpine("3.7", "2019-11-01"),
];

/// Languages whose official images carry their version first in the tag, and the end of each version.
static LANGUAGES: [(&str, &[(&str, &str)]); 2] = [
    (
        "node",
        &[
            ("8", "2019-12-31"),
            ("10", "2021-04-30"),
            ("11", "2019-06-30"),
            ("12", "2022-04-30"),
            ("13", "2020-06-01"),
            ("14", "2023-04-30"),
            ("15", "2021-06-01"),
            ("16", "2023-09-11"),
            ("17", "2022-06-01"),
            ("18", "2025-04-30"),
            ("19", "2023-06-01"),
            ("20", "2026-04-30"),
            ("21", "2024-06-01"),
            ("22", "2027-04-30"),
            ("23", "2025-06-01"),
            ("24", "2028-04-30"),
            ("25", "2026-06-01"),
            ("26", "2029-04-30"),
        ],
    ),
    (
        "python",
        &[
            ("2.7", "2020-01-01"),
            ("3.5", "2020-09-30"),
            ("3.6", "2021-12-23"),
            ("3.7", "2023-06-27"),
            ("3.8", "2024-10-07"),
            ("3.9", "2025-10-31"),
            ("3.10", "2026-10-31"),
            ("3.11", "2027-10-31"),
            ("3.12", "2028-10-31"),
            ("3.13", "2029-10-31"),
            ("3.14", "2030-10-31"),
        ],
    ),
];

/// The version of a language that is mended longest, if any is on that day.
pub(crate) fn language_newest(repository: &str, today: &str) -> Option<(&'static str, &'static str)> {
    let (_, versions) = LANGUAGES.iter().find(|(name, _)| *name == repository)?;
    versions.iter().copied().max_by_key(|(_, end)| *end).filter(|(_, end)| *end > today)
}

impl Distribution {
    /// The release that is mended longest, if any is on that day.
    pub(crate) fn newest(self, today: &str) -> Option<&'static Release> {
        let own = RELEASES.iter().filter(|release| release.distribution == self);
        own.max_by_key(|release| release.supported_until).filter(|release| release.supported_until > today)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Distribution::Debian => "Debian",
            Distribution::Ubuntu => "Ubuntu",
            Distribution::Alpine => "Alpine",
        }
    }
}

impl Release {
    /// "Debian 13 (trixie)", "Alpine 3.23".
    pub(crate) fn name(&self) -> String {
        let (distribution, version) = (self.distribution.name(), self.version);
        match self.distribution {
            Distribution::Alpine => format!("{distribution} {version}"),
            _ => format!("{distribution} {version} ({})", self.codename),
        }
    }

    pub(crate) fn named(codename: &str) -> Option<&'static Release> {
        RELEASES.iter().find(|release| release.codename == codename)
    }

    /// By what stands in a tag of the distribution's own image: `13`, `13.1`, `24.04`, `3.23.6`, `trixie`.
    pub(crate) fn of(distribution: Distribution, written: &str) -> Option<&'static Release> {
        let fits = |release: &&Release| {
            let point = written.strip_prefix(release.version);
            let is_version = point.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            release.distribution == distribution && (release.codename == written || is_version)
        };
        RELEASES.iter().find(fits)
    }

    /// By a part of another image's tag: `trixie`, `alpine3.23`, and `alpine` with the part behind it.
    pub(crate) fn in_tag(tag: &str) -> Option<&'static Release> {
        let mut parts = tag.split('-').peekable();
        while let Some(part) = parts.next() {
            let version = match part.strip_prefix("alpine") {
                Some("") => parts.peek().copied().unwrap_or_default(),
                Some(version) => version,
                None => match Release::named(part).filter(|one| one.distribution != Distribution::Alpine) {
                    Some(release) => return Some(release),
                    None => continue,
                },
            };
            return Release::of(Distribution::Alpine, version);
        }
        None
    }
}

/// The version of a language that an official image's tag begins with, and the day its support ends.
pub(crate) fn language_end(repository: &str, tag: &str) -> Option<(&'static str, &'static str)> {
    let (_, versions) = LANGUAGES.iter().find(|(name, _)| *name == repository)?;
    let written = tag.split('-').next()?;
    let fits = |version: &str| {
        written.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    versions.iter().copied().find(|(version, _)| fits(version))
}

#[cfg(test)]
mod tests {
    use analyzer::catalog::Catalog;
    use analyzer::elf::platform::Architecture;

    use super::*;

    #[test]
    fn the_table_says_what_the_catalog_says() {
        let mut compared = 0;
        for image in Catalog::of(Architecture::Amd64).images {
            let distribution = match image.family {
                "debian" => Distribution::Debian,
                "ubuntu" => Distribution::Ubuntu,
                "alpine" => Distribution::Alpine,
                _ => continue,
            };
            let release = Release::of(distribution, image.release);
            let release = release.unwrap_or_else(|| panic!("{} has no row", image.slug));
            assert_eq!(release.supported_until, image.supported_until, "{}", image.slug);
            if distribution != Distribution::Alpine {
                let contents = image.contents.as_ref().expect("it is known");
                let mut libraries = Catalog::of(Architecture::Amd64).libraries(contents);
                let (libc, _) = libraries.find(|(library, _)| library.soname == "libc.so.6").expect("glibc");
                let defines = |minor: u32| libc.defines(&format!("GLIBC_2.{minor}"));
                assert!(defines(release.glibc) && !defines(release.glibc + 1), "{}", image.slug);
            }
            compared += 1;
        }
        assert!(compared >= 7, "only {compared} images were compared");
    }

    #[test]
    fn tags_name_releases() {
        let name = |tag: &str| Release::in_tag(tag).map(Release::name);
        assert_eq!(name("1.27-trixie"), Some("Debian 13 (trixie)".to_owned()));
        assert_eq!(name("1.27-alpine3.23"), Some("Alpine 3.23".to_owned()));
        assert_eq!(name("25-jdk-alpine-3.22"), Some("Alpine 3.22".to_owned()));
        assert_eq!(name("3.13-slim-bookworm"), Some("Debian 12 (bookworm)".to_owned()));
        assert_eq!((name("1.27"), name("1.27-alpine"), name("3.23")), (None, None, None));
        assert_eq!(Release::of(Distribution::Debian, "1"), None);
        assert_eq!(Release::of(Distribution::Alpine, "3.2"), None);
    }

    #[test]
    fn languages_end() {
        assert_eq!(language_end("python", "3.1-slim"), None);
        assert_eq!(language_end("python", "3.10-slim"), Some(("3.10", "2026-10-31")));
        assert_eq!(language_end("node", "16.20.2-alpine"), Some(("16", "2023-09-11")));
        assert_eq!(language_end("golang", "1.18"), None);
    }

    #[test]
    fn what_comes_next_is_still_mended() {
        let newest = |one: Distribution, today: &str| one.newest(today).map(|release| release.codename);
        assert_eq!(newest(Distribution::Debian, "2026-11-25"), Some("trixie"));
        assert_eq!(newest(Distribution::Alpine, "2026-11-25"), Some("3.24"));
        assert_eq!(newest(Distribution::Debian, "2099-01-01"), None);
        assert_eq!(language_newest("node", "2026-11-25"), Some(("26", "2029-04-30")));
        assert_eq!(language_newest("golang", "2026-11-25"), None);
    }
}
