//! The names that linkage depends on, looked up in the string table and paid for: libraries, search paths,
//! versions, and the symbols behind them.

use std::ops::Range;

use crate::budget::Budget;
use crate::elf::dynamic::Dynamic;
use crate::elf::strings::Strings;
use crate::elf::{VersionNeed, symbol, version};
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// More libraries than any program needs; past them the list is cut, and marked.
const NEEDED_LIMIT: usize = 1_024;

/// More directories than any build writes into a search path.
const PATH_LIMIT: usize = 32;

/// How many symbols are named for each version they ask for; the rest is counted.
const SYMBOLS_SHOWN: usize = 8;

/// What to read of a string table too large to read whole: every name that linkage depends on, and of
/// the symbols' names those that lie near them.
pub(super) fn ranges(
    strings: &Strings,
    dynamic: &Dynamic,
    needs: &[version::RawNeed],
    imports: &[symbol::Import],
) -> Vec<Range<u64>> {
    const NEAR: u64 = 48 * 1024;
    let mut ranges: Vec<Range<u64>> =
        dynamic.needed.iter().map(|offset| strings.range(*offset, false)).collect();
    ranges.extend(dynamic.soname.map(|offset| strings.range(offset, false)));
    ranges.extend(dynamic.rpath.map(|offset| strings.range(offset, true)));
    ranges.extend(dynamic.runpath.map(|offset| strings.range(offset, true)));
    for need in needs {
        ranges.push(strings.range(need.library, false));
        ranges.push(strings.range(need.version, false));
    }
    let start = ranges.iter().map(|range| range.start).min().unwrap_or(strings.place).saturating_sub(NEAR);
    let end = ranges.iter().map(|range| range.end).max().unwrap_or(strings.place).saturating_add(NEAR);
    // When the needed names are strewn over the table, symbols' names are left out rather than read wide.
    if end.saturating_sub(start) <= NEAR.saturating_mul(3) {
        let symbols = imports.iter().map(|import| strings.range(import.name, false));
        ranges.extend(symbols.filter(|range| start <= range.start && range.end <= end));
    }
    ranges
}

/// Looks names up and pays for those that are kept.
pub(super) struct Names<'a, 's> {
    pub reader: &'a Reader<'s>,
    pub strings: Strings,
    pub budget: &'a mut Budget,
    /// Some name lies outside the table.
    pub missing: bool,
}

impl Names<'_, '_> {
    pub(super) fn keep(&mut self, offset: u64) -> Option<Untrusted> {
        let Some(name) = self.strings.name(self.reader, offset) else {
            self.missing = true;
            return None;
        };
        self.budget.keep(name.len()).then(|| Untrusted::new(name))
    }

    /// ld.so splits at colons; an empty part means the current directory.
    pub(super) fn path(&mut self, offset: Option<u64>) -> Vec<Untrusted> {
        let path = offset.and_then(|offset| self.keep(offset));
        let parts = path.iter().flat_map(|path| path.as_bytes().split(|byte| *byte == b':'));
        let parts: Vec<Untrusted> = parts.map(Untrusted::new).collect();
        self.within(parts, PATH_LIMIT)
    }

    pub(super) fn needed(&mut self, offsets: &[u64]) -> Vec<Untrusted> {
        let offsets = self.within(offsets.to_vec(), NEEDED_LIMIT);
        offsets.into_iter().filter_map(|offset| self.keep(offset)).collect()
    }

    fn within<T>(&mut self, mut list: Vec<T>, limit: usize) -> Vec<T> {
        if list.len() > limit {
            self.budget.cut();
            list.truncate(limit);
        }
        list
    }

    pub(super) fn version_needs(
        &mut self,
        raw: &[version::RawNeed],
        imports: &[symbol::Import],
    ) -> Vec<VersionNeed> {
        let mut needs = Vec::new();
        for need in raw {
            let (Some(library), Some(version)) = (self.keep(need.library), self.keep(need.version)) else {
                continue;
            };
            let asking = imports.iter().filter(|import| import.version == need.index);
            let symbols: Vec<u64> = asking.map(|import| import.name).collect();
            needs.push(VersionNeed {
                library,
                version,
                weak: need.weak,
                symbol_count: u32::try_from(symbols.len()).unwrap_or(u32::MAX),
                symbols: self.symbols(&symbols),
            });
        }
        needs
    }

    fn symbols(&mut self, offsets: &[u64]) -> Vec<Untrusted> {
        let mut symbols = Vec::new();
        for offset in offsets {
            // A symbol whose name was not read is counted and not named.
            let name = self.strings.name(self.reader, *offset).filter(|_| symbols.len() < SYMBOLS_SHOWN);
            if let Some(name) = name
                && self.budget.keep(name.len())
            {
                symbols.push(Untrusted::new(name));
            }
        }
        symbols
    }
}
