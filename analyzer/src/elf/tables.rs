//! The round in which the tables that the dynamic section points to are read, with the names they point to.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use goblin::container::Ctx;

use super::dynamic::Dynamic;
use super::names::{self, Names};
use super::relocation::Reference;
use super::strings::Strings;
use super::{Elf, export, relocation, symbol, version};
use crate::ReadError;
use crate::budget::Budget;
use crate::linkage::Libc;
use crate::oddity::Oddity;
use crate::reader::{self, Reader};

/// Relocations that are read before it is known whether they matter, even where others have used up the allowance.
const AT_ONCE: u64 = 24 * 1024;

/// Symbols that are looked at because a relocation names them and no import is known; a program has some dozens.
const OTHERS: usize = 2_048;

/// Names that lie in more pieces than this are read with all that lies between them, of a table of at most
/// [`IN_ONE`] bytes: in a browser a piece costs as much as 100 kB.
const PIECES: usize = 6;
const IN_ONE: u64 = 3 * 1024 * 1024;

/// Names that are read one by one.
const STREWN: usize = 8;

/// What of the tables is read before the dynamic section has said where the names are: a table of strings that is
/// small enough comes whole.
pub(super) fn foreseen(
    reader: &Reader<'_>,
    foreseen: &Dynamic,
    is_program: bool,
    ctx: Ctx,
    round: &mut Vec<Range<u64>>,
) {
    tables(reader, foreseen, is_program, ctx, round);
    let spare = reader.spare(round);
    let strings = Strings::of(foreseen).and_then(|strings| strings.whole(spare));
    let kept = if strings.is_some() { 0 } else { names::EXPECTED };
    round.extend(strings);
    what_costs_little(reader, foreseen, is_program, false, kept, round);
}

/// Symbols, versions and hash table.
fn tables(reader: &Reader<'_>, dynamic: &Dynamic, is_program: bool, ctx: Ctx, round: &mut Vec<Range<u64>>) {
    round.append(&mut symbol::ranges(reader, dynamic, ctx));
    round.extend(export::range(dynamic));
    if !is_program {
        round.extend(export::symbols(dynamic));
        round.extend(export::versions(dynamic));
    }
    round.extend(version_tables(reader, dynamic));
}

/// Relocations and the rest of the symbols, as far as the allowance goes, of which `kept` bytes are for names.
fn what_costs_little(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    is_program: bool,
    are_wanted: bool,
    kept: u64,
    round: &mut Vec<Range<u64>>,
) {
    let mut spare = reader.spare(round).saturating_sub(kept);
    for range in relocation::ranges(dynamic) {
        let cost = reader.cost(&range);
        if are_wanted || cost <= spare.max(AT_ONCE) {
            spare = spare.saturating_sub(cost);
            round.push(range);
        }
    }
    // Copied variables stand among the definitions: the rest of the table comes along where there is room for it.
    if is_program {
        for range in export::symbols(dynamic).into_iter().chain(symbol::all_versions(dynamic)) {
            let cost = reader.cost(&range);
            if cost <= spare / 2 {
                spare = spare.saturating_sub(cost);
                round.push(range);
            }
        }
    }
}

/// What the tables say of versions and imports, as far as they are at hand.
struct Listed {
    needs: Vec<version::RawNeed>,
    definitions: Vec<version::RawDefinition>,
    imports: Vec<symbol::Import>,
}

impl Listed {
    fn are_at_hand(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx) -> bool {
        symbol::are_at_hand(reader, dynamic, ctx)
            && version_tables(reader, dynamic).iter().all(|table| reader.has(table))
    }

    fn read(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx, budget: &mut Budget) -> Self {
        let needs = match dynamic.version_needs {
            Some(place) => version::read_needs(reader, place, dynamic.version_needs_count, ctx, budget),
            None => Vec::new(),
        };
        let imports = symbol::read_imports(reader, dynamic, ctx, budget);
        let definitions = match dynamic.version_definitions {
            Some(place) => {
                let count = dynamic.version_definitions_count;
                version::read_definitions(reader, place, count, ctx, budget)
            }
            None => Vec::new(),
        };
        Listed { needs, definitions, imports }
    }

    /// The names that it points to and that are not at hand.
    fn names(&self, reader: &Reader<'_>, strings: &Strings, own: &[version::RawNeed]) -> Vec<Range<u64>> {
        let mut round = names::elsewhere(reader, strings, &self.needs, &self.definitions);
        round.append(&mut names::of_undefined(reader, strings, &self.imports, own));
        round
    }

    fn has_undefined(&self, own: &[version::RawNeed]) -> bool {
        self.imports.iter().any(|import| import.is_undefined(own))
    }
}

impl Elf {
    /// The tables that the dynamic section points to, and the names they point to. Where those of the versions lie is
    /// only known from a table; if that was not foreseen, linkers put them where they are looked for.
    pub(super) fn read_tables(
        &mut self,
        reader: &mut Reader<'_>,
        dynamic: &Dynamic,
        besides: Vec<Range<u64>>,
        ctx: Ctx,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let strings = Strings::of(dynamic);
        let is_program = self.interpreter.is_some();
        let is_musl = Libc::of(self) == Libc::Musl;
        let mut round = besides;
        tables(reader, dynamic, is_program, ctx, &mut round);
        if let Some(strings) = &strings {
            let spare = reader.spare(&round);
            round.append(&mut names::expected(strings, dynamic, spare));
        }
        let early =
            Listed::are_at_hand(reader, dynamic, ctx).then(|| Listed::read(reader, dynamic, ctx, budget));
        let mut are_wanted = is_musl;
        let mut early_others = None;
        if let Some((listed, strings)) = early.as_ref().zip(strings.as_ref()) {
            let own = names::own(reader, strings, &listed.needs, is_musl);
            are_wanted |= listed.has_undefined(&own);
            let mut names = listed.names(reader, strings, &own);
            if pieces(&names) > PIECES && strings.size <= IN_ONE {
                names.clear();
                names.push(strings.place..strings.place.saturating_add(strings.size));
            }
            round.append(&mut names);
            if (are_wanted || is_program) && relocations_are_at_hand(reader, dynamic) {
                let references = relocation::read(reader, dynamic, self.platform.machine, ctx, budget);
                let others = others(&listed.imports, &references);
                round.append(&mut others_unread(reader, dynamic, &others, ctx));
                early_others = Some((references, others));
            }
        }
        // Copied variables are known by their relocations alone, so those come along where they cost little; musl's
        // programs always need them.
        what_costs_little(reader, dynamic, is_program, are_wanted, 0, &mut round);
        reader.load(round)?;

        let listed = match early {
            Some(listed) => listed,
            None => Listed::read(reader, dynamic, ctx, budget),
        };
        let Some(strings) = strings else {
            if !dynamic.needed.is_empty() {
                self.oddities.push(Oddity::StringTable);
            }
            return Ok(());
        };
        let own = names::own(reader, &strings, &listed.needs, is_musl);
        let has_undefined = listed.has_undefined(&own);
        let mut round = listed.names(reader, &strings, &own);
        if has_undefined {
            round.extend(relocation::ranges(dynamic));
        }
        reader.load(round)?;
        let are_read = has_undefined || is_program && relocations_are_at_hand(reader, dynamic);
        let Listed { needs, definitions, imports } = listed;
        let (references, others) = match early_others {
            Some(early) => early,
            None if are_read => {
                let references = relocation::read(reader, dynamic, self.platform.machine, ctx, budget);
                let others = others(&imports, &references);
                (references, others)
            }
            None => (Vec::new(), Vec::new()),
        };
        let wanted = with_others(reader, dynamic, &strings, &imports, &others, ctx)?;
        self.exports = export::read(reader, dynamic, strings, &definitions, ctx, budget);
        let hashes = imports.iter().map(|import| strings.name(reader, import.name).map(export::hash));
        self.imports = hashes.collect();
        let mut names = Names { reader, strings, budget, missing: false };
        self.needed = names.needed(&dynamic.needed);
        self.soname = dynamic.soname.and_then(|offset| names.keep(offset));
        self.rpath = names.path(dynamic.rpath);
        self.runpath = names.path(dynamic.runpath);
        self.version_needs = names.version_needs(&needs, &imports);
        self.version_definitions = definitions.iter().filter_map(|own| names.keep(own.name)).collect();
        self.undefined = names.undefined(&references, &wanted, &own);
        if names.missing {
            self.oddities.push(Oddity::StringTable);
        }
        Ok(())
    }
}

fn relocations_are_at_hand(reader: &Reader<'_>, dynamic: &Dynamic) -> bool {
    relocation::ranges(dynamic).iter().all(|range| reader.bytes(range.start, size(range)).is_some())
}

/// The symbols that only relocations tell of, each with whether it is copied: variables that are copied into the
/// program, which look like definitions there, and functions that have an address in it, which lie among the definitions
/// (binutils `bfd/elfxx-x86.c`, `_bfd_x86_elf_hash_symbol`).
fn others(imports: &[symbol::Import], references: &[Reference]) -> Vec<(u64, bool)> {
    let mut known = vec![false; imports.last().map_or(0, |last| place(last.symbol)).saturating_add(1)];
    for import in imports {
        if let Some(known) = known.get_mut(place(import.symbol)) {
            *known = true;
        }
    }
    let is_known = |index: u64| known.get(place(index)).copied().unwrap_or_default();
    // Put in their place one by one: they are few, and the standard library's sorts weigh a tenth of the worker.
    let mut others: Vec<(u64, bool)> = Vec::new();
    for reference in references.iter().filter(|one| one.is_copy || !is_known(one.symbol)) {
        let other = (reference.symbol, reference.is_copy);
        match others.binary_search(&other) {
            Err(at) if others.len() < OTHERS => others.insert(at, other),
            _ => {}
        }
    }
    others
}

/// A symbol's number as one of this machine's.
fn place(symbol: u64) -> usize {
    usize::try_from(symbol).unwrap_or(usize::MAX)
}

/// Where they lie. Programs that export thousands of symbols refer to their own like this too: where one stretch of the
/// tables does not hold them all within the allowance, those that are not at hand are taken for the program's own.
fn others_unread(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    others: &[(u64, bool)],
    ctx: Ctx,
) -> Vec<Range<u64>> {
    let unread = together(symbol::ranges_of(reader, dynamic, others.iter().map(|(index, _)| *index), ctx));
    if reader.spare(&unread) > 0 { unread } else { Vec::new() }
}

/// The imports, with [`others`].
fn with_others(
    reader: &mut Reader<'_>,
    dynamic: &Dynamic,
    strings: &Strings,
    imports: &[symbol::Import],
    others: &[(u64, bool)],
    ctx: Ctx,
) -> Result<Vec<symbol::Import>, ReadError> {
    let mut imports = imports.to_vec();
    reader.load(others_unread(reader, dynamic, others, ctx))?;
    let others: Vec<symbol::Import> = others
        .iter()
        .filter_map(|(index, is_copy)| symbol::read_other(reader, dynamic, *index, *is_copy, ctx))
        .collect();
    let unread = names::of_undefined(reader, strings, &others, &[]);
    if unread.len() <= STREWN && reader.spare(&unread) > 0 {
        reader.load(unread)?;
    }
    for other in others {
        let at = imports.partition_point(|import| import.symbol <= other.symbol);
        imports.insert(at, other);
    }
    Ok(imports)
}

/// One range for those that lie in one table, which are told apart by the size of their entries.
fn together(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut joined: Vec<(u64, Range<u64>)> = Vec::new();
    for range in ranges {
        let entry = size(&range);
        match joined.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, whole)) => *whole = whole.start.min(range.start)..whole.end.max(range.end),
            None => joined.push((entry, range)),
        }
    }
    joined.into_iter().map(|(_, whole)| whole).collect()
}

/// In how many reads they would come.
fn pieces(ranges: &[Range<u64>]) -> usize {
    let mut in_order: BinaryHeap<_> = ranges.iter().map(|range| Reverse(range.start)).collect();
    let (mut pieces, mut end) = (0_usize, 0_u64);
    while let Some(Reverse(start)) = in_order.pop() {
        if pieces == 0 || start > end {
            pieces = pieces.saturating_add(1);
        }
        end = start.saturating_add(reader::GAP);
    }
    pieces
}

fn size(range: &Range<u64>) -> u64 {
    range.end.saturating_sub(range.start)
}

/// None is known to be longer than its limit.
fn version_tables(reader: &Reader<'_>, dynamic: &Dynamic) -> Vec<Range<u64>> {
    let mut tables = Vec::new();
    for place in [dynamic.version_needs, dynamic.version_definitions].into_iter().flatten() {
        let end = dynamic.table_after(place).unwrap_or_else(|| place.saturating_add(8 * 1024));
        let end = end.min(place.saturating_add(version::TABLE_LIMIT)).min(reader.length());
        tables.push(place..end);
    }
    tables
}
