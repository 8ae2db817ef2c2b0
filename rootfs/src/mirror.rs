//! The machine's Debian mirror: Release → Packages → .deb, each checked against the one before.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::apt::Archives;
use crate::cache::Cache;
use crate::control::stanzas;
use crate::error::Error;
use crate::package::{Arch, Index, Package, Release};

/// How long a Release file is believed before it is asked for again.
const FRESH: Duration = Duration::from_secs(12 * 60 * 60);

/// Debian's archives as this machine reaches them.
#[derive(Debug, Clone)]
pub struct Mirror {
    archives: Archives,
    cache: Cache,
}

impl Mirror {
    /// The mirror that apt uses here, with the project's cache.
    pub fn open() -> Result<Self, Error> {
        Ok(Mirror { archives: Archives::of_this_machine()?, cache: Cache::open()? })
    }

    /// All packages of a release: its point release, updates and security, the newest version of each.
    ///
    /// An updates or security suite that the mirror no longer has is left out; the release itself must be there.
    pub fn index(&self, release: Release, arch: Arch) -> Result<Index, Error> {
        let name = release.codename();
        let main = &self.archives.main;
        let mut index = Index::default();
        index.add(main, &self.packages(main, name, arch)?);
        for (archive, suite) in [
            (Some(main), format!("{name}-updates")),
            (self.archives.security.as_ref(), format!("{name}-security")),
        ] {
            if let Some(archive) = archive
                && let Ok(text) = self.packages(archive, &suite, arch)
            {
                index.add(archive, &text);
            }
        }
        Ok(index)
    }

    /// The package's .deb, from the cache if it was fetched before.
    pub fn fetch(&self, package: &Package) -> Result<PathBuf, Error> {
        let name = package.path.rsplit('/').next().unwrap_or(&package.name);
        self.cache.fetch(&format!("{}/{}", package.archive, package.path), name, &package.sha256)
    }

    fn packages(&self, archive: &str, suite: &str, arch: Arch) -> Result<String, Error> {
        let dists = format!("{archive}/dists/{suite}");
        let release =
            self.cache.fetch_fresh(&format!("{dists}/Release"), &format!("{suite}.Release"), FRESH)?;
        let release =
            String::from_utf8(release).map_err(|_| Error::new(&dists, "the Release file is not UTF-8"))?;
        let wanted = format!("main/binary-{}/Packages.xz", arch.debian());
        let hash = hashes(&release)
            .remove(wanted.as_str())
            .ok_or_else(|| Error::new(format!("{dists}/Release"), format!("no SHA256 for {wanted}")))?;
        // By hash, so that a mirror that is being updated cannot hand out an index of another Release.
        let url = format!("{dists}/main/binary-{}/by-hash/SHA256/{hash}", arch.debian());
        let path = self.cache.fetch(&url, &format!("{suite}-{}-Packages.xz", arch.debian()), &hash)?;
        let file = std::fs::File::open(&path).map_err(|error| Error::new(path.display(), error))?;
        let mut reader = lzma_rust2::XzReader::new(std::io::BufReader::new(file), true);
        let mut text = String::new();
        std::io::Read::read_to_string(&mut reader, &mut text)
            .map_err(|error| Error::new(path.display(), error))?;
        Ok(text)
    }
}

/// The SHA256 section of a Release file: path → hash.
fn hashes(release: &str) -> BTreeMap<String, String> {
    stanzas(release, &["sha256"])
        .iter()
        .filter_map(|stanza| stanza.get("sha256"))
        .flat_map(|section| section.lines())
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let (hash, _size, path) = (words.next()?, words.next()?, words.next()?);
            Some((path.to_string(), hash.to_string()))
        })
        .collect()
}
