//! Reads how a Linux executable is linked and judges in which container images it starts: bytes become
//! facts, facts become verdicts, verdicts become advice, advice becomes a Dockerfile.
//!
//! Pure: no I/O of its own, no clock, no HTML. The bytes come through [`Source`]. They are hostile until
//! shown otherwise, so nothing here indexes, unwraps, casts or does unchecked arithmetic.

#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects,
        clippy::as_conversions
    )
)]

mod answer;
mod budget;
mod error;
mod oddity;
mod reader;
mod source;
mod stranger;

pub mod advice;
pub mod catalog;
pub mod dockerfile;
pub mod elf;
pub mod facts;
pub mod format;
pub mod hardening;
pub mod jar;
pub mod language;
pub mod layout;
pub mod linkage;
pub mod need;
pub mod process;
pub mod python;
pub mod report;
pub mod scan;
pub mod size;
pub mod toolchain;
pub mod untrusted;
pub mod verdict;

pub use answer::{answer, answer_among, judge, report_among};
pub use error::ReadError;
pub use facts::Facts;
pub use source::{SliceSource, Source, SourceError};
pub use verdict::{Machine, Runtime};
