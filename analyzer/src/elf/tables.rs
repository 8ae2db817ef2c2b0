//! The round in which the tables that the dynamic section points to are read, with the names they point to.

use std::ops::Range;

use goblin::container::Ctx;

use super::dynamic::Dynamic;
use super::names::{self, Names};
use super::relocation::Reference;
use super::section::Sections;
use super::strings::Strings;
use super::{Elf, export, relocation, symbol, version};
use crate::ReadError;
use crate::budget::Budget;
use crate::linkage::Libc;
use crate::oddity::Oddity;
use crate::reader::Reader;

/// Relocations that are read before it is known whether they matter, even where others have used up the allowance.
const AT_ONCE: u64 = 24 * 1024;

/// Symbols that are looked at because a relocation names them and no import is known; a program has some dozens.
const OTHERS: usize = 2_048;

/// Names that are read one by one.
const STREWN: usize = 8;

impl Elf {
    /// The tables that the dynamic section points to, and the names they point to. Where the names of the
    /// versions lie is only known from a table of this round; linkers put them where they are looked for.
    pub(super) fn read_tables(
        &mut self,
        reader: &mut Reader<'_>,
        dynamic: &Dynamic,
        sections: &Sections,
        besides: Vec<Range<u64>>,
        ctx: Ctx,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let strings = dynamic.strings.map(|place| Strings { place, size: dynamic.strings_size });
        let mut round = besides;
        round.append(&mut symbol::ranges(reader, dynamic, ctx));
        round.extend(export::range(dynamic));
        if self.interpreter.is_none() {
            round.extend(export::symbols(dynamic));
            round.extend(export::versions(dynamic));
        }
        for table in [dynamic.version_needs, dynamic.version_definitions] {
            let size = |place| version_table_size(place, dynamic);
            round.extend(table.map(|place| place..place.saturating_add(size(place))));
        }
        round.extend(sections.names_range());
        sections.candidates(reader, &mut round);
        let is_musl = Libc::of(self) == Libc::Musl;
        let spare = reader.spare(&round);
        if let Some(strings) = &strings {
            round.append(&mut names::expected(strings, dynamic, spare));
        }
        // Whether some symbol is looked up by its name alone is known when the symbols lie in the head. Otherwise
        // the relocations come along that do not cost much; musl's programs always need them.
        let early = symbol::are_at_hand(reader, dynamic, ctx)
            .then(|| symbol::read_imports(reader, dynamic, ctx, budget));
        // Copied variables are known by their relocations alone, so those come along where they cost little.
        let has_undefined =
            early.as_ref().is_some_and(|imports| imports.iter().any(|import| import.is_undefined(&[])));
        let mut spare = reader.spare(&round);
        for range in relocation::ranges(dynamic) {
            let cost = reader.cost(&range);
            if has_undefined || is_musl || cost <= spare.max(AT_ONCE) {
                spare = spare.saturating_sub(cost);
                round.push(range);
            }
        }
        // Copied variables stand among the definitions: the rest of the table comes along where there is room for it.
        if self.interpreter.is_some() {
            for range in export::symbols(dynamic).into_iter().chain(symbol::all_versions(dynamic)) {
                let cost = reader.cost(&range);
                if cost <= spare / 2 {
                    spare = spare.saturating_sub(cost);
                    round.push(range);
                }
            }
        }
        reader.load(round)?;

        let raw_needs = match dynamic.version_needs {
            Some(place) => version::read_needs(reader, place, dynamic.version_needs_count, ctx, budget),
            None => Vec::new(),
        };
        let imports = match early {
            Some(imports) => imports,
            None => symbol::read_imports(reader, dynamic, ctx, budget),
        };
        let Some(strings) = strings else {
            if !dynamic.needed.is_empty() {
                self.oddities.push(Oddity::StringTable);
            }
            return Ok(());
        };
        let definitions = match dynamic.version_definitions {
            Some(place) => {
                let count = dynamic.version_definitions_count;
                version::read_definitions(reader, place, count, ctx, budget)
            }
            None => Vec::new(),
        };
        let mut round = names::elsewhere(reader, &strings, &raw_needs, &definitions);
        let own = names::own(reader, &strings, &raw_needs, is_musl);
        let has_undefined = imports.iter().any(|import| import.is_undefined(&own));
        if has_undefined {
            round.extend(relocation::ranges(dynamic));
            round.append(&mut names::of_undefined(reader, &strings, &imports, &own));
        }
        reader.load(round)?;
        let are_at_hand =
            relocation::ranges(dynamic).iter().all(|range| reader.bytes(range.start, size(range)).is_some());
        let references = if has_undefined || are_at_hand && self.interpreter.is_some() {
            relocation::read(reader, dynamic, self.platform.machine, ctx, budget)
        } else {
            Vec::new()
        };
        let wanted = with_others(reader, dynamic, &strings, imports.clone(), &references, ctx)?;
        self.exports = export::read(reader, dynamic, strings, &definitions, ctx, budget);
        let hashes = imports.iter().map(|import| strings.name(reader, import.name).map(export::hash));
        self.imports = hashes.collect();
        let mut names = Names { reader, strings, budget, missing: false };
        self.needed = names.needed(&dynamic.needed);
        self.soname = dynamic.soname.and_then(|offset| names.keep(offset));
        self.rpath = names.path(dynamic.rpath);
        self.runpath = names.path(dynamic.runpath);
        self.version_needs = names.version_needs(&raw_needs, &imports);
        self.version_definitions = definitions.iter().filter_map(|own| names.keep(own.name)).collect();
        self.undefined = names.undefined(&references, &wanted, &own);
        if names.missing {
            self.oddities.push(Oddity::StringTable);
        }
        Ok(())
    }
}

/// The imports, with those that only relocations tell of: variables that are copied into the program, which look like
/// definitions there, and functions that have an address in it, which lie among the definitions (binutils
/// `bfd/elfxx-x86.c`, `_bfd_x86_elf_hash_symbol`).
fn with_others(
    reader: &mut Reader<'_>,
    dynamic: &Dynamic,
    strings: &Strings,
    mut imports: Vec<symbol::Import>,
    references: &[Reference],
    ctx: Ctx,
) -> Result<Vec<symbol::Import>, ReadError> {
    let is_known = |index: u64| imports.binary_search_by_key(&index, |import| import.symbol).is_ok();
    // Put in their place one by one: they are few, and the standard library's sorts weigh a tenth of the worker.
    let mut others: Vec<(u64, bool)> = Vec::new();
    for reference in references.iter().filter(|one| one.is_copy || !is_known(one.symbol)) {
        let other = (reference.symbol, reference.is_copy);
        match others.binary_search(&other) {
            Err(at) if others.len() < OTHERS => others.insert(at, other),
            _ => {}
        }
    }
    // Programs that export thousands of symbols refer to their own like this too. Where one stretch of the tables does
    // not hold them all within the allowance, those that are not at hand are taken for the program's own.
    let unread = together(symbol::ranges_of(reader, dynamic, others.iter().map(|(index, _)| *index), ctx));
    if reader.spare(&unread) > 0 {
        reader.load(unread)?;
    }
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

fn size(range: &Range<u64>) -> u64 {
    range.end.saturating_sub(range.start)
}

/// None is known to be longer than its limit.
fn version_table_size(place: u64, dynamic: &Dynamic) -> u64 {
    let end = dynamic.table_after(place).unwrap_or_else(|| place.saturating_add(8 * 1024));
    end.saturating_sub(place).min(version::TABLE_LIMIT)
}
