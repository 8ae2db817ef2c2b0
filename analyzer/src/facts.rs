//! Bytes become facts: what one file says, and nothing that is concluded from it. Reading and judging are
//! two halves with a wire between them: in the browser the first runs in a worker, where the file is, and
//! the second in the page.

use serde::{Deserialize, Serialize};

use crate::ReadError;
use crate::budget::Budget;
use crate::elf::{self, Elf};
use crate::format::Format;
use crate::jar::Jar;
use crate::reader::Reader;
use crate::source::Source;

/// What was read of one file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Facts {
    /// Bytes of the file.
    pub size: u64,
    pub content: Content,
    /// Of a jar, what whoever unpacked it found in it.
    pub jar: Option<Jar>,
}

/// A program or library, or what else the file is.
#[derive(Debug, Serialize, Deserialize)]
pub enum Content {
    Elf(Box<Elf>),
    Stranger(Format),
}

impl Facts {
    /// Reads the ranges of `source` that the kernel and the loader would read.
    pub fn read(source: &mut dyn Source) -> Result<Self, ReadError> {
        let size = source.len();
        let mut reader = Reader::open(source)?;
        let content = match Format::sniff(&mut reader)? {
            Format::Elf => Content::Elf(Box::new(elf::read(&mut reader, &mut Budget::new())?)),
            format => Content::Stranger(format),
        };
        Ok(Facts { size, content, jar: None })
    }
}

/// The facts, or why there are none, as bytes for [`unpack`] of the same build.
pub fn pack(read: &Result<Facts, ReadError>) -> Vec<u8> {
    // It only fails on values of unknown length, and there are none.
    postcard::to_allocvec(read).unwrap_or_default()
}

/// `None` when the bytes are not those of [`pack`].
pub fn unpack(bytes: &[u8]) -> Option<Result<Facts, ReadError>> {
    postcard::from_bytes(bytes).ok()
}
