//! Where the bytes come from. The analyzer asks for ranges and never for the whole file, so a program
//! of two gigabytes costs the few kilobytes that its headers and tables take.

use serde::{Deserialize, Serialize};

use std::fmt;
use std::ops::Range;

/// A file that can be read at any offset: a byte slice, a file on disk, or a `File` in the browser.
pub trait Source {
    /// The length of the file in bytes.
    fn len(&self) -> u64;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fills `buffer` from `offset` on and returns how many bytes were there; fewer than asked for only
    /// at the end of the file.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError>;

    /// Reads several ranges, each as far as the file goes. A source for which a read costs more than its
    /// bytes takes them all in one.
    fn read_ranges(&mut self, ranges: &[Range<u64>]) -> Result<Vec<Vec<u8>>, SourceError> {
        let mut read = |range: &Range<u64>| {
            let length = range.end.saturating_sub(range.start);
            let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
            let count = self.read_at(range.start, &mut bytes)?;
            bytes.truncate(count);
            Ok(bytes)
        };
        ranges.iter().map(&mut read).collect()
    }
}

/// The file could not be read: the words of whoever tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceError(pub String);

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file that is already in memory.
#[derive(Clone, Copy, Debug)]
pub struct SliceSource<'a>(pub &'a [u8]);

impl Source for SliceSource<'_> {
    fn len(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let rest = usize::try_from(offset).ok().and_then(|start| self.0.get(start..)).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        Ok(count)
    }
}
