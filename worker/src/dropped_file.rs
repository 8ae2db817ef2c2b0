//! A file of the visitor's as a random-access source. Every slice costs about 0.7 ms whatever its
//! size up to 64 KiB, so slices are counted and shown, not only bytes.

use analyzer::{Source, SourceError};
use js_sys::Uint8Array;
use web_sys::{File, FileReaderSync};

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

    fn slice(&self, offset: u64, wanted: usize) -> Option<Uint8Array> {
        let start = offset as f64;
        let slice = self.file.slice_with_f64_and_f64(start, start + wanted as f64).ok()?;
        let buffer = self.reader.as_ref()?.read_as_array_buffer(&slice).ok()?;
        Some(Uint8Array::new(&buffer))
    }
}

impl Source for DroppedFile {
    fn len(&self) -> u64 {
        self.size
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        // A File stays readable only while the disk holds what was chosen: a changed or vanished file fails here.
        let refused = || SourceError("the browser no longer gives access to this file".to_owned());
        let bytes = self.slice(offset, buffer.len()).ok_or_else(refused)?;
        let read = bytes.length() as usize;
        let target = buffer.get_mut(..read).ok_or_else(refused)?;
        bytes.copy_to(target);
        self.slices += 1;
        self.bytes += read as u64;
        crate::progress(self.slices, self.bytes());
        Ok(read)
    }
}
