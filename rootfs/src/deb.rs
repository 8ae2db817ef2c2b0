//! A .deb opened: an ar archive of two tars, control and data (deb(5)).

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::Path;

use crate::error::Error;
use crate::tree::Rootfs;

/// The files of one package, in memory.
#[derive(Debug, Clone)]
pub struct Deb {
    pub(crate) control: Vec<Entry>,
    pub(crate) data: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// As an image path, `/usr/bin/true`; the root itself is `/`.
    pub(crate) path: String,
    pub(crate) kind: Kind,
    pub(crate) mode: u32,
    pub(crate) owner: (u32, u32),
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Directory,
    File(Vec<u8>),
    Link(String),
    HardLink(String),
}

impl Deb {
    /// Reads a package from disk.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let wrong = |found: &dyn std::fmt::Display| Error::new(path.display(), found);
        let file = File::open(path).map_err(|error| wrong(&error))?;
        let mut archive = ar::Archive::new(BufReader::new(file));
        let (mut control, mut data) = (None, None);
        while let Some(member) = archive.next_entry() {
            let mut member = member.map_err(|error| wrong(&error))?;
            let name = String::from_utf8_lossy(member.header().identifier()).into_owned();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
            let slot = match name.split_once('.') {
                Some(("control", _)) => &mut control,
                Some(("data", _)) => &mut data,
                _ => continue,
            };
            *slot = Some(entries(&name, &bytes).map_err(|error| wrong(&format!("{name}: {error}")))?);
        }
        match (control, data) {
            (Some(control), Some(data)) => Ok(Deb { control, data }),
            _ => Err(wrong(&"no control.tar and data.tar inside; is this a .deb?")),
        }
    }

    /// Writes the package's files into a tree, over what is there.
    pub fn unpack(&self, tree: &Rootfs) -> Result<(), Error> {
        for entry in &self.data {
            entry.write(tree)?;
        }
        Ok(())
    }

    /// Bytes of the package's regular files; a hard link adds nothing.
    pub fn installed(&self) -> u64 {
        self.data
            .iter()
            .map(|entry| if let Kind::File(bytes) = &entry.kind { bytes.len() as u64 } else { 0 })
            .sum()
    }

    /// One of its files, links not followed.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        find(&self.data, path)
    }

    /// Its regular files with their paths, in the order of the archive.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        regular(&self.data)
    }

    /// Every path it brings, directories included.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.data.iter().map(|entry| if entry.path == "/" { "/." } else { entry.path.as_str() })
    }

    /// The files of its control part, by bare name.
    pub(crate) fn control_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        regular(&self.control).map(|(path, bytes)| (path.trim_start_matches('/'), bytes))
    }

    pub(crate) fn control_file(&self, name: &str) -> Option<&[u8]> {
        find(&self.control, &format!("/{name}"))
    }
}

impl Entry {
    fn write(&self, tree: &Rootfs) -> Result<(), Error> {
        match &self.kind {
            Kind::Directory => tree.make_directory(&self.path, self.mode, self.owner),
            Kind::File(bytes) => tree.write(&self.path, bytes, self.mode, self.owner),
            Kind::Link(target) => tree.link(&self.path, target),
            Kind::HardLink(original) => tree.hard_link(&self.path, original),
        }
    }
}

fn find<'a>(entries: &'a [Entry], path: &str) -> Option<&'a [u8]> {
    regular(entries).find(|(name, _)| *name == path).map(|(_, bytes)| bytes)
}

fn regular(entries: &[Entry]) -> impl Iterator<Item = (&str, &[u8])> {
    entries.iter().filter_map(|entry| match &entry.kind {
        Kind::File(bytes) => Some((entry.path.as_str(), bytes.as_slice())),
        _ => None,
    })
}

fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Entry>, Box<dyn std::error::Error>> {
    let bytes = Cursor::new(bytes);
    let reader: Box<dyn Read> = match name.rsplit('.').next() {
        Some("xz") => Box::new(lzma_rust2::XzReader::new(bytes, true)),
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        Some("zst") => Box::new(ruzstd::decoding::StreamingDecoder::new(bytes)?),
        Some("tar") => Box::new(bytes),
        _ => return Err("compressed in a way this reader does not know (xz, gz and zst it does)".into()),
    };
    let mut archive = tar::Archive::new(reader);
    let mut all = Vec::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let header = entry.header();
        let (mode, owner) = (header.mode()?, (header.uid()? as u32, header.gid()? as u32));
        let path = rooted(&entry.path_bytes());
        let target = entry.link_name_bytes().map(|target| String::from_utf8_lossy(&target).into_owned());
        let kind = match (header.entry_type(), target) {
            (tar::EntryType::Directory, _) => Kind::Directory,
            (tar::EntryType::Symlink, Some(target)) => Kind::Link(target),
            (tar::EntryType::Link, Some(original)) => Kind::HardLink(rooted(original.as_bytes())),
            (tar::EntryType::Regular | tar::EntryType::Continuous, _) => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                Kind::File(bytes)
            }
            (other, _) => {
                return Err(format!("{path} is of tar type {other:?}, which packages do not use").into());
            }
        };
        all.push(Entry { path, kind, mode, owner });
    }
    Ok(all)
}

fn rooted(path: &[u8]) -> String {
    let path = String::from_utf8_lossy(path);
    let path =
        path.strip_prefix('.').filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(&path);
    format!("/{}", path.trim_matches('/'))
}
