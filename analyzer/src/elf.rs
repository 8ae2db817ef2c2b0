//! Reads what the kernel and the dynamic loader read of an ELF file, and nothing else, in three rounds: the
//! head; the dynamic section, notes and section table; the tables they point to, with the names. `ARCHITECTURE.md`
//! lists what takes more. goblin supplies the structs, which `structs` fills; the walks over tables are our own,
//! because they must stay bounded on hostile files.

pub mod dynamic;
pub mod export;
pub mod go;
mod names;
pub mod note;
pub mod platform;
mod relocation;
pub mod section;
pub mod segment;
pub mod strings;
mod structs;
pub mod symbol;
mod tables;
pub mod version;

use std::ops::Range;

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::header::{EI_CLASS, EI_DATA, ELFCLASS32, ELFCLASS64, ELFDATA2LSB, ELFDATA2MSB, Header};
use goblin::elf::program_header::{
    PT_DYNAMIC, PT_GNU_PROPERTY, PT_GNU_RELRO, PT_GNU_STACK, PT_INTERP, PT_NOTE, ProgramHeader,
};
use serde::{Deserialize, Serialize};

use crate::ReadError;
use crate::budget::Budget;
use crate::oddity::Oddity;
use crate::reader::Reader;
use crate::untrusted::Untrusted;
use dynamic::Dynamic;
use note::{CpuLevel, Notes};
use platform::Platform;
use section::Sections;
use segment::{Mapped, Segments};

/// Linux takes an interpreter path of at most `PATH_MAX` bytes.
const INTERPRETER_LIMIT: u64 = 4096;

/// UPX writes its own header right behind the program headers.
const HEAD: usize = 512;

/// PyInstaller's cookie is the longest signature at a file's end, with 88 bytes.
const TAIL: usize = 128;

/// What the file says about how it wants to be started.
#[derive(Debug, Serialize, Deserialize)]
pub struct Elf {
    pub platform: Platform,
    /// `e_type`.
    pub object_type: u16,
    /// A loadable segment holds the entry point: the file can be started.
    pub entry_is_mapped: bool,
    pub interpreter: Option<Interpreter>,
    pub dynamic: Option<Dynamic>,
    pub needed: Vec<Untrusted>,
    pub soname: Option<Untrusted>,
    /// Directories, already split at the colons.
    pub rpath: Vec<Untrusted>,
    pub runpath: Vec<Untrusted>,
    pub version_needs: Vec<VersionNeed>,
    /// What a library answers version needs with.
    pub version_definitions: Vec<Untrusted>,
    /// Symbols that some object has to define, in the order in which glibc looks them up. Those in versions of glibc
    /// and of the compilers' libraries are left out: who defines the version has them.
    pub undefined: Vec<Undefined>,
    /// What this object defines for others, as [`export::hash`]es, and in a library with versions
    /// as [`export::in_version`] too. `None` where that is not known.
    pub exports: Option<Vec<u32>>,
    /// All that it imports, in the same form. `None` where a name was not at hand.
    pub imports: Option<Vec<u32>>,
    pub cpu_level: Option<CpuLevel>,
    pub build_id: Option<Vec<u8>>,
    pub stripped: Option<bool>,
    /// The compilers' marks, one for each.
    pub comments: Vec<Untrusted>,
    /// The Go linker's note is there.
    pub go_note: bool,
    /// `p_flags` of `PT_GNU_STACK`; without one the kernel takes the stack for executable on x86.
    pub stack: Option<u32>,
    /// There is a `PT_GNU_RELRO`.
    pub relro: bool,
    /// The bits of the `FEATURE_1_AND` property.
    pub control_flow: u32,
    pub go: Option<go::BuildInfo>,
    /// What cargo-auditable wrote into `.dep-v0`, as it stands there.
    pub crates: Option<Untrusted>,
    pub sections: Vec<section::Section>,
    /// The file's first and last bytes, where packers and bundlers sign.
    pub ends: [Untrusted; 2],
    /// Bytes of the file.
    pub length: u64,
    /// Where the section table ends; what a linker writes is before it.
    pub tables_end: u64,
    pub mapped: Vec<(Mapped, u64)>,
    /// The kernel would refuse the file before it looks for an interpreter.
    pub refused: Option<Refusal>,
    pub oddities: Vec<Oddity>,
    /// A limit left something out.
    pub is_cut: bool,
}

/// `PT_INTERP`: the program the kernel starts instead, to load this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    pub path: Untrusted,
    pub place: u64,
    pub size: u64,
}

/// A version that a library must define, and the symbols behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionNeed {
    pub library: Untrusted,
    pub version: Untrusted,
    pub weak: bool,
    pub symbols: Vec<Untrusted>,
    pub symbol_count: u32,
}

/// A symbol that the loader looks up and may not find although all versions are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undefined {
    pub name: Untrusted,
    /// The version it is wanted in; nothing where it is looked up by its name alone.
    pub version: Option<Untrusted>,
    /// Wanted by calls, and by nothing else: glibc may look it up when it is first called.
    pub by_call: bool,
    /// How many relocations want it.
    pub places: u32,
}

/// Why `execve` would answer ENOEXEC (Linux `fs/binfmt_elf.c`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Neither `ET_EXEC` nor `ET_DYN`.
    NotExecutable,
    /// A program header table of a size that the kernel does not take.
    ProgramHeaders,
    /// `PT_INTERP` that is shorter than 2 bytes, longer than 4096, or does not end in a NUL.
    Interpreter,
}

/// Reads an ELF file whose head is in the reader.
pub fn read(reader: &mut Reader<'_>, budget: &mut Budget) -> Result<Elf, ReadError> {
    let (header, ctx) = read_header(reader)?;
    let mut elf = Elf::new(&header, ctx);
    let segments = elf.read_segments(reader, &header, ctx)?;

    let table = section::Table {
        place: header.e_shoff,
        entry_size: u64::from(header.e_shentsize),
        count: u64::from(header.e_shnum),
        names: u64::from(header.e_shstrndx),
    };
    let dynamic_place = segments.all(PT_DYNAMIC).last().map(|header| dynamic_place(header, &segments));
    let mut round: Vec<Range<u64>> = vec![tail(reader)];
    round.extend(table.range());
    round.extend(segments.first(PT_INTERP).map(|header| range_of(header, INTERPRETER_LIMIT)));
    let notes = notes(&segments);
    for header in &notes {
        round.push(range_of(header, note::SEGMENT_LIMIT));
    }
    if let Some((place, size)) = dynamic_place {
        round.push(place..place.saturating_add(size.min(dynamic::TABLE_LIMIT)));
    }
    reader.load(round)?;

    elf.read_interpreter(reader, &segments);
    elf.read_notes(reader, &segments, &notes, ctx.le, budget);
    let sections = table.read(reader, ctx, budget);
    elf.stripped = sections.stripped();
    if table.count > 0 && elf.stripped.is_none() {
        elf.oddities.push(Oddity::SectionTable);
    }
    // Go's linkers put their build information where data begins, and a stripped file has its names at hand.
    let besides = if elf.go_note { go::ranges(reader, &sections, &segments) } else { Vec::new() };
    if let Some((place, size)) = dynamic_place {
        let dynamic = Dynamic::read(reader, place, size, &segments, ctx, budget);
        elf.read_tables(reader, &dynamic, &sections, besides, ctx, budget)?;
        elf.dynamic = Some(dynamic);
    } else {
        let mut round = besides;
        round.extend(sections.names_range());
        sections.candidates(reader, &mut round);
        reader.load(round)?;
    }
    elf.read_comments(reader, &sections, budget);
    elf.read_crates(reader, &sections, budget)?;
    elf.length = reader.length();
    elf.tables_end = table.end();
    elf.sections = sections.list(reader, budget);
    let end = reader.available(tail(reader).start, TAIL);
    elf.ends = [Untrusted::new(reader.available(0, HEAD)), Untrusted::new(end)];
    // Not `.got`, which every program has.
    let by_go = |section: &section::Section| section.name.as_bytes() == b".go.buildinfo";
    if elf.go_note || elf.sections.iter().any(by_go) {
        elf.read_build_info(reader, &sections, &segments, budget)?;
    }

    let end = segments.file_end();
    if end > reader.length() {
        elf.oddities.push(Oddity::CutShort { mapped: end, length: reader.length() });
    }
    if budget.was_cut() {
        elf.is_cut = true;
        elf.oddities.push(Oddity::Limit);
    }
    Ok(elf)
}

fn read_header(reader: &Reader<'_>) -> Result<(Header, Ctx), ReadError> {
    let head = reader.available(0, 64);
    let container = match head.get(EI_CLASS).copied().unwrap_or(0) {
        ELFCLASS32 => Container::Little,
        ELFCLASS64 => Container::Big,
        other => return Err(ReadError::Class(other)),
    };
    let endian = match head.get(EI_DATA).copied().unwrap_or(0) {
        ELFDATA2LSB => Endian::Little,
        ELFDATA2MSB => Endian::Big,
        other => return Err(ReadError::ByteOrder(other)),
    };
    let size = if container == Container::Big { 64 } else { 52 };
    if head.len() < size {
        let size = u64::try_from(size).unwrap_or(u64::MAX);
        return Err(ReadError::HeaderCutShort { size, length: reader.length() });
    }
    let ctx = Ctx::new(container, endian);
    Ok((structs::header(head, ctx), ctx))
}

fn tail(reader: &Reader<'_>) -> Range<u64> {
    reader.length().saturating_sub(u64::try_from(TAIL).unwrap_or(0))..reader.length()
}

/// The loader reads the dynamic section where it is mapped; the place in the file is only a hint.
fn dynamic_place(header: &ProgramHeader, segments: &Segments) -> (u64, u64) {
    (segments.offset_of(header.p_vaddr).unwrap_or(header.p_offset), header.p_filesz)
}

fn range_of(header: &ProgramHeader, most: u64) -> Range<u64> {
    header.p_offset..header.p_offset.saturating_add(header.p_filesz.min(most))
}

/// Eight are more than any linker writes.
fn notes(segments: &Segments) -> Vec<&ProgramHeader> {
    let mut notes = Vec::new();
    notes.extend(segments.first(PT_GNU_PROPERTY));
    for header in segments.all(PT_NOTE).take(8) {
        notes.push(header);
    }
    notes
}

impl Elf {
    fn new(header: &Header, ctx: Ctx) -> Self {
        Elf {
            platform: Platform {
                machine: header.e_machine,
                wide: ctx.container == Container::Big,
                little_endian: ctx.le == Endian::Little,
                flags: header.e_flags,
            },
            object_type: header.e_type,
            entry_is_mapped: false,
            interpreter: None,
            dynamic: None,
            needed: Vec::new(),
            soname: None,
            rpath: Vec::new(),
            runpath: Vec::new(),
            version_needs: Vec::new(),
            version_definitions: Vec::new(),
            undefined: Vec::new(),
            exports: None,
            imports: None,
            cpu_level: None,
            build_id: None,
            stripped: None,
            comments: Vec::new(),
            go_note: false,
            stack: None,
            relro: false,
            control_flow: 0,
            go: None,
            crates: None,
            sections: Vec::new(),
            length: 0,
            tables_end: 0,
            ends: [Untrusted::new(b""), Untrusted::new(b"")],
            mapped: Vec::new(),
            refused: None,
            oddities: Vec::new(),
            is_cut: false,
        }
    }

    fn read_segments(
        &mut self,
        reader: &mut Reader<'_>,
        header: &Header,
        ctx: Ctx,
    ) -> Result<Segments, ReadError> {
        use goblin::elf::header::{ET_DYN, ET_EXEC};
        let entry_size = u64::from(header.e_phentsize);
        let count = u64::from(header.e_phnum);
        let size = entry_size.saturating_mul(count);
        if !matches!(header.e_type, ET_EXEC | ET_DYN) {
            self.refused = Some(Refusal::NotExecutable);
        } else if usize::from(header.e_phentsize) != ProgramHeader::size(ctx)
            || size == 0
            || size > segment::TABLE_LIMIT
        {
            self.refused = Some(Refusal::ProgramHeaders);
            self.oddities.push(Oddity::ProgramHeaders { count, entry_size });
            return Ok(Segments::default());
        }
        reader.load_one(header.e_phoff..header.e_phoff.saturating_add(size))?;
        let segments = Segments::read(reader, header.e_phoff, entry_size, count, ctx);
        if u64::try_from(segments.count()).unwrap_or(0) < count {
            let (place, length) = (header.e_phoff, reader.length());
            return Err(ReadError::SegmentsCutShort { place, size, length });
        }
        self.mapped = segments.mapped();
        self.entry_is_mapped = header.e_entry != 0 && segments.offset_of(header.e_entry).is_some();
        Ok(segments)
    }

    /// The kernel's own rules: the first `PT_INTERP`, 2 to 4096 bytes, the last of them NUL; the path is
    /// what stands before the first NUL.
    fn read_interpreter(&mut self, reader: &Reader<'_>, segments: &Segments) {
        let Some(header) = segments.first(PT_INTERP) else { return };
        let size = header.p_filesz;
        let length = usize::try_from(size.min(INTERPRETER_LIMIT)).unwrap_or(0);
        let bytes = reader.available(header.p_offset, length);
        if !(2..=INTERPRETER_LIMIT).contains(&size) || bytes.len() < length || bytes.last() != Some(&0) {
            self.refused = self.refused.or(Some(Refusal::Interpreter));
        }
        let path = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        self.interpreter = Some(Interpreter { path: Untrusted::new(path), place: header.p_offset, size });
        if segments.all(PT_INTERP).count() > 1 {
            self.oddities.push(Oddity::TwoInterpreters);
        }
    }

    fn read_notes(
        &mut self,
        reader: &Reader<'_>,
        segments: &Segments,
        notes: &[&ProgramHeader],
        endian: Endian,
        budget: &mut Budget,
    ) {
        let mut found = Notes::default();
        for header in notes {
            found.read_segment(reader, header, endian, budget);
        }
        self.build_id = found.build_id;
        self.go_note = found.go;
        self.cpu_level = found.cpu_level;
        self.control_flow = found.control_flow;
        self.stack = segments.first(PT_GNU_STACK).map(|header| header.p_flags);
        self.relro = segments.first(PT_GNU_RELRO).is_some();
    }

    /// Only a program that bears the Go linker's marks is asked: it costs a round.
    fn read_build_info(
        &mut self,
        reader: &mut Reader<'_>,
        sections: &Sections,
        segments: &Segments,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let Some(place) = go::place(reader, sections, segments) else { return Ok(()) };
        reader.load(go::ranges(reader, sections, segments))?;
        self.go = go::read(reader, place, segments, budget);
        Ok(())
    }

    /// Whether it imports a symbol of this name; `None` where that is not known.
    pub fn imports(&self, name: &[u8]) -> Option<bool> {
        Some(self.imports.as_ref()?.contains(&export::hash(name)))
    }

    /// It lies where [`Sections::candidates`] looks for it, so it costs a round only where another linker put it.
    fn read_crates(
        &mut self,
        reader: &mut Reader<'_>,
        sections: &Sections,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let Some(range) = sections.crates_range(reader) else { return Ok(()) };
        let size = range.end.saturating_sub(range.start);
        reader.load_one(range.clone())?;
        let list = reader.bytes(range.start, size).filter(|list| budget.keep(list.len()));
        self.crates = list.map(Untrusted::new);
        Ok(())
    }

    fn read_comments(&mut self, reader: &Reader<'_>, sections: &Sections, budget: &mut Budget) {
        let Some(range) = sections.comment_range(reader) else { return };
        let bytes = reader.bytes(range.start, range.end.saturating_sub(range.start)).unwrap_or_default();
        for comment in bytes.split(|byte| *byte == 0).filter(|comment| !comment.is_empty()) {
            let comment = Untrusted::new(comment);
            if !self.comments.contains(&comment) && budget.keep(comment.as_bytes().len()) {
                self.comments.push(comment);
            }
        }
    }
}
