//! Why nothing can be said about a file: what was read, what was found.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::SourceError;

/// Numbers only: the sentence is written where it is shown, so that the half that reads files carries none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReadError {
    /// The source failed.
    Source(SourceError),
    /// `EI_CLASS` is neither 32-bit nor 64-bit.
    Class(u8),
    /// `EI_DATA` is neither little-endian nor big-endian.
    ByteOrder(u8),
    /// The file ends within its ELF header.
    HeaderCutShort { size: u64, length: u64 },
    /// The file ends within its program headers, without which nothing can be said.
    SegmentsCutShort { place: u64, size: u64, length: u64 },
}

impl From<SourceError> for ReadError {
    fn from(error: SourceError) -> Self {
        ReadError::Source(error)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let header = match self {
            ReadError::Source(error) => return write!(f, "the file could not be read: {error}"),
            ReadError::SegmentsCutShort { place, size, length } => {
                return write!(
                    f,
                    "read the program headers: {size} bytes at {place:#x} are declared, and the file has {length} bytes. Copy it again: it was cut off."
                );
            }
            ReadError::Class(class) => {
                format!("EI_CLASS is {class}, and only 1 (32-bit) and 2 (64-bit) exist")
            }
            ReadError::ByteOrder(order) => {
                format!("EI_DATA is {order}, and only 1 (little-endian) and 2 (big-endian) exist")
            }
            ReadError::HeaderCutShort { size, length } => {
                format!("it is {size} bytes long, and the file has {length}")
            }
        };
        write!(f, "read the ELF header: {header}. The file is damaged, or it is no program.")
    }
}

impl std::error::Error for ReadError {}
