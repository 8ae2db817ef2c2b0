//! Executables and libraries inside tar and zip archives, read without unpacking to disk.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use analyzer::jar::{self, Jar};
use analyzer::layout::Handed;
use analyzer::untrusted::Untrusted;

use crate::arguments::Scan;
use crate::handed::of_bytes;

/// Bytes that the programs and libraries of one archive may unpack to.
const UNPACKED: u64 = 4 << 30;

/// Entries of a jar whose class is looked at.
const CLASSES: usize = 20_000;

/// Whether a file begins as an ELF file does.
pub(crate) fn is_elf(file: io::Result<impl Read>) -> bool {
    let mut magic = [0; 4];
    file.and_then(|mut file| file.read_exact(&mut magic)).is_ok() && &magic == b"\x7fELF"
}

pub(crate) fn tar(path: &Path, scan: Scan) -> Result<Vec<Handed>, String> {
    members(File::open(path).map_err(words)?, scan)
}

/// A gzip stream that holds no tar archive has no members.
pub(crate) fn tar_gz(path: &Path, scan: Scan) -> Result<Vec<Handed>, String> {
    let unpacked = || Ok(flate2::read::MultiGzDecoder::new(File::open(path)?));
    let mut head = [0; 512];
    let whole =
        unpacked().and_then(|mut stream| stream.read_exact(&mut head)).map_err(|error: io::Error| error);
    if whole.is_err() || &head[257..262] != b"ustar" {
        return Ok(Vec::new());
    }
    members(unpacked().map_err(words)?, scan)
}

fn members(archive: impl Read, scan: Scan) -> Result<Vec<Handed>, String> {
    let mut files: Vec<Handed> = Vec::new();
    let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut links: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let mut left = UNPACKED;
    for entry in tar::Archive::new(archive).entries().map_err(words)? {
        let mut entry = entry.map_err(words)?;
        let name = plain(&entry.path_bytes());
        let kind = entry.header().entry_type();
        if let Some(target) = entry.link_name_bytes().filter(|_| kind.is_symlink() || kind.is_hard_link()) {
            // A symbolic link counts from its own folder, a hard link from the root of the archive.
            let folder = if kind.is_symlink() { parent(&name) } else { b"" };
            let target = plain(&[folder, b"/", &target].concat());
            links.push((name, target));
        } else if let Some(bytes) = elf(&mut entry, &mut left)? {
            places.insert(name.clone(), files.len());
            files.push(of_bytes(&name, &bytes, scan)?);
        }
    }
    // A link may point to a link that comes later; a few turns follow every honest chain.
    for _ in 0..4 {
        links.retain(|(name, target)| {
            let Some(place) = places.get(target).copied() else { return true };
            files[place].paths.push(Untrusted::new(name));
            places.insert(name.clone(), place);
            false
        });
    }
    Ok(files)
}

pub(crate) fn zip(path: &Path, scan: Scan) -> Result<Vec<Handed>, String> {
    let mut archive = zip::ZipArchive::new(File::open(path).map_err(words)?).map_err(words)?;
    let mut files = Vec::new();
    let mut left = UNPACKED;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(words)?;
        let name = plain(entry.name_raw());
        if let Some(bytes) = elf(&mut entry, &mut left)? {
            files.push(of_bytes(&name, &bytes, scan)?);
        }
    }
    Ok(files)
}

/// What a jar says of itself: its manifest, and the newest of its classes.
pub(crate) fn jar(path: &Path) -> Result<Jar, String> {
    let mut archive = zip::ZipArchive::new(File::open(path).map_err(words)?).map_err(words)?;
    let mut manifest = Vec::new();
    if let Ok(entry) = archive.by_name("META-INF/MANIFEST.MF") {
        entry.take(jar::MANIFEST_LIMIT as u64).read_to_end(&mut manifest).map_err(words)?;
    }
    let mut newest = None;
    for place in 0..archive.len().min(CLASSES) {
        let mut entry = archive.by_index(place).map_err(words)?;
        let mut head = [0; jar::CLASS_HEAD];
        if jar::is_class(entry.name_raw()) && entry.read_exact(&mut head).is_ok() {
            newest = newest.max(jar::class_version(&head));
        }
    }
    Ok(Jar::of(&manifest, newest))
}

/// The bytes of an entry that is an ELF file; of any other only the first four are unpacked.
fn elf(entry: &mut impl Read, left: &mut u64) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = vec![0; 4];
    if entry.read_exact(&mut bytes).is_err() || bytes != b"\x7fELF" {
        return Ok(None);
    }
    let read = entry.take(*left).read_to_end(&mut bytes).map_err(words)?;
    *left = left.saturating_sub(read as u64);
    if *left == 0 {
        return Err(
            "its programs and libraries unpack to more than 4 GiB; unpack it and name the folder".into()
        );
    }
    Ok(Some(bytes))
}

/// A path without `.` and with `..` followed, so that links and files are called the same.
fn plain(path: &[u8]) -> Vec<u8> {
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in path.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join(&b'/')
}

fn parent(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(b"", |end| &path[..end])
}

fn words(error: impl std::fmt::Display) -> String {
    format!("it cannot be unpacked: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> Vec<u8> {
        let program = include_bytes!("../../content/samples/c-dynamic");
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_ustar();
        header.set_size(program.len() as u64);
        header.set_mode(0o755);
        builder.append_data(&mut header, "dist/./lib/libx.so.1.2", &program[..]).unwrap();
        let mut link = tar::Header::new_ustar();
        link.set_entry_type(tar::EntryType::Symlink);
        link.set_size(0);
        builder.append_link(&mut link.clone(), "dist/lib/libx.so", "libx.so.1").unwrap();
        builder.append_link(&mut link, "dist/lib/libx.so.1", "../lib/libx.so.1.2").unwrap();
        let mut text = tar::Header::new_ustar();
        text.set_size(2);
        builder.append_data(&mut text, "dist/README", &b"hi"[..]).unwrap();
        builder.into_inner().unwrap()
    }

    #[test]
    fn links_in_an_archive_are_other_names_of_a_file() {
        let files = members(&archive()[..], Scan::Auto).unwrap();
        assert_eq!(files.len(), 1);
        assert!(files[0].hits.is_some());
        let paths: Vec<String> = files[0].paths.iter().map(Untrusted::shown).collect();
        assert_eq!(paths, ["dist/lib/libx.so.1.2", "dist/lib/libx.so.1", "dist/lib/libx.so"]);
    }

    #[test]
    fn an_archive_that_ends_early_is_an_error() {
        let whole = archive();
        assert!(members(&whole[..2000], Scan::Auto).is_err());
    }
}
