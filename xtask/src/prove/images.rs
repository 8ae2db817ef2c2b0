//! The measured images as real root file systems, to start programs in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};

use rootfs::{Arch, Image, Index, Mirror, Release};

use crate::{Done, project};

/// A measured image, unpacked.
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
    /// Where the image's configuration lets programs start.
    pub(crate) workdir: String,
    /// Variables that the image's configuration sets.
    pub(crate) environment: Vec<String>,
}

/// By slug.
pub(crate) type Trees = BTreeMap<String, Tree>;

/// Assembles every image that has a definition, anew: a proof must not rest on an old tree.
pub(crate) fn assemble(arch: Arch) -> Done<Trees> {
    let images = Image::read_all(&project::root().join("catalog/images"))?;
    let mirror = Mirror::open()?;
    let mut trees = Trees::new();
    let mut indexes: BTreeMap<Release, Index> = BTreeMap::new();
    for (slug, image) in &images {
        let Some(definition) = &image.definition else { continue };
        // scratch has no release, and takes nothing from the index.
        let index = match image.debian() {
            Some(release) => match indexes.entry(release) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(mirror.index(release, arch)?),
            },
            None => &mut Index::default(),
        };
        let directory = super::cache().join("images").join(format!("{slug}-{arch}"));
        println!("prove: assembling {slug}");
        let (tree, _) = rootfs::assemble(image, &images, arch, &mirror, index, &directory)?;
        if definition.with_extended(&images)?.loader_cache {
            rootfs::write_loader_cache(&tree)?;
        }
        // Where the container runtime mounts its own, and where the program goes.
        for mount_point in ["proc", "dev"] {
            fs::create_dir_all(directory.join(mount_point))?;
        }
        fs::write(directory.join("app"), "")?;
        let workdir = image.config.workdir.clone().unwrap_or_else(|| "/".to_owned());
        // The runtime makes it where the image has none.
        fs::create_dir_all(directory.join(workdir.trim_start_matches('/')))?;
        trees.insert(slug.clone(), Tree { root: directory, workdir, environment: image.config.env.clone() });
    }
    Ok(trees)
}

/// The first few images of each kind.
pub(crate) fn some_of_each_kind(trees: Trees, of_a_kind: usize) -> Trees {
    let mut taken: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    let chosen = trees.into_iter().filter(|(_, tree)| {
        let taken = taken.entry(kind(&tree.root)).or_default();
        *taken += 1;
        *taken <= of_a_kind
    });
    chosen.collect()
}

/// What a program can find in an image tells its kind: a loader, the compiler's library, a shell. On merged /usr
/// the links in the root lead to the same files.
fn kind(root: &Path) -> Vec<bool> {
    const TELLING: [&str; 3] = ["lib64/ld-linux-x86-64.so.2", "lib/x86_64-linux-gnu/libgcc_s.so.1", "bin/sh"];
    TELLING.iter().map(|path| root.join(path).symlink_metadata().is_ok()).collect()
}
