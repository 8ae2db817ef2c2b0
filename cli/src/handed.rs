//! What was named on the command line, as the files that will lie together in the image: executables and
//! libraries themselves, and those found in folders and archives.

use std::collections::HashMap;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};

use analyzer::Facts;
use analyzer::facts::Content;
use analyzer::format::Format;
use analyzer::layout::Handed;
use analyzer::scan::Scanner;
use analyzer::untrusted::Untrusted;

use crate::archive;
use crate::arguments::Scan;
use crate::file;
use crate::scan::scan;

/// More files than any program ships; a folder with more was probably not meant.
const ENTRIES: usize = 20_000;

/// Everything that was read, and what could not be.
#[derive(Default)]
pub(crate) struct Gathered {
    pub files: Vec<Handed>,
    /// One line for each: what was read, what was found.
    pub errors: Vec<String>,
    scan: Scan,
}

impl Gathered {
    /// Reads what the arguments name. Each lies in the image by the path that was given; of an archive, and
    /// of a folder that was named alone, what is in it.
    pub(crate) fn from(arguments: &[PathBuf], scan: Scan) -> Self {
        let mut gathered = Gathered { scan, ..Gathered::default() };
        for path in arguments {
            let name = place(path);
            match path.is_dir() {
                true if arguments.len() == 1 => gathered.take_folder(path, b""),
                true => gathered.take_folder(path, &name),
                false => gathered.take_file(path, &name),
            }
        }
        gathered
    }

    /// The path of a file as it was handed over.
    pub(crate) fn name(&self, place: usize) -> Option<String> {
        self.files.get(place)?.paths.first().map(Untrusted::shown)
    }

    fn take_file(&mut self, path: &Path, name: &[u8]) {
        let mut facts = match file::facts(path) {
            Ok(facts) => facts,
            Err(error) => return self.errors.push(error),
        };
        if let Content::Stranger(Format::Jar) = &facts.content {
            // A jar that cannot be unpacked is a jar all the same.
            facts.jar = archive::jar(path).ok();
        }
        let archived = match &facts.content {
            Content::Stranger(Format::Tar) => archive::tar(path, self.scan),
            Content::Stranger(Format::Gzip) => archive::tar_gz(path, self.scan),
            Content::Stranger(Format::Zip) => archive::zip(path, self.scan),
            _ => Ok(Vec::new()),
        };
        match archived {
            // An archive without a program in it says what it is, as any other file.
            Ok(members) if members.is_empty() => {
                self.files.push(self.on_disk(path, name, facts));
            }
            Ok(members) => self.files.extend(members),
            Err(error) => self.errors.push(format!("{}: {error}", path.display())),
        }
    }

    fn on_disk(&self, path: &Path, name: &[u8], facts: Facts) -> Handed {
        let mut handed = Handed::new(vec![Untrusted::new(name)], facts);
        if handed.is_program() && self.scan.wants(handed.facts.size) {
            handed.hits = scan(path).ok();
        }
        handed
    }

    /// Every executable and library below a folder. Two paths to one file, by links, are one file.
    fn take_folder(&mut self, folder: &Path, name: &[u8]) {
        let mut known: HashMap<(u64, u64), usize> = HashMap::new();
        let mut folders = vec![(folder.to_owned(), name.to_vec())];
        let mut seen = 0;
        while let Some((folder, shown)) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries.flatten(),
                Err(error) => {
                    self.errors.push(format!("{}: {error}", folder.display()));
                    continue;
                }
            };
            let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            entries.sort();
            for path in entries {
                seen += 1;
                if seen > ENTRIES {
                    return self.errors.push(format!(
                        "{}: has more than {ENTRIES} files; name the folder of the program alone",
                        folder.display()
                    ));
                }
                let name = path.file_name().map(OsStrExt::as_bytes).unwrap_or_default();
                let between: &[u8] = if shown.is_empty() { b"" } else { b"/" };
                let shown: Vec<u8> = [&shown[..], between, name].concat();
                // A link to a folder could lead in circles; a link to a file is another name of it.
                let Ok(kind) = fs::metadata(&path) else { continue };
                if kind.is_dir() {
                    if !path.is_symlink() {
                        folders.push((path, shown));
                    }
                } else if let Some(place) = known.get(&(kind.dev(), kind.ino())) {
                    self.files[*place].paths.push(Untrusted::new(&shown));
                } else if kind.is_file() && archive::is_elf(File::open(&path)) {
                    match file::facts(&path) {
                        Ok(facts) => {
                            known.insert((kind.dev(), kind.ino()), self.files.len());
                            self.files.push(self.on_disk(&path, &shown, facts));
                        }
                        Err(error) => self.errors.push(error),
                    }
                }
            }
        }
        if self.files.is_empty() && self.errors.is_empty() {
            self.errors.push(format!("{}: no executable lies in this folder", folder.display()));
        }
    }
}

/// A path as it was given, or its last part when it comes from elsewhere.
fn place(path: &Path) -> Vec<u8> {
    let is_below = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let last = path.file_name().unwrap_or(path.as_os_str());
    if is_below { path.as_os_str().as_bytes().to_vec() } else { last.as_bytes().to_vec() }
}

/// A file whose bytes are in memory.
pub(crate) fn of_bytes(name: &[u8], bytes: &[u8], scan: Scan) -> Result<Handed, String> {
    let facts = Facts::read(&mut analyzer::SliceSource(bytes)).map_err(|error| error.to_string())?;
    let mut handed = Handed::new(vec![Untrusted::new(name)], facts);
    if handed.is_program() && scan.wants(handed.facts.size) {
        let mut scanner = Scanner::new();
        scanner.feed(bytes);
        handed.hits = Some(scanner.finish());
    }
    Ok(handed)
}
