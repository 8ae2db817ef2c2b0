//! The measured images as real root file systems, to start programs in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::PathBuf;

use rootfs::{Arch, Image, Index, Mirror, Release};

use crate::{Done, project};

/// Slugs of the measured images with where their trees are, for each architecture.
pub(crate) type Trees = BTreeMap<Arch, BTreeMap<String, PathBuf>>;

/// Assembles every image that has a definition, anew: a record must not rest on an old tree.
pub(crate) fn assemble(architectures: &[Arch]) -> Done<Trees> {
    let images = Image::read_all(&project::root().join("catalog/images"))?;
    let mirror = Mirror::open()?;
    let mut trees = Trees::new();
    for arch in architectures {
        let mut indexes: BTreeMap<Release, Index> = BTreeMap::new();
        for (slug, image) in &images {
            if image.definition.is_none() {
                continue;
            }
            // scratch has no release, and takes nothing from the index.
            let index = match image.debian() {
                Some(release) => match indexes.entry(release) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(mirror.index(release, *arch)?),
                },
                None => &mut Index::default(),
            };
            let directory = super::cache().join("images").join(format!("{slug}-{arch}"));
            println!("corpus: assembling {slug} for {arch}");
            rootfs::assemble(image, &images, *arch, &mirror, index, &directory)?;
            // Where the container runtime mounts its own, and where the program goes.
            for mount_point in ["proc", "dev"] {
                fs::create_dir_all(directory.join(mount_point))?;
            }
            fs::write(directory.join("app"), "")?;
            trees.entry(*arch).or_default().insert(slug.clone(), directory);
        }
    }
    Ok(trees)
}
