//! What is odd about a file without stopping the analysis. An error means that nothing can be said;
//! everything less is one of these.

use serde::{Deserialize, Serialize};

/// One oddity, with what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oddity {
    /// A segment is mapped from bytes that the file does not have.
    CutShort { mapped: u64, length: u64 },
    /// The kernel does not take a program header table of this shape.
    ProgramHeaders { count: u64, entry_size: u64 },
    /// The section table is declared and cannot be read.
    SectionTable,
    /// Names lie outside the dynamic string table, or the table outside the file.
    StringTable,
    /// More than one `PT_INTERP`: the kernel takes the first.
    TwoInterpreters,
    /// A limit cut a list short.
    Limit,
}

impl Oddity {
    pub fn code(&self) -> &'static str {
        match self {
            Oddity::CutShort { .. } => "cut-short",
            Oddity::ProgramHeaders { .. } => "program-headers",
            Oddity::SectionTable => "section-table",
            Oddity::StringTable => "string-table",
            Oddity::TwoInterpreters => "two-interpreters",
            Oddity::Limit => "limit",
        }
    }

    pub fn sentence(&self) -> String {
        match self {
            Oddity::CutShort { mapped, length } => format!(
                "The program headers map bytes up to {mapped}, and the file ends at {length}. It was probably cut off while it was copied."
            ),
            Oddity::ProgramHeaders { count, entry_size } => format!(
                "The program header table has {count} entries of {entry_size} bytes. Linux takes at most 65,536 bytes of entries of its own size."
            ),
            Oddity::SectionTable => {
                "The section table cannot be read. Neither the kernel nor the loader needs it.".to_owned()
            }
            Oddity::StringTable => {
                "Some names lie outside the dynamic string table. They are left out.".to_owned()
            }
            Oddity::TwoInterpreters => {
                "The file names more than one interpreter. The kernel takes the first.".to_owned()
            }
            Oddity::Limit => {
                "The tables of this file are longer than the limits of this analyzer. What is shown is right, and not complete.".to_owned()
            }
        }
    }
}
