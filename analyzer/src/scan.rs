//! The whole file, gone over once: strings that tell what a program will look for when it runs. The tables
//! that the loader reads do not say it. The bytes come in chunks of any size, so that nothing has to hold
//! the file; what is found does not depend on where one chunk ends and the next begins.

pub mod pattern;
mod scanner;

use serde::{Deserialize, Serialize};

use crate::untrusted::Untrusted;

pub use pattern::{Mark, PATTERNS, Pattern};
pub use scanner::Scanner;

/// What was found in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// One for each of [`PATTERNS`] that was found, in their order; of names of libraries more.
    pub hits: Vec<Hit>,
    /// Bytes that were looked at.
    pub bytes: u64,
    /// The end of the file was not reached.
    pub is_cut: bool,
}

/// A pattern that stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub mark: Mark,
    /// Where it starts for the first time.
    pub place: u64,
    /// The printable text around that place: 64 bytes before it and 160 behind it at most.
    pub text: Untrusted,
    /// How often it stands there.
    pub count: u32,
}

impl Hits {
    /// Whether a pattern with this mark was found.
    pub fn has(&self, mark: Mark) -> bool {
        self.of(mark).next().is_some()
    }

    /// The hits of the patterns with this mark.
    pub fn of(&self, mark: Mark) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.mark == mark)
    }

    /// As bytes for [`Hits::unpack`] of the same build.
    pub fn pack(&self) -> Vec<u8> {
        // It only fails on values of unknown length, and there are none.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// `None` when the bytes are not those of [`Hits::pack`].
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}
