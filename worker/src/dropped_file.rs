//! A file of the visitor's as a random-access source. Every read costs about 0.7 ms whatever its size up
//! to 64 KiB, so the ranges of a round are strung together into one blob and read at once.

use std::ops::Range;

use analyzer::{Source, SourceError};
use js_sys::{Array, Uint8Array};
use web_sys::{Blob, File, FileReaderSync};

pub(crate) struct DroppedFile {
    file: File,
    size: u64,
    reader: Option<FileReaderSync>,
    slices: u32,
    bytes: u64,
}

impl DroppedFile {
    pub(crate) fn new(file: File) -> Self {
        // A file's size is a whole number well below 2^53.
        let size = file.size() as u64;
        Self { file, size, reader: FileReaderSync::new().ok(), slices: 0, bytes: 0 }
    }

    pub(crate) fn slices(&self) -> u32 {
        self.slices
    }

    pub(crate) fn bytes(&self) -> f64 {
        self.bytes as f64
    }

    fn slice(&self, range: &Range<u64>) -> Option<Blob> {
        self.file.slice_with_f64_and_f64(range.start as f64, range.end as f64).ok()
    }

    fn read(&self, ranges: &[Range<u64>]) -> Option<Uint8Array> {
        let blob = match ranges {
            [range] => self.slice(range)?,
            ranges => {
                let parts = Array::new();
                for range in ranges {
                    parts.push(self.slice(range)?.as_ref());
                }
                Blob::new_with_blob_sequence(&parts).ok()?
            }
        };
        let buffer = self.reader.as_ref()?.read_as_array_buffer(&blob).ok()?;
        Some(Uint8Array::new(&buffer))
    }
}

impl Source for DroppedFile {
    fn len(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let end = offset.saturating_add(buffer.len() as u64).min(self.size);
        let range = offset..end;
        let read = self.read_ranges(std::slice::from_ref(&range))?.pop().unwrap_or_default();
        let target = buffer.get_mut(..read.len()).ok_or_else(refused)?;
        target.copy_from_slice(&read);
        Ok(read.len())
    }

    fn read_ranges(&mut self, ranges: &[Range<u64>]) -> Result<Vec<Vec<u8>>, SourceError> {
        let bytes = self.read(ranges).ok_or_else(refused)?;
        self.slices += ranges.len() as u32;
        self.bytes += u64::from(bytes.length());
        crate::progress(self.slices, self.bytes());
        let mut at = 0;
        let cut = |range: &Range<u64>| {
            let end = at + (range.end - range.start) as u32;
            let part = (end <= bytes.length()).then(|| bytes.subarray(at, end).to_vec());
            at = end;
            part.ok_or_else(refused)
        };
        ranges.iter().map(cut).collect()
    }
}

/// A File stays readable only while the disk holds what was chosen: a changed or vanished file fails.
fn refused() -> SourceError {
    SourceError("the browser no longer gives access to this file".to_owned())
}
