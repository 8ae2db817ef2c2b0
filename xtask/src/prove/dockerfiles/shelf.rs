//! The images that a build takes, made when they are first asked for: assembled from the catalog's packages, or
//! standing in for what only a registry has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use analyzer::catalog::Catalog;
use analyzer::elf::platform::Architecture;

use super::fetched;
use super::stand_in::{self, DEBIAN, StandIn};
use crate::debian_tree::DebianTree;
use crate::engine::{Build, Engine, Images};
use crate::{Done, project};

/// What an image of Debian leaves out, and `apt-get install` leaves behind.
const BALLAST: [&str; 6] = [
    "usr/share/doc",
    "usr/share/info",
    "usr/share/man",
    "usr/share/locale",
    "var/lib/apt/lists",
    "var/cache/apt/archives",
];

/// What debuerreotype writes for containers: a layer that is not finished is thrown away anyhow.
const DPKG: &str = "force-unsafe-io\npath-exclude /usr/share/doc/*\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n";

pub(super) struct Shelf<'e> {
    engine: &'e Engine,
    measured: Images,
    there: BTreeSet<String>,
}

/// Whether the image can be had: its packages are Debian's, or something stands in for it.
pub(super) fn has(reference: &str) -> bool {
    stand_in::named(reference).is_some() || measured(reference).is_some()
}

/// The slug of an image that the catalog's packages make, by its reference and tag.
fn measured(reference: &str) -> Option<&'static str> {
    let images = Catalog::of(Architecture::Amd64).images.iter();
    images.filter(|image| image.measured).find(|image| image.from() == reference).map(|image| image.slug)
}

impl<'e> Shelf<'e> {
    pub(super) fn new(engine: &'e Engine) -> Done<Self> {
        Ok(Shelf { engine, measured: Images::new()?, there: BTreeSet::new() })
    }

    /// Makes sure that the engine has the image.
    pub(super) fn put(&mut self, reference: &str) -> Done {
        if reference == "scratch" || self.there.contains(reference) {
            return Ok(());
        }
        self.make(reference)?;
        self.there.insert(reference.to_owned());
        Ok(())
    }

    fn make(&mut self, reference: &str) -> Done {
        if let Some((_, release)) = DEBIAN.iter().find(|(name, _)| *name == reference) {
            return self.debian(reference, release);
        }
        if let Some(stand_in) = stand_in::named(reference) {
            return self.stand_in(stand_in);
        }
        let slug = measured(reference).ok_or_else(|| format!("{reference} cannot be had"))?;
        self.measured.import(self.engine, slug)?;
        Ok(())
    }

    /// One that is there already stays: another would be another to BuildKit's cache, and all above it made anew.
    fn debian(&self, reference: &str, release: &str) -> Done {
        if self.engine.inspect(reference, "{{.Id}}").is_ok() {
            return Ok(());
        }
        let tree = DebianTree::open_for("dockerfiles", release, super::cache().join(release))?;
        for path in BALLAST {
            let path = tree.root().join(path);
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path)?;
        }
        fs::write(tree.root().join("etc/dpkg/dpkg.cfg.d/docker"), DPKG)?;
        self.engine.import(reference, tree.root(), &rootfs::Config::default())
    }

    fn stand_in(&mut self, stand_in: &StandIn) -> Done {
        for line in stand_in.dockerfile.lines() {
            let from = line.strip_prefix("FROM ").and_then(|rest| rest.split(' ').next());
            let copied = line.split("--from=").nth(1).and_then(|rest| rest.split(' ').next());
            for other in from.into_iter().chain(copied.filter(|name| name.contains(':'))) {
                self.put(other)?;
            }
        }
        println!("dockerfiles: making what stands in for {}", stand_in.reference);
        let context = emptied(&super::cache().join("stand-in"))?;
        fetched::add(stand_in.dockerfile, &context)?;
        let how = Build { network: true, ..Build::default() };
        self.engine.build(stand_in.reference, stand_in.dockerfile, &context, &how)?;
        Ok(())
    }
}

/// A new directory in place of an old one.
pub(super) fn emptied(directory: &Path) -> Done<PathBuf> {
    if directory.exists() {
        fs::remove_dir_all(directory)?;
    }
    fs::create_dir_all(directory)?;
    Ok(directory.to_owned())
}

/// A folder of the example projects.
pub(super) fn project_folder(name: &str) -> PathBuf {
    project::root().join("corpus/dockerfiles").join(name)
}
