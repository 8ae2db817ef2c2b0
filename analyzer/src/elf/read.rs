//! The plan by which a file is read, in three rounds: its two ends; the dynamic section, notes, and the tables that
//! the section table lets foresee; the names, with what is left of the tables. Where there is no section table at
//! the end, the tables are read in the third round, and names that do not lie beside them in a fourth.

use std::ops::Range;

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::header::{EI_CLASS, EI_DATA, ELFCLASS32, ELFCLASS64, ELFDATA2LSB, ELFDATA2MSB, Header};
use goblin::elf::program_header::{
    PT_DYNAMIC, PT_GNU_PROPERTY, PT_GNU_RELRO, PT_GNU_STACK, PT_INTERP, PT_NOTE, ProgramHeader,
};

use super::dynamic::{self, Dynamic};
use super::note::{self, Notes};
use super::section::{self, Sections};
use super::segment::{self, Segments};
use super::{Elf, Interpreter, Refusal, go, structs, tables};
use crate::ReadError;
use crate::budget::Budget;
use crate::oddity::Oddity;
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// Linux takes an interpreter path of at most `PATH_MAX` bytes.
const INTERPRETER_LIMIT: u64 = 4096;

/// UPX writes its own header right behind the program headers.
const HEAD: usize = 512;

/// PyInstaller's cookie is the longest signature at a file's end, with 88 bytes.
const TAIL: usize = 128;

/// Reads an ELF file whose ends are in the reader.
pub fn read(reader: &mut Reader<'_>, budget: &mut Budget) -> Result<Elf, ReadError> {
    let (header, ctx) = read_header(reader)?;
    let mut elf = Elf::new(&header, ctx);
    let table = section::Table {
        place: header.e_shoff,
        entry_size: u64::from(header.e_shentsize),
        count: u64::from(header.e_shnum),
        names: u64::from(header.e_shstrndx),
    };
    let is_foreseen = table.range().is_some_and(|range| reader.has(&range));
    let mut sections = if is_foreseen { table.read(reader, ctx, budget) } else { Sections::default() };
    let segments = elf.read_segments(reader, &header, &sections, ctx)?;

    let dynamic_place = segments.all(PT_DYNAMIC).last().map(|header| dynamic_place(header, &segments));
    let notes = notes(&segments);
    let mut round: Vec<Range<u64>> = Vec::new();
    round.extend(segments.first(PT_INTERP).map(|header| range_of(header, INTERPRETER_LIMIT)));
    for header in &notes {
        round.push(range_of(header, note::SEGMENT_LIMIT));
    }
    if let Some((place, size)) = dynamic_place {
        round.push(place..place.saturating_add(size.min(dynamic::TABLE_LIMIT)));
    }
    if is_foreseen {
        // Most programs have their notes in the head.
        let mut early = Notes::default();
        for header in &notes {
            early.read_segment(reader, header, ctx.le, &mut Budget::new());
        }
        if early.go {
            round.append(&mut go::ranges(reader, &sections, &segments));
        }
        sections.read_along(reader, &mut round);
        if let Some(foreseen) = dynamic_place.and_then(|_| sections.foresee()) {
            tables::foreseen(reader, &foreseen, segments.first(PT_INTERP).is_some(), ctx, &mut round);
        }
    } else {
        round.extend(table.range());
    }
    reader.load(round)?;

    elf.read_interpreter(reader, &segments);
    elf.read_notes(reader, &segments, &notes, ctx.le, budget);
    if !is_foreseen {
        sections = table.read(reader, ctx, budget);
    }
    elf.stripped = sections.stripped();
    if table.count > 0 && elf.stripped.is_none() {
        elf.oddities.push(Oddity::SectionTable);
    }
    // Go's linkers put their build information where data begins, and a stripped file has its names at hand.
    let mut besides = Vec::new();
    if elf.go_note {
        besides.append(&mut go::ranges(reader, &sections, &segments));
        besides.append(&mut go::pointed_at(reader, &sections, &segments));
    }
    sections.read_along(reader, &mut besides);
    if let Some((place, size)) = dynamic_place {
        let dynamic = Dynamic::read(reader, place, size, &segments, ctx, budget);
        elf.read_tables(reader, &dynamic, besides, ctx, budget)?;
        elf.dynamic = Some(dynamic);
    } else {
        reader.load(besides)?;
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
    fn read_segments(
        &mut self,
        reader: &mut Reader<'_>,
        header: &Header,
        sections: &Sections,
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
        let table = header.e_phoff..header.e_phoff.saturating_add(size);
        let is_far = !reader.has(&table);
        let mut round = Vec::new();
        round.push(table);
        // A tool that added a segment moved the table away (Node's single executables): all else would wait for it.
        if is_far {
            round.append(&mut sections.instead_of_segments());
            sections.read_along(reader, &mut round);
            if let Some(foreseen) = sections.foresee() {
                tables::foreseen(reader, &foreseen, true, ctx, &mut round);
            }
        }
        reader.load(round)?;
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
        // Its pointers first, then what they point at; nothing is left to read where both were foreseen.
        for _ in 0..2 {
            reader.load(go::pointed_at(reader, sections, segments))?;
        }
        self.go = go::read(reader, place, segments, budget);
        Ok(())
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
