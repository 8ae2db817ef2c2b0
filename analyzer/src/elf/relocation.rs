//! Relocations that name a symbol: where the loader looks symbols up. One that no relocation names is never
//! looked up, and one that only calls name may wait until the first call (gABI, "Relocation" and `DT_JMPREL`;
//! glibc `elf/dynamic-link.h`, `elf_dynamic_do_Rela`).

use std::ops::Range;

use goblin::container::{Container, Ctx};
use goblin::elf::header::{EM_AARCH64, EM_X86_64};
use goblin::elf::reloc::{R_AARCH64_COPY, R_X86_64_COPY};

use crate::budget::Budget;
use crate::elf::dynamic::{Dynamic, Table};
use crate::elf::structs::number;
use crate::reader::Reader;

/// `Elf64_Rela`. No 64-bit machine that images are measured for has relocations of the other kind.
const ENTRY: u64 = 24;

/// Read this far, past the relative ones. Of the programs measured none has a quarter of it.
const LIMIT: u64 = 512 * 1024;

/// What is read of a table while it is not known how much of it is relative: those that name a symbol come last.
const LAST: u64 = 24 * 1024;

/// A symbol that relocations of one table name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its number in the symbol table.
    pub symbol: u64,
    /// By a slot that calls go through.
    pub by_call: bool,
    /// The value is copied into room that the program has for it, which itself is no definition (glibc
    /// `elf/dl-lookup.c`, `ELF_RTYPE_CLASS_COPY`; musl `ldso/dynlink.c`, `REL_COPY`).
    pub is_copy: bool,
    /// How many relocations in a row name it: linkers sort them by symbol.
    pub places: u32,
}

/// How many relocations come before the last ones of a table.
pub(super) fn all_but_the_last(table: &Table) -> u64 {
    table.size.saturating_sub(LAST).checked_div(ENTRY).unwrap_or(0)
}

pub(super) fn ranges(dynamic: &Dynamic) -> [Range<u64>; 2] {
    tables(dynamic).map(|(table, _)| table.range(LIMIT))
}

/// In the order of glibc's loader: what is looked up at start, then the calls.
pub(super) fn read(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    machine: u16,
    ctx: Ctx,
    budget: &mut Budget,
) -> Vec<Reference> {
    let copy = match machine {
        EM_X86_64 => Some(R_X86_64_COPY),
        EM_AARCH64 => Some(R_AARCH64_COPY),
        _ => None,
    };
    let mut found: Vec<Reference> = Vec::new();
    if ctx.container == Container::Little {
        return found;
    }
    let calls = dynamic.calls.range(u64::MAX);
    for (table, by_call) in tables(dynamic) {
        let range = table.range(LIMIT);
        let mut at = range.start;
        while at < range.end {
            // `DT_RELASZ` may count the calls, which lie behind the others (`elf/dynamic-link.h`).
            if !by_call && calls.contains(&at) {
                break;
            }
            let info =
                reader.bytes(at, ENTRY).and_then(|bytes| bytes.get(8..16)).map(|bytes| number(bytes, ctx.le));
            let Some(info) = info.filter(|_| budget.step()) else {
                budget.cut();
                break;
            };
            let symbol = info >> 32;
            let is_copy = copy.map(u64::from) == Some(info & u64::from(u32::MAX));
            match found.last_mut() {
                Some(last) if last.symbol == symbol && last.by_call == by_call && last.is_copy == is_copy => {
                    last.places = last.places.saturating_add(1);
                }
                _ if symbol == 0 => {}
                _ => found.push(Reference { symbol, by_call, is_copy, places: 1 }),
            }
            at = at.saturating_add(ENTRY);
        }
        if table.size > LIMIT {
            budget.cut();
        }
    }
    found
}

/// Both tables, the relative relocations left out: linkers put them first, and they name no symbol.
fn tables(dynamic: &Dynamic) -> [(Table, bool); 2] {
    let relative = dynamic.relative_relocations.saturating_mul(ENTRY).min(dynamic.relocations.size);
    let others = Table {
        place: dynamic.relocations.place.map(|place| place.saturating_add(relative)),
        size: dynamic.relocations.size.saturating_sub(relative),
    };
    [(others, false), (dynamic.calls, true)]
}
