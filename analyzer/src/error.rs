//! Why nothing can be said about a file: what was read, what was found.

use std::fmt;

use crate::source::SourceError;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The source failed.
    Source(SourceError),
    /// The ELF header makes no sense.
    Header(String),
    /// The file ends within a table without which nothing can be said.
    CutShort { table: &'static str, place: u64, size: u64, length: u64 },
}

impl ReadError {
    pub fn header(found: String) -> Self {
        ReadError::Header(found)
    }

    pub fn cut_short(table: &'static str, place: u64, size: u64, length: u64) -> Self {
        ReadError::CutShort { table, place, size, length }
    }
}

impl From<SourceError> for ReadError {
    fn from(error: SourceError) -> Self {
        ReadError::Source(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Source(error) => write!(f, "the file could not be read: {error}"),
            ReadError::Header(found) => {
                write!(f, "read the ELF header: {found}. The file is damaged, or it is no program.")
            }
            ReadError::CutShort { table, place, size, length } => write!(
                f,
                "read {table}: {size} bytes at {place:#x} are declared, and the file has {length} bytes. Copy it again: it was cut off."
            ),
        }
    }
}

impl std::error::Error for ReadError {}
