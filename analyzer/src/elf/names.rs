//! The names that linkage depends on, looked up in the string table and paid for: libraries, search paths,
//! versions, and the symbols behind them.

use std::ops::Range;

use crate::budget::Budget;
use crate::elf::dynamic::Dynamic;
use crate::elf::relocation::Reference;
use crate::elf::strings::Strings;
use crate::elf::{Undefined, VersionNeed, symbol, version, version_family};
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// More libraries than any program needs; past them the list is cut, and marked.
const NEEDED_LIMIT: usize = 1_024;

/// More directories than any build writes into a search path.
const PATH_LIMIT: usize = 32;

/// How many symbols are named for each version they ask for; the rest is counted.
const SYMBOLS_SHOWN: usize = 8;

/// Bytes of the names of symbols that ask for no version: an allowance of their own, because no other name should be
/// cut for them. Rust's compiler driver has 160 KiB.
const UNDEFINED_TEXT: usize = 256 * 1024;

/// Of a string table too large to read whole, this much is read around the names that the dynamic section
/// points to: linkers put the imports' names beside them.
const AROUND: u64 = 24 * 1024;

/// Where those names are strewn over the table, this much before and behind each: GNU ld puts a library's versions
/// before its name, and the most used imports come first.
const BEFORE: u64 = 1024;
const BEHIND: u64 = 12 * 1024;

/// And this much at its end, where GNU ld puts the names of versions.
const TAIL: u64 = 32 * 1024;

/// What [`expected`] reads of a table whose names lie together.
pub(super) const EXPECTED: u64 = AROUND * 3 + TAIL;

/// What to read of the string table before it is known which names the version needs point to.
pub(super) fn expected(strings: &Strings, dynamic: &Dynamic, spare: u64) -> Vec<Range<u64>> {
    if let Some(whole) = strings.whole(spare) {
        return vec![whole];
    }
    let mut ranges: Vec<Range<u64>> = Vec::new();
    for offset in &dynamic.needed {
        ranges.push(strings.range(*offset, false));
    }
    ranges.extend(dynamic.soname.map(|offset| strings.range(offset, false)));
    for path in [dynamic.rpath, dynamic.runpath] {
        ranges.extend(path.map(|offset| strings.range(offset, true)));
    }
    let table_end = strings.place.saturating_add(strings.size);
    let mut all = ranges.first().cloned().unwrap_or(strings.place..strings.place);
    for range in &ranges {
        all = all.start.min(range.start)..all.end.max(range.end);
    }
    let around = |range: &Range<u64>, before: u64, behind: u64| {
        range.start.saturating_sub(before).max(strings.place)..range.end.saturating_add(behind).min(table_end)
    };
    if all.end.saturating_sub(all.start) <= AROUND.saturating_mul(2) {
        ranges.push(around(&all, AROUND, AROUND));
    } else {
        // What lies between names that are strewn over the table is too much.
        for range in &mut ranges {
            *range = around(range, BEFORE, BEHIND);
        }
    }
    ranges.push(table_end.saturating_sub(TAIL)..table_end);
    ranges
}

/// The names of versions that [`expected`] did not cover.
pub(super) fn elsewhere(
    reader: &Reader<'_>,
    strings: &Strings,
    needs: &[version::RawNeed],
    definitions: &[version::RawDefinition],
) -> Vec<Range<u64>> {
    let mut round = Vec::new();
    for need in needs {
        round.extend(unread(reader, strings, need.library));
        round.extend(unread(reader, strings, need.version));
    }
    for own in definitions {
        round.extend(unread(reader, strings, own.name));
    }
    round
}

/// The needs for versions that a library of the program's own may answer: not those of glibc, libgcc and libstdc++,
/// whose libraries keep what they once had, so that one that defines the version has the symbol. musl asks for no
/// version, and looks every symbol up.
pub(super) fn own(
    reader: &Reader<'_>,
    strings: &Strings,
    needs: &[version::RawNeed],
    is_musl: bool,
) -> Vec<version::RawNeed> {
    let mut hashes = Vec::new();
    let mut may_be_kept = |need: &version::RawNeed| {
        if hashes.is_empty() {
            hashes = version_family::hashes();
        }
        hashes.contains(&need.hash)
    };
    let is_own = |need: &&version::RawNeed| {
        let name = strings.name(reader, need.version);
        is_musl || !name.map_or_else(|| may_be_kept(need), version_family::holds)
    };
    needs.iter().filter(is_own).copied().collect()
}

/// The names of the symbols that are looked up, as far as they are not at hand.
pub(super) fn of_undefined(
    reader: &Reader<'_>,
    strings: &Strings,
    imports: &[symbol::Import],
    own: &[version::RawNeed],
) -> Vec<Range<u64>> {
    let mut round = Vec::new();
    for import in imports.iter().filter(|import| import.is_undefined(own)) {
        round.extend(unread(reader, strings, import.name));
    }
    round
}

/// What to read for a name that is not at hand.
fn unread(reader: &Reader<'_>, strings: &Strings, offset: u64) -> Option<Range<u64>> {
    strings.name(reader, offset).is_none().then(|| strings.range(offset, false))
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

    /// What the loader may not find although every version is there, in its order. `imports` are in the order of the
    /// symbol table.
    pub(super) fn undefined(
        &mut self,
        references: &[Reference],
        imports: &[symbol::Import],
        own: &[version::RawNeed],
    ) -> Vec<Undefined> {
        let mut undefined = Vec::new();
        let mut left = UNDEFINED_TEXT;
        for reference in references {
            let place = imports.binary_search_by_key(&reference.symbol, |import| import.symbol);
            let import = place.ok().and_then(|place| imports.get(place));
            // Data may hold the address that the object itself gives to a function.
            let is_own = |import: &symbol::Import| import.has_address && !reference.by_call;
            let Some(import) = import.filter(|import| import.is_undefined(own) && !is_own(import)) else {
                continue;
            };
            let Some(name) = self.strings.name(self.reader, import.name) else { continue };
            let Some(rest) = left.checked_sub(name.len().saturating_add(16)) else {
                self.budget.cut();
                break;
            };
            left = rest;
            let version = own.iter().find(|need| need.index == import.version);
            undefined.push(Undefined {
                name: Untrusted::new(name),
                version: version
                    .and_then(|need| self.strings.name(self.reader, need.version).map(Untrusted::new)),
                by_call: reference.by_call,
                places: reference.places,
            });
        }
        undefined
    }

    fn symbols(&mut self, offsets: &[u64]) -> Vec<Untrusted> {
        let mut symbols = Vec::new();
        for offset in offsets {
            if symbols.len() == SYMBOLS_SHOWN {
                break;
            }
            // A symbol whose name was not read is counted and not named.
            if let Some(name) = self.strings.name(self.reader, *offset)
                && self.budget.keep(name.len())
            {
                symbols.push(Untrusted::new(name));
            }
        }
        symbols
    }
}
