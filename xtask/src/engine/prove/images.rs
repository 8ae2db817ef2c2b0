//! The measured images, assembled from their packages and imported under their own references, as they are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rootfs::{Arch, Image, Index, Mirror, Release};

use super::super::Engine;
use crate::{Done, project};

/// What stands for `scratch`, the one name that no image can have.
pub(super) const SCRATCH: &str = "final-stage/scratch";

pub(crate) struct Images {
    all: BTreeMap<String, Image>,
    mirror: Mirror,
    indexes: BTreeMap<Release, Index>,
}

/// Slugs of the images that packages define.
pub(super) fn measured() -> Done<BTreeSet<String>> {
    let all = read()?;
    Ok(all.into_iter().filter(|(_, image)| image.definition.is_some()).map(|(slug, _)| slug).collect())
}

fn read() -> Done<BTreeMap<String, Image>> {
    Ok(Image::read_all(&project::root().join("catalog/images"))?)
}

impl Images {
    pub(crate) fn new() -> Done<Images> {
        Ok(Images { all: read()?, mirror: Mirror::open()?, indexes: BTreeMap::new() })
    }

    /// Imports the image and returns the reference under which the engine has it.
    pub(crate) fn import(&mut self, engine: &Engine, slug: &str) -> Done<String> {
        let image = self.image(slug)?;
        let reference = match (image.reference.as_str(), &image.tag) {
            ("scratch", _) => SCRATCH.to_owned(),
            (reference, Some(tag)) => format!("{reference}:{tag}"),
            (reference, None) => reference.to_owned(),
        };
        let config = image.config.clone();
        let tree = self.tree(slug)?;
        engine.import(&reference, &tree, &config)?;
        Ok(reference)
    }

    /// The image's tree, assembled anew: a proof must not rest on an old one.
    pub(super) fn tree(&mut self, slug: &str) -> Done<PathBuf> {
        let image = self.image(slug)?.clone();
        let directory = super::super::cache().join("images").join(slug);
        println!("engine: assembling {slug}");
        let index = match image.debian() {
            Some(release) if !self.indexes.contains_key(&release) => {
                let index = self.mirror.index(release, Arch::Amd64)?;
                self.indexes.entry(release).or_insert(index)
            }
            Some(release) => &self.indexes[&release],
            // scratch has no release, and takes nothing from the index.
            None => &Index::default(),
        };
        rootfs::assemble(&image, &self.all, Arch::Amd64, &self.mirror, index, &directory)?;
        Ok(directory)
    }

    fn image(&self, slug: &str) -> Done<&Image> {
        Ok(self.all.get(slug).ok_or_else(|| format!("the catalog has no image {slug}"))?)
    }
}
