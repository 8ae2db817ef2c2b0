//! A file on disk as a source: read by ranges (`pread`), so its length does not matter.

use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::Path;

use analyzer::report::{Answer, Report};
use analyzer::{Machine, ReadError, Source, SourceError};

/// The report on one file; the error says what was read and what was found.
pub(crate) fn report(path: &Path, machine: Machine) -> Result<Report, String> {
    read(path, |source, name| analyzer::report(source, name, machine))
}

/// The report and the Dockerfiles.
pub(crate) fn answer(path: &Path) -> Result<Answer, String> {
    read(path, |source, name| analyzer::answer(source, name, Machine::default()))
}

fn read<T>(
    path: &Path,
    analyse: impl FnOnce(&mut dyn Source, &[u8]) -> Result<T, ReadError>,
) -> Result<T, String> {
    let wrong = |found: String| format!("{}: {found}", path.display());
    let file = File::open(path).map_err(|error| wrong(error.to_string()))?;
    let kind = file.metadata().map_err(|error| wrong(error.to_string()))?;
    if !kind.is_file() {
        let what = if kind.is_dir() { "a directory" } else { "no regular file" };
        return Err(wrong(format!("is {what}; give the executable itself")));
    }
    let mut source = OnDisk { file, length: kind.len() };
    let name = path.file_name().unwrap_or(path.as_os_str());
    analyse(&mut source, name.as_bytes()).map_err(|error| wrong(error.to_string()))
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
