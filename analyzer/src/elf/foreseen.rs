//! What the section table lets foresee. Linkers put it at the end of the file, which is read with the head, so the
//! tables that the dynamic section will point to can be read together with it. Nothing is believed: where the two
//! disagree, or there is no section table, what the dynamic section says is read in another round.

use std::ops::Range;

use goblin::elf::section_header::{
    SHF_ALLOC, SHF_INFO_LINK, SHT_DYNAMIC, SHT_DYNSYM, SHT_GNU_HASH, SHT_GNU_VERDEF, SHT_GNU_VERNEED,
    SHT_GNU_VERSYM, SHT_HASH, SHT_NOTE, SHT_RELA, SectionHeader,
};

use super::dynamic::{Dynamic, TABLE_LIMIT, Table};
use super::section::Sections;
use super::{note, relocation};

impl Sections {
    /// The dynamic section's tables, by their types. `None` where there are no symbols, as in a static program.
    pub(super) fn foresee(&self) -> Option<Dynamic> {
        let first =
            |kind: u32| self.headers().iter().find(|header| header.sh_type == kind && is_mapped(header));
        let place = |kind: u32| first(kind).map(|header| header.sh_offset);
        let count = |kind: u32| first(kind).map_or(0, |header| u64::from(header.sh_info));
        let symbols = first(SHT_DYNSYM)?;
        let strings = self.headers().get(usize::try_from(symbols.sh_link).ok()?)?;
        // `DT_JMPREL`'s section names the one that it fills in; GNU ld and lld write it so.
        let relocations = |of_calls: bool| {
            let is_wanted = |header: &&SectionHeader| {
                let names_another = header.sh_flags & u64::from(SHF_INFO_LINK) != 0;
                header.sh_type == SHT_RELA && is_mapped(header) && names_another == of_calls
            };
            let found = self.headers().iter().find(is_wanted);
            Table {
                place: found.map(|header| header.sh_offset),
                size: found.map_or(0, |header| header.sh_size),
            }
        };
        let others = relocations(false);
        Some(Dynamic {
            strings: Some(strings.sh_offset),
            strings_size: strings.sh_size,
            symbols: Some(symbols.sh_offset),
            symbol_versions: place(SHT_GNU_VERSYM),
            version_needs: place(SHT_GNU_VERNEED),
            version_needs_count: count(SHT_GNU_VERNEED),
            version_definitions: place(SHT_GNU_VERDEF),
            version_definitions_count: count(SHT_GNU_VERDEF),
            gnu_hash: place(SHT_GNU_HASH),
            hash: place(SHT_HASH),
            relocations: others,
            // How many are relative only the dynamic section says. They come first.
            relative_relocations: relocation::all_but_the_last(&others),
            calls: relocations(true),
            ..Dynamic::default()
        })
    }

    /// The dynamic section and the notes, for a program whose program headers are still to be read.
    pub(super) fn instead_of_segments(&self) -> Vec<Range<u64>> {
        let mut ranges = Vec::new();
        for header in self.headers().iter().filter(|header| is_mapped(header)) {
            let most = match header.sh_type {
                SHT_DYNAMIC => TABLE_LIMIT,
                SHT_NOTE => note::SEGMENT_LIMIT,
                _ => continue,
            };
            ranges.push(header.sh_offset..header.sh_offset.saturating_add(header.sh_size.min(most)));
        }
        ranges
    }
}

fn is_mapped(header: &SectionHeader) -> bool {
    header.sh_flags & u64::from(SHF_ALLOC) != 0
}
