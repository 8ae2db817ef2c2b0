//! The dynamic section: what the loader works from. Found through `PT_DYNAMIC`, because section headers
//! may be gone and ld.so does not read them (gABI, "Dynamic Section").

use std::ops::Range;

use goblin::container::Ctx;
use goblin::elf::dynamic::{
    DF_1_NODEFLIB, DF_1_NOW, DF_1_PIE, DF_BIND_NOW, DT_BIND_NOW, DT_FLAGS, DT_FLAGS_1, DT_GNU_HASH, DT_HASH,
    DT_JMPREL, DT_NEEDED, DT_NULL, DT_PLTRELSZ, DT_RELA, DT_RELACOUNT, DT_RELASZ, DT_RPATH, DT_RUNPATH,
    DT_SONAME, DT_STRSZ, DT_STRTAB, DT_SYMTAB, DT_VERDEF, DT_VERDEFNUM, DT_VERNEED, DT_VERNEEDNUM, DT_VERSYM,
    Dyn,
};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::segment::Segments;
use crate::elf::structs::{self, Fields};
use crate::reader::Reader;

/// Entries past this are not read. The longest dynamic section seen in a real program has 300.
pub const TABLE_LIMIT: u64 = 64 * 1024;

/// Relative relocations (`DT_RELR`), which goblin has no name for.
const DT_RELR: u64 = 36;

/// The entries that linkage depends on. What only leads to other tables stays where the file is read. Offsets into the string table are kept as they are; addresses
/// are already places in the file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Dynamic {
    /// Place in the file of the first entry, and how many there are.
    pub place: u64,
    pub entries: u64,
    #[serde(skip)]
    pub needed: Vec<u64>,
    #[serde(skip)]
    pub soname: Option<u64>,
    #[serde(skip)]
    pub rpath: Option<u64>,
    #[serde(skip)]
    pub runpath: Option<u64>,
    #[serde(skip)]
    pub strings: Option<u64>,
    #[serde(skip)]
    pub strings_size: u64,
    #[serde(skip)]
    pub symbols: Option<u64>,
    #[serde(skip)]
    pub symbol_versions: Option<u64>,
    pub version_needs: Option<u64>,
    pub version_needs_count: u64,
    #[serde(skip)]
    pub version_definitions: Option<u64>,
    #[serde(skip)]
    pub version_definitions_count: u64,
    #[serde(skip)]
    pub gnu_hash: Option<u64>,
    #[serde(skip)]
    pub hash: Option<u64>,
    pub bind_now: bool,
    pub pie: bool,
    /// `DF_1_NODEFLIB`: the loader skips the cache's and its own default directories.
    pub no_default_libraries: bool,
    #[serde(skip)]
    pub relr: bool,
    /// `DT_RELA`: what the loader relocates at start. The relative ones come first and name no symbol.
    #[serde(skip)]
    pub relocations: Table,
    #[serde(skip)]
    pub relative_relocations: u64,
    /// `DT_JMPREL`: the slots that calls go through.
    #[serde(skip)]
    pub calls: Table,
}

/// A table that two entries describe.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table {
    pub place: Option<u64>,
    pub size: u64,
}

impl Table {
    /// Where it lies, as far as it is read.
    pub fn range(self, most: u64) -> Range<u64> {
        let place = self.place.unwrap_or(0);
        place..place.saturating_add(if self.place.is_some() { self.size.min(most) } else { 0 })
    }
}

impl Dynamic {
    pub fn read(
        reader: &Reader<'_>,
        place: u64,
        size: u64,
        segments: &Segments,
        ctx: Ctx,
        budget: &mut Budget,
    ) -> Self {
        let mut dynamic = Dynamic { place, ..Dynamic::default() };
        let entry_size = u64::try_from(Dyn::size(ctx.container)).unwrap_or(16);
        let mut at = place;
        let end = place.saturating_add(size.min(TABLE_LIMIT));
        while let Some(fields) = Fields::at(reader, at, entry_size, ctx).filter(|_| at < end && budget.step())
        {
            let entry = structs::entry(fields);
            if entry.d_tag == DT_NULL {
                return dynamic;
            }
            dynamic.entries = dynamic.entries.saturating_add(1);
            dynamic.take(&entry, segments);
            at = at.saturating_add(entry_size);
        }
        // The table has no end mark within its size, its limit or the file.
        if size > TABLE_LIMIT {
            budget.cut();
        }
        dynamic
    }

    /// Where the next table begins: tables state no size of their own, and linkers put them side by side.
    pub fn table_after(&self, place: u64) -> Option<u64> {
        let tables = [
            self.strings,
            self.symbols,
            self.symbol_versions,
            self.version_needs,
            self.version_definitions,
            self.gnu_hash,
            self.hash,
            self.relocations.place,
            self.calls.place,
        ];
        let mut after = None;
        for table in tables {
            if table > Some(place) && (after.is_none() || table < after) {
                after = table;
            }
        }
        after
    }

    fn take(&mut self, entry: &Dyn, segments: &Segments) {
        let value = entry.d_val;
        match entry.d_tag {
            DT_NEEDED => self.needed.push(value),
            DT_SONAME => self.soname = Some(value),
            DT_RPATH => self.rpath = Some(value),
            DT_RUNPATH => self.runpath = Some(value),
            DT_STRTAB => self.strings = segments.offset_of(value),
            DT_STRSZ => self.strings_size = value,
            DT_SYMTAB => self.symbols = segments.offset_of(value),
            DT_VERSYM => self.symbol_versions = segments.offset_of(value),
            DT_VERNEED => self.version_needs = segments.offset_of(value),
            DT_VERNEEDNUM => self.version_needs_count = value,
            DT_VERDEF => self.version_definitions = segments.offset_of(value),
            DT_VERDEFNUM => self.version_definitions_count = value,
            DT_GNU_HASH => self.gnu_hash = segments.offset_of(value),
            DT_HASH => self.hash = segments.offset_of(value),
            DT_BIND_NOW => self.bind_now = true,
            DT_FLAGS => self.bind_now |= value & DF_BIND_NOW != 0,
            DT_FLAGS_1 => {
                self.bind_now |= value & DF_1_NOW != 0;
                self.pie |= value & DF_1_PIE != 0;
                self.no_default_libraries |= value & DF_1_NODEFLIB != 0;
            }
            DT_RELR => self.relr = true,
            DT_RELA => self.relocations.place = segments.offset_of(value),
            DT_RELASZ => self.relocations.size = value,
            DT_RELACOUNT => self.relative_relocations = value,
            DT_JMPREL => self.calls.place = segments.offset_of(value),
            DT_PLTRELSZ => self.calls.size = value,
            _ => {}
        }
    }
}
