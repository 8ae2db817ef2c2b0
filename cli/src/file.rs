//! A file on disk as a source: read by ranges (`pread`), so its length does not matter.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use analyzer::scan::{Hits, Scanner};
use analyzer::{Facts, Source, SourceError};

/// What one file says; the error says what was read and what was found.
pub(crate) fn facts(path: &Path) -> Result<Facts, String> {
    let wrong = |found: String| format!("{}: {found}", path.display());
    let file = File::open(path).map_err(|error| wrong(error.to_string()))?;
    let kind = file.metadata().map_err(|error| wrong(error.to_string()))?;
    if !kind.is_file() {
        return Err(wrong("is no regular file; give the executable itself".to_owned()));
    }
    let mut source = OnDisk { file, length: kind.len() };
    Facts::read(&mut source).map_err(|error| wrong(error.to_string()))
}

/// Small enough to stay in the processor's cache until it has been searched, large enough that the calls do
/// not count.
const CHUNK: usize = 256 * 1024;

/// What stands in the whole file.
pub(crate) fn scan(path: &Path) -> io::Result<Hits> {
    let mut file = File::open(path)?;
    let mut scanner = Scanner::new();
    let mut chunk = vec![0; CHUNK];
    let is_cut = loop {
        match file.read(&mut chunk) {
            Ok(0) => break false,
            Ok(count) => scanner.feed(&chunk[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => break true,
        }
    };
    Ok(Hits { is_cut, ..scanner.finish() })
}

struct OnDisk {
    file: File,
    length: u64,
}

impl Source for OnDisk {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let mut filled = 0;
        while filled < buffer.len() {
            let count = self.file.read_at(&mut buffer[filled..], offset + filled as u64);
            match count.map_err(|error| SourceError(error.to_string()))? {
                0 => break,
                count => filled += count,
            }
        }
        Ok(filled)
    }
}
