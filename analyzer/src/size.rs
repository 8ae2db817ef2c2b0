//! Where the bytes of the file go, and which of them the running program never sees.

use goblin::elf::section_header::{SHT_NOBITS, SHT_SYMTAB};

use crate::elf::Elf;
use crate::elf::section::Section;

/// What a part of the file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Code,
    ReadOnly,
    Data,
    Debug,
    Symbols,
    /// What a program was given to carry: a script, a heap, an archive, and all that stands behind the last section.
    Embedded,
    Other,
}

impl Part {
    const ALL: [Part; 7] =
        [Part::Code, Part::ReadOnly, Part::Data, Part::Debug, Part::Symbols, Part::Embedded, Part::Other];

    pub fn name(self) -> &'static str {
        match self {
            Part::Code => "code",
            Part::ReadOnly => "read-only data",
            Part::Data => "data",
            Part::Debug => "debug information",
            Part::Symbols => "symbol tables",
            Part::Embedded => "embedded data",
            Part::Other => "other",
        }
    }

    fn of(section: &Section, sections: &[Section]) -> Self {
        let name = section.name.as_bytes();
        if is_symbol_table(section, sections) {
            return Part::Symbols;
        }
        if is_for_debuggers(section) {
            return Part::Debug;
        }
        if EMBEDDED.contains(&name) {
            return Part::Embedded;
        }
        match (section.mapped, section.flags & FLAG_CODE != 0, section.flags & FLAG_WRITE != 0) {
            (false, _, _) => Part::Other,
            (true, true, _) => Part::Code,
            (true, false, true) => Part::Data,
            (true, false, false) => Part::ReadOnly,
        }
    }
}

/// Sections that hold what a program carries, by the names that their tools give them.
const EMBEDDED: [&[u8]; 8] = [
    b".svm_heap",
    b".note.node.sea",
    b".note.NODE_SEA_BLOB",
    b".bun",
    b"pydata",
    b".staticx.archive",
    b".sqfs",
    b".dep-v0",
];

const FLAG_WRITE: u32 = 1;
const FLAG_CODE: u32 = 4;

/// Sections that are named in the report.
const LARGEST: usize = 8;

/// The file by what its bytes are for; together they are its length. Empty without a section table.
pub fn parts(elf: &Elf) -> Vec<(Part, u64)> {
    if elf.sections.is_empty() {
        return Vec::new();
    }
    let mut sizes = Part::ALL.map(|part| (part, 0_u64));
    let mut add = |wanted: Part, bytes: u64| {
        for (part, size) in &mut sizes {
            if *part == wanted {
                *size = size.saturating_add(bytes);
            }
        }
    };
    // Sections of a hostile file may overlap or lie outside: each byte counts once, for the first that has it.
    let mut in_file: Vec<&Section> = in_file(elf).collect();
    in_file.sort_by_key(|section| section.place);
    let mut seen: u64 = 0;
    for section in in_file {
        let end = section.place.saturating_add(section.size).min(elf.length);
        let start = section.place.max(seen);
        if let Some(size) = end.checked_sub(start) {
            add(Part::of(section, &elf.sections), size);
            add(Part::Other, start.saturating_sub(seen));
            seen = end;
        }
    }
    let appended = elf.length.saturating_sub(seen.max(elf.tables_end));
    add(Part::Embedded, appended);
    add(Part::Other, elf.length.saturating_sub(seen).saturating_sub(appended));
    sizes.into_iter().filter(|(_, size)| *size > 0).collect()
}

/// The largest sections, the first of them first.
pub fn largest(elf: &Elf) -> Vec<&Section> {
    let mut sections: Vec<&Section> = in_file(elf).filter(|section| section.size <= elf.length).collect();
    sections.sort_by_key(|section| std::cmp::Reverse(section.size));
    sections.truncate(LARGEST);
    sections
}

/// What `strip --strip-all` takes: the symbol table with its strings, and what is there for debuggers
/// (strip(1)). `None` without a section table.
pub fn strippable(elf: &Elf) -> Option<u64> {
    if elf.sections.is_empty() {
        return None;
    }
    let taken =
        in_file(elf).filter(|section| is_symbol_table(section, &elf.sections) || is_for_debuggers(section));
    Some(taken.fold(0, |sum: u64, section| sum.saturating_add(section.size)))
}

/// `.bss` and its like have a size and take no place in the file.
fn in_file(elf: &Elf) -> impl Iterator<Item = &Section> {
    elf.sections.iter().filter(|section| section.kind != SHT_NOBITS && section.size > 0)
}

fn is_symbol_table(section: &Section, sections: &[Section]) -> bool {
    let strings = |table: &&Section| {
        let linked = usize::try_from(table.link).ok().and_then(|link| sections.get(link));
        linked.is_some_and(|strings| std::ptr::eq(strings, section))
    };
    section.kind == SHT_SYMTAB
        || sections.iter().filter(|table| table.kind == SHT_SYMTAB).any(|table| strings(&table))
}

fn is_for_debuggers(section: &Section) -> bool {
    let name = section.name.as_bytes();
    !section.mapped && (name.starts_with(b".debug_") || name.starts_with(b".zdebug_"))
}
