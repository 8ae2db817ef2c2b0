//! One error for the whole crate: what was being read, and what was found instead.

use std::fmt;

/// Why a package, an index or a tree could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    reading: String,
    found: String,
}

impl Error {
    /// `reading` names the file, address or field; `found` says what was there, and what to do if known.
    pub fn new(reading: impl fmt::Display, found: impl fmt::Display) -> Self {
        Error { reading: reading.to_string(), found: found.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reading, self.found)
    }
}

impl std::error::Error for Error {}
