//! Imported symbols: the reason a program needs a version. Only the undefined ones are read; linkers put
//! them first, because the GNU hash table holds defined symbols only.

use std::ops::Range;

use goblin::container::{Container, Ctx};
use goblin::elf::Sym;
use goblin::elf::sym::{STB_GLOBAL, STV_HIDDEN, STV_INTERNAL};

use crate::budget::Budget;
use crate::elf::dynamic::Dynamic;
use crate::elf::structs::{self, Fields, number_at};
use crate::elf::version::RawNeed;
use crate::reader::Reader;

/// Symbols past this are not read. Of the programs measured, Node.js imports most: about 1,300.
const LIMIT: u64 = 2_700;

/// The hidden bit of a version number.
pub const VERSION_HIDDEN: u16 = 0x8000;

/// An import: where its name lies in the string table, and the number of its version (0 and 1: none).
#[derive(Clone, Copy, Debug)]
pub struct Import {
    pub name: u64,
    pub version: u16,
    /// Its number in the symbol table.
    pub symbol: u64,
    /// Without a definition the loader gives up: the symbol is neither weak, nor hidden, which is bound
    /// within the object (glibc `elf/dl-lookup.c`; `sysdeps/generic/dl-lookup-direct.h`).
    pub is_required: bool,
    /// A call goes through the object itself, so its address is known in it (glibc `elf/dl-lookup.c`,
    /// `ELF_RTYPE_CLASS_PLT`).
    pub has_address: bool,
}

impl Import {
    /// Looked up by name alone, or with a version among `own`, and not to be done without.
    pub fn is_undefined(&self, own: &[RawNeed]) -> bool {
        self.is_required && (self.version <= 1 || own.iter().any(|need| need.index == self.version))
    }
}

/// The part of the symbol table to read, as ranges of the file: symbols and their versions.
pub fn ranges(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx) -> Vec<Range<u64>> {
    // The hash table often lies in the head, and says how little there is to read.
    let count = declared(reader, dynamic, ctx).unwrap_or_else(|| guess(dynamic, ctx)).min(LIMIT);
    let tables = [
        (dynamic.symbols, count.saturating_mul(entry_size(ctx))),
        (dynamic.symbol_versions, count.saturating_mul(2)),
        (dynamic.gnu_hash, 16),
        (dynamic.hash, 16),
    ];
    let mut ranges = Vec::new();
    for (table, size) in tables {
        ranges.extend(table.map(|place| place..place.saturating_add(size)));
    }
    ranges
}

/// Whether the imports can be read without another round.
pub fn are_at_hand(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx) -> bool {
    // Only so many are read before the version needs, which must not be cut for them.
    declared(reader, dynamic, ctx).is_some_and(|count| count <= LIMIT)
        && ranges(reader, dynamic, ctx).iter().all(|range| reader.has(range))
}

pub fn read_imports(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx, budget: &mut Budget) -> Vec<Import> {
    let declared = declared(reader, dynamic, ctx);
    if declared.is_some_and(|count| count > LIMIT) {
        budget.cut();
    }
    let count = declared.unwrap_or_else(|| guess(dynamic, ctx)).min(LIMIT);
    let mut imports = Vec::new();
    // The first entry of every symbol table is empty.
    for index in 1..count {
        let Some(symbol) = read(reader, dynamic, index, ctx).filter(|_| budget.step()) else { break };
        let Some(version) = version(reader, dynamic, index, ctx) else { break };
        if symbol.st_shndx == 0 {
            imports.push(Import::of(&symbol, index, version));
        }
    }
    imports
}

/// The versions of all symbols, up to the table that linkers put behind them.
pub fn all_versions(dynamic: &Dynamic) -> Option<Range<u64>> {
    let place = dynamic.symbol_versions?;
    Some(place..dynamic.table_after(place)?)
}

/// Where the symbols of these numbers lie, and their versions, as far as they are not at hand.
pub fn ranges_of(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    symbols: impl Iterator<Item = u64>,
    ctx: Ctx,
) -> Vec<Range<u64>> {
    let unread = |table: Option<u64>, index: u64, size: u64| {
        let start = table?.checked_add(index.checked_mul(size)?)?;
        reader.bytes(start, size).is_none().then(|| start..start.saturating_add(size))
    };
    let mut ranges = Vec::new();
    for index in symbols {
        ranges.extend(unread(dynamic.symbols, index, entry_size(ctx)));
        ranges.extend(unread(dynamic.symbol_versions, index, 2));
    }
    ranges
}

/// An import behind the others, or a variable that the program has room for, as the import that it is.
pub fn read_other(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    index: u64,
    is_copied: bool,
    ctx: Ctx,
) -> Option<Import> {
    let symbol = read(reader, dynamic, index, ctx).filter(|symbol| is_copied || symbol.st_shndx == 0)?;
    let import = Import::of(&symbol, index, version(reader, dynamic, index, ctx)?);
    Some(Import { has_address: import.has_address && !is_copied, ..import })
}

impl Import {
    fn of(symbol: &Sym, index: u64, version: u16) -> Self {
        Import {
            name: u64::try_from(symbol.st_name).unwrap_or(u64::MAX),
            version: version & !VERSION_HIDDEN,
            symbol: index,
            is_required: symbol.st_bind() == STB_GLOBAL
                && !matches!(symbol.st_visibility(), STV_INTERNAL | STV_HIDDEN),
            has_address: symbol.st_value != 0,
        }
    }
}

/// The number of a symbol's version, with the hidden bit. An object without the table has no versions at all.
pub fn version(reader: &Reader<'_>, dynamic: &Dynamic, index: u64, ctx: Ctx) -> Option<u16> {
    let Some(table) = dynamic.symbol_versions else { return Some(0) };
    u16::try_from(number_at(reader, table.checked_add(index.checked_mul(2)?)?, 2, ctx.le)?).ok()
}

/// A symbol by its number.
pub fn read(reader: &Reader<'_>, dynamic: &Dynamic, index: u64, ctx: Ctx) -> Option<Sym> {
    let size = entry_size(ctx);
    let place = dynamic.symbols?.checked_add(index.checked_mul(size)?)?;
    Some(structs::symbol(Fields::at(reader, place, size, ctx)?, ctx))
}

/// How many symbols an object has that has the older hash table; `None` when they are too many to read.
pub fn count(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx) -> Option<u64> {
    declared(reader, dynamic, ctx).filter(|count| *count <= LIMIT)
}

/// How many symbols there are to look at, from the hash tables: the GNU table says where the defined
/// ones begin, the older one how many there are in all.
fn declared(reader: &Reader<'_>, dynamic: &Dynamic, ctx: Ctx) -> Option<u64> {
    let word = |place: Option<u64>| number_at(reader, place?.checked_add(4)?, 4, ctx.le);
    // A GNU table without symbols may say 1 although the table below it is longer; then look at all.
    word(dynamic.gnu_hash).filter(|first_defined| *first_defined > 1).or_else(|| word(dynamic.hash))
}

/// Before the hash tables are read: linkers put the string table right after the symbols.
fn guess(dynamic: &Dynamic, ctx: Ctx) -> u64 {
    let between =
        dynamic.strings.zip(dynamic.symbols).and_then(|(strings, symbols)| strings.checked_sub(symbols));
    between.and_then(|bytes| bytes.checked_div(entry_size(ctx))).unwrap_or(LIMIT).min(LIMIT)
}

fn entry_size(ctx: Ctx) -> u64 {
    match ctx.container {
        Container::Little => 16,
        Container::Big => 24,
    }
}
