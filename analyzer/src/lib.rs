//! Reads how a Linux executable is linked and judges in which container images it starts: bytes become
//! facts, facts become verdicts, verdicts become advice, advice becomes a Dockerfile.
//!
//! Pure: no I/O of its own, no clock, no HTML. The bytes come through [`Source`].

mod budget;
mod error;
mod oddity;
mod reader;
mod source;

pub mod catalog;
pub mod dockerfile;
pub mod elf;
pub mod format;
pub mod linkage;
pub mod report;
pub mod untrusted;
pub mod verdict;

pub use error::ReadError;
pub use source::{SliceSource, Source, SourceError};
