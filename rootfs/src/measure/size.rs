//! How large an image is, on disk and on the wire.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::error::Error;
use crate::tree::Rootfs;

/// Bytes of all regular files; files with the same inode count once.
pub(crate) fn unpacked(tree: &Rootfs) -> Result<u64, Error> {
    let mut seen = BTreeMap::new();
    for (path, metadata) in tree.walk()? {
        if metadata.is_file() {
            seen.insert(metadata.ino(), (path, metadata.len()));
        }
    }
    Ok(seen.values().map(|(_, length)| length).sum())
}

/// Bytes of one tar of the tree, gzip level 6: the same tree always gives the same number.
///
/// Paths are sorted, owners are 0 and times are the epoch, so that neither who measures nor when is counted.
/// An image without a file has no archive to send, which is 0.
pub(crate) fn compressed(tree: &Rootfs) -> Result<u64, Error> {
    if tree.walk()?.is_empty() {
        return Ok(0);
    }
    let mut archive = tar::Builder::new(GzEncoder::new(Counter(0), Compression::new(6)));
    let mut seen: BTreeMap<u64, String> = BTreeMap::new();
    for (path, metadata) in tree.walk()? {
        let name = path.trim_start_matches('/');
        let on_disk = tree.on_disk(&path);
        let mut header = tar::Header::new_gnu();
        header.set_mode(metadata.permissions().mode() & 0o7777);
        header.set_size(0);
        let added = if metadata.is_dir() {
            header.set_entry_type(tar::EntryType::Directory);
            archive.append_data(&mut header, format!("{name}/"), io::empty())
        } else if metadata.is_symlink() {
            header.set_entry_type(tar::EntryType::Symlink);
            fs::read_link(&on_disk).and_then(|target| archive.append_link(&mut header, name, target))
        } else if let Some(first) = seen.get(&metadata.ino()) {
            header.set_entry_type(tar::EntryType::Link);
            archive.append_link(&mut header, name, first)
        } else {
            seen.insert(metadata.ino(), name.to_string());
            header.set_entry_type(tar::EntryType::Regular);
            header.set_size(metadata.len());
            File::open(&on_disk).and_then(|file| archive.append_data(&mut header, name, file))
        };
        added.map_err(|error| Error::new(on_disk.display(), error))?;
    }
    let finish = || archive.into_inner()?.finish();
    let counter = finish().map_err(|error| Error::new(tree.root().display(), error))?;
    Ok(counter.0)
}

struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
