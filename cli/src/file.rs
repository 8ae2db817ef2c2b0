//! A file on disk as a source: read by ranges (`pread`), so its length does not matter.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

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
