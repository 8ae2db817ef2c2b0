//! Section headers. The kernel and the loader never read them and `strip` may remove them, so nothing
//! that decides a verdict comes from here: only whether the file is stripped, and the compiler's mark.

use std::ops::Range;

use goblin::container::Ctx;
use goblin::elf::section_header::{SHF_ALLOC, SHF_MERGE, SHF_STRINGS, SHT_SYMTAB, SectionHeader};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::structs::{self, Fields};
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// Real programs have 30 to 40 sections; object files with one per function are not our business.
const COUNT_LIMIT: u64 = 1_000;

/// Stripped programs keep `.comment` and the names right before the table: one read takes all three.
const BEFORE: u64 = 4 * 1024;

/// How far `.comment` is read: one line for each compiler that took part.
const COMMENT_LIMIT: u64 = 2 * 1024;

/// `.comment` and the strings of debug information are all there are.
const CANDIDATES: usize = 6;

/// How far the list of cargo-auditable is read: of a program with a thousand crates it has some 12 kB. A longer
/// one is left out, because half of it cannot be unpacked.
const CRATES_LIMIT: u64 = 32 * 1024;

/// No linker writes `.interp`, which looks alike, as long as this.
const CRATES_SHORTEST: u64 = 64;

/// Sections that are listed; more than these only object files have.
const LISTED: usize = 200;

/// How far a section's name is read.
const NAME: usize = 64;

/// One section, as its header says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    pub name: Untrusted,
    /// `sh_type`.
    pub kind: u32,
    /// It takes part in the running program (`SHF_ALLOC`).
    pub mapped: bool,
    /// The low bits of `sh_flags`: 1 writable, 4 code.
    pub flags: u32,
    pub place: u64,
    pub size: u64,
    /// Number of the section it belongs to.
    pub link: u32,
}

/// Where the section table lies, as the file header says.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub place: u64,
    pub entry_size: u64,
    pub count: u64,
    pub names: u64,
}

/// What the section table says; default when there is none.
#[derive(Debug, Default)]
pub struct Sections {
    headers: Vec<SectionHeader>,
    names: Option<Range<u64>>,
}

impl Table {
    pub fn range(&self) -> Option<Range<u64>> {
        let size = self.count.min(COUNT_LIMIT).checked_mul(self.entry_size)?;
        (self.place > 0 && size > 0)
            .then(|| self.place.saturating_sub(BEFORE)..self.place.saturating_add(size))
    }

    pub fn end(&self) -> u64 {
        self.place.saturating_add(self.count.saturating_mul(self.entry_size))
    }

    pub fn read(&self, reader: &Reader<'_>, ctx: Ctx, budget: &mut Budget) -> Sections {
        let mut sections = Sections::default();
        // Half a table would call a file stripped whose symbols come later.
        if self.place == 0
            || self.count > COUNT_LIMIT
            || self.entry_size != u64::try_from(SectionHeader::size(ctx)).unwrap_or(0)
        {
            return sections;
        }
        for index in 0..self.count.min(COUNT_LIMIT) {
            let place = index.checked_mul(self.entry_size).and_then(|skip| self.place.checked_add(skip));
            let fields = place.and_then(|place| Fields::at(reader, place, self.entry_size, ctx));
            let Some(fields) = fields.filter(|_| budget.step()) else { return Sections::default() };
            let header = structs::section_header(fields);
            if index == self.names {
                let size = header.sh_size.min(64 * 1024);
                sections.names = Some(header.sh_offset..header.sh_offset.saturating_add(size));
            }
            sections.headers.push(header);
        }
        sections
    }
}

impl Sections {
    /// Whether `strip` took the symbol table; `None` when there is no section table to tell.
    pub fn stripped(&self) -> Option<bool> {
        let any = |headers: &[SectionHeader]| headers.iter().any(|header| header.sh_type == SHT_SYMTAB);
        (!self.headers.is_empty()).then(|| !any(&self.headers))
    }

    pub(super) fn headers(&self) -> &[SectionHeader] {
        &self.headers
    }

    /// The names, and what is kept of sections that are known, or may be known, by theirs.
    pub(super) fn read_along(&self, reader: &Reader<'_>, round: &mut Vec<Range<u64>>) {
        round.extend(self.names.clone());
        self.candidates(reader, round);
    }

    /// Where the compilers' marks and cargo-auditable's list lie, or may lie while the names are not read: merged
    /// strings that are not mapped, and bytes that are mapped and aligned to nothing.
    fn candidates(&self, reader: &Reader<'_>, round: &mut Vec<Range<u64>>) {
        if self.names.as_ref().is_some_and(|names| reader.has(names)) {
            round.extend(self.comment_range(reader));
            round.extend(self.crates_range(reader));
            return;
        }
        let kind = u64::from(SHF_MERGE | SHF_STRINGS);
        let mask = kind | u64::from(SHF_ALLOC);
        let (mut comments, mut crates) = (0..CANDIDATES, 0..CANDIDATES);
        for header in &self.headers {
            let may_hold_crates = header.sh_flags == u64::from(SHF_ALLOC) && header.sh_addralign == 1;
            if header.sh_flags & mask == kind && comments.next().is_some() {
                round.push(comment_head(header));
            } else if may_hold_crates && is_crates_size(header) && crates.next().is_some() {
                round.push(range(header));
            }
        }
    }

    /// Where cargo-auditable's list lies. Needs the names.
    pub fn crates_range(&self, reader: &Reader<'_>) -> Option<Range<u64>> {
        self.header(reader, b".dep-v0\0").filter(|header| is_crates_size(header)).map(range)
    }

    /// Where the compilers' marks lie. Needs the names.
    pub fn comment_range(&self, reader: &Reader<'_>) -> Option<Range<u64>> {
        self.header(reader, b".comment\0").map(comment_head)
    }

    /// Where the section of a name lies, which ends in its NUL. Needs the names.
    pub fn named(&self, reader: &Reader<'_>, name: &[u8]) -> Option<Range<u64>> {
        self.header(reader, name).map(range)
    }

    /// All of them with their names, for whoever knows what a name means. Needs the names.
    pub fn list(&self, reader: &Reader<'_>, budget: &mut Budget) -> Vec<Section> {
        let Some(names) = self.names.clone() else { return Vec::new() };
        let section = |header: &SectionHeader| {
            let place = names.start.saturating_add(u64::try_from(header.sh_name).unwrap_or(u64::MAX));
            let name = reader.available(place, NAME).split(|byte| *byte == 0).next().unwrap_or_default();
            budget.keep(name.len()).then(|| Section {
                name: Untrusted::new(name),
                kind: header.sh_type,
                mapped: header.sh_flags & u64::from(SHF_ALLOC) != 0,
                flags: u32::try_from(header.sh_flags & 7).unwrap_or(0),
                place: header.sh_offset,
                size: header.sh_size,
                link: header.sh_link,
            })
        };
        self.headers.iter().take(LISTED).filter_map(section).collect()
    }

    fn header(&self, reader: &Reader<'_>, name: &[u8]) -> Option<&SectionHeader> {
        let names = self.names.clone()?;
        let length = u64::try_from(name.len()).unwrap_or(u64::MAX);
        self.headers.iter().find(|header| {
            let offset = u64::try_from(header.sh_name).unwrap_or(u64::MAX);
            reader.bytes(names.start.saturating_add(offset), length) == Some(name)
        })
    }
}

pub(super) fn range(header: &SectionHeader) -> Range<u64> {
    header.sh_offset..header.sh_offset.saturating_add(header.sh_size)
}

fn is_crates_size(header: &SectionHeader) -> bool {
    (CRATES_SHORTEST..=CRATES_LIMIT).contains(&header.sh_size)
}

fn comment_head(header: &SectionHeader) -> Range<u64> {
    header.sh_offset..header.sh_offset.saturating_add(header.sh_size.min(COMMENT_LIMIT))
}
