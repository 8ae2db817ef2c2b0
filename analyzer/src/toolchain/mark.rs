//! What toolchains and packers leave in a file besides its code: sections of names of their own, bytes in
//! the ELF header's padding, a signature at the file's end. Nothing here decides a verdict.

use crate::elf::Elf;
use crate::untrusted::Untrusted;

/// A mark, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) mark: Mark,
    pub(super) place: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
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
    /// `AI` and 1 or 2 in the header's padding.
    AppImage,
    /// `.gcc_except_table`: exceptions are caught somewhere. C programs have no such table, and glibc's static
    /// archive does.
    Exceptions,
    /// `<nexe~~sentinel>` at the end: a script bundled by nexe.
    Nexe,
    /// `.staticx.archive`: a dynamic program and its libraries, packed by staticx.
    StaticX,
    /// `google_malloc`: tcmalloc, a C++ library, linked in.
    Tcmalloc,
    /// `UPX!`: packed, and what lies under it cannot be read.
    Upx,
}

/// Names of sections.
const SECTIONS: [(&[u8], Mark); 20] = [
    (b".go.buildinfo", Mark::Go),
    (b".gopclntab", Mark::Go),
    (b".dep-v0", Mark::CargoAuditable),
    (b"__minfo", Mark::D),
    (b"minfo", Mark::D),
    (b".fpcdata", Mark::FreePascal),
    (b"swift5_protocols", Mark::Swift),
    (b"swift5_reflstr", Mark::Swift),
    (b"swift5_types", Mark::Swift),
    (b".svm_heap", Mark::GraalVm),
    (b".note.node.sea", Mark::NodeSea),
    (b".bun", Mark::Bun),
    (b".PyRuntime", Mark::Python),
    (b"pydata", Mark::PyInstaller),
    (b"__managedcode", Mark::DotnetAot),
    (b"_tlgEventPtrs_DotNETRuntime", Mark::DotnetRuntime),
    (b".note.NODE_SEA_BLOB", Mark::NodeSea),
    (b".gcc_except_table", Mark::Exceptions),
    (b"google_malloc", Mark::Tcmalloc),
    (b".staticx.archive", Mark::StaticX),
];

/// Signatures that stand in the last bytes of a file.
const TRAILERS: [(&[u8], Mark); 5] = [
    (b"\n---- Bun! ----\n", Mark::Bun),
    (b"d3n0l4nd", Mark::Deno),
    (b"MEI\x0c\x0b\x0a\x0b\x0e", Mark::PyInstaller),
    (b"UPX!", Mark::Upx),
    (b"<nexe~~sentinel>", Mark::Nexe),
];

/// Type 1 is an ISO image, type 2 has a file system behind the program; both unpack by FUSE.
const APPIMAGES: [&[u8]; 2] = [b"AI\x01", b"AI\x02"];

/// All marks of a program.
pub(super) fn of(elf: &Elf) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut add = |mark: Mark, place: u64| {
        if !found.iter().any(|known| known.mark == mark) {
            found.push(Found { mark, place });
        }
    };
    for (name, mark) in SECTIONS {
        let named = elf.sections.iter().find(|section| section.name.as_bytes() == name);
        named.iter().for_each(|section| add(mark, section.place));
    }
    let [head, end] = elf.ends.each_ref().map(Untrusted::as_bytes);
    for (signature, mark) in TRAILERS {
        if let Some(place) = place_of(signature, end) {
            let from_end = u64::try_from(end.len()).unwrap_or(0).saturating_sub(place);
            add(mark, elf.length.saturating_sub(from_end));
        }
    }
    if head.get(8..11).is_some_and(|signature| APPIMAGES.contains(&signature)) {
        add(Mark::AppImage, 8);
    }
    if let Some(place) = place_of(b"UPX!", head) {
        add(Mark::Upx, place);
    }
    found
}

fn place_of(signature: &[u8], bytes: &[u8]) -> Option<u64> {
    let place = bytes.windows(signature.len()).position(|window| window == signature)?;
    u64::try_from(place).ok()
}
