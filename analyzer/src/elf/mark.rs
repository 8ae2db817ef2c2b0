//! What toolchains and packers leave in a file besides its code: sections of names of their own, bytes in
//! the ELF header's padding, a signature at the file's end. Nothing here decides a verdict.

use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::section::Sections;
use crate::reader::Reader;

/// A mark, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub mark: Mark,
    pub place: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    /// `.go.buildinfo`, `.gopclntab`: the Go linker's own sections.
    Go,
    /// `.dep-v0`: the crate list of cargo-auditable.
    CargoAuditable,
    /// `__minfo`, `minfo`: D's module table.
    D,
    /// `.fpcdata`: Free Pascal.
    FreePascal,
    /// `swift5_*`: Swift's metadata.
    Swift,
    /// `.svm_heap`: the image heap of a GraalVM native image.
    GraalVm,
    /// `.note.node.sea`: the script of a Node.js single executable.
    NodeSea,
    /// `.bun`, or Bun's trailer: the script of a compiled Bun program.
    Bun,
    /// `d3n0l4nd` at the end: the script of a compiled Deno program.
    Deno,
    /// `.PyRuntime`: CPython's interpreter state.
    Python,
    /// `pydata`, or the cookie at the end: PyInstaller's archive.
    PyInstaller,
    /// `__managedcode`: .NET compiled ahead of time.
    DotnetAot,
    /// Trace points of the .NET runtime inside the program: a single file that brings its runtime.
    DotnetRuntime,
    /// `AI` and 2 in the header's padding: a type 2 AppImage.
    AppImage,
    /// `.gcc_except_table`: exceptions are caught somewhere. C programs have no such table, and glibc's static
    /// archive does.
    Exceptions,
    /// `google_malloc`: tcmalloc, a C++ library, linked in.
    Tcmalloc,
    /// `UPX!`: packed, and what lies under it cannot be read.
    Upx,
}

/// Names of sections, each NUL-terminated as in the table.
const SECTIONS: [(&[u8], Mark); 19] = [
    (b".go.buildinfo\0", Mark::Go),
    (b".gopclntab\0", Mark::Go),
    (b".dep-v0\0", Mark::CargoAuditable),
    (b"__minfo\0", Mark::D),
    (b"minfo\0", Mark::D),
    (b".fpcdata\0", Mark::FreePascal),
    (b"swift5_protocols\0", Mark::Swift),
    (b"swift5_reflstr\0", Mark::Swift),
    (b"swift5_types\0", Mark::Swift),
    (b".svm_heap\0", Mark::GraalVm),
    (b".note.node.sea\0", Mark::NodeSea),
    (b".bun\0", Mark::Bun),
    (b".PyRuntime\0", Mark::Python),
    (b"pydata\0", Mark::PyInstaller),
    (b"__managedcode\0", Mark::DotnetAot),
    (b"_tlgEventPtrs_DotNETRuntime\0", Mark::DotnetRuntime),
    (b".note.NODE_SEA_BLOB\0", Mark::NodeSea),
    (b".gcc_except_table\0", Mark::Exceptions),
    (b"google_malloc\0", Mark::Tcmalloc),
];

/// Signatures that stand in the last bytes of a file.
const TRAILERS: [(&[u8], Mark); 4] = [
    (b"\n---- Bun! ----\n", Mark::Bun),
    (b"d3n0l4nd", Mark::Deno),
    (b"MEI\x0c\x0b\x0a\x0b\x0e", Mark::PyInstaller),
    (b"UPX!", Mark::Upx),
];

/// How much of the end is looked at: PyInstaller's cookie is the longest, with 88 bytes.
const TAIL: u64 = 128;

/// UPX writes its own header right behind the program headers.
const UPX_HEAD: usize = 512;

/// What to read of the file's end.
pub(super) fn tail(reader: &Reader<'_>) -> std::ops::Range<u64> {
    reader.length().saturating_sub(TAIL)..reader.length()
}

/// All marks. Needs the section names and the tail.
pub(super) fn read(reader: &Reader<'_>, sections: &Sections, budget: &mut Budget) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut add = |mark: Mark, place: u64| {
        if budget.step() && !found.iter().any(|known| known.mark == mark) {
            found.push(Found { mark, place });
        }
    };
    for (name, mark) in SECTIONS {
        sections.named(reader, name).iter().for_each(|place| add(mark, place.start));
    }
    let range = tail(reader);
    let end = reader.available(range.start, usize::try_from(TAIL).unwrap_or(0));
    for (signature, mark) in TRAILERS {
        let at = end.windows(signature.len()).position(|window| window == signature);
        at.and_then(|at| u64::try_from(at).ok())
            .iter()
            .for_each(|at| add(mark, range.start.saturating_add(*at)));
    }
    let head = reader.available(0, UPX_HEAD);
    if head.get(8..11) == Some(b"AI\x02") {
        add(Mark::AppImage, 8);
    }
    if let Some(at) = head.windows(4).position(|window| window == b"UPX!") {
        add(Mark::Upx, u64::try_from(at).unwrap_or(0));
    }
    found
}
