//! What an object defines for others: the hashes of its symbols as the GNU hash table has them, without a
//! look at their names. The lowest bit of a hash marks the end of a chain, so only the others count. A library with
//! versions has each symbol by its version too.

use std::ops::Range;

use goblin::container::{Container, Ctx};
use goblin::elf::sym::STB_LOCAL;

use crate::budget::Budget;
use crate::elf::dynamic::Dynamic;
use crate::elf::strings::Strings;
use crate::elf::structs::{self, number_at};
use crate::elf::symbol;
use crate::elf::version::RawDefinition;
use crate::reader::Reader;

/// A longer table is not read: a library with more than some 30,000 symbols is no program's own.
const LIMIT: u64 = 128 * 1024;

/// A longer symbol table is not read for the few imports that its hash table may have.
const SYMBOLS_LIMIT: u64 = 256 * 1024;

/// The hash of `DT_GNU_HASH`, as exports are compared by: with the mark set.
pub fn hash(name: &[u8]) -> u32 {
    let step = |hash: u32, byte: &u8| hash.wrapping_mul(33).wrapping_add(u32::from(*byte));
    name.iter().fold(5381, step) | 1
}

/// The hash of a symbol in a version, from the one of its name; a version without a name is the library's own.
pub fn in_version(hash: u32, version: &[u8]) -> u32 {
    let step = |hash: u32, byte: &u8| hash.wrapping_mul(33).wrapping_add(u32::from(*byte));
    version.iter().fold(step(hash, &b'@'), step) | 1
}

/// The versions of a library's symbols.
pub fn versions(dynamic: &Dynamic) -> Option<Range<u64>> {
    let place = dynamic.symbol_versions.filter(|_| dynamic.version_definitions.is_some())?;
    let end = dynamic.table_after(place)?;
    (end.saturating_sub(place) <= LIMIT).then_some(place..end)
}

/// The symbols of a library, up to the string table that linkers put behind them.
pub fn symbols(dynamic: &Dynamic) -> Option<Range<u64>> {
    let (start, end) = dynamic.symbols.zip(dynamic.strings)?;
    (end.checked_sub(start)? <= SYMBOLS_LIMIT).then_some(start..end)
}

/// The GNU table; it ends where the next one begins.
pub fn range(dynamic: &Dynamic) -> Option<Range<u64>> {
    let place = dynamic.gnu_hash?;
    let end = dynamic.table_after(place).unwrap_or_else(|| place.saturating_add(8 * 1024));
    (end.saturating_sub(place) <= LIMIT).then_some(place..end)
}

/// In the order of the table. `None` where they are not known.
pub fn read(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    strings: Strings,
    definitions: &[RawDefinition],
    ctx: Ctx,
    budget: &mut Budget,
) -> Option<Vec<u32>> {
    let symbols = match dynamic.gnu_hash {
        Some(place) => by_hash_table(reader, dynamic, place, ctx, budget)?,
        None => by_name(reader, dynamic, strings, ctx, budget)?,
    };
    if definitions.is_empty() {
        return Some(symbols.into_iter().map(|(_, hash)| hash).collect());
    }
    let mut exports = Vec::new();
    for (index, hash) in symbols {
        let version = symbol::version(reader, dynamic, index, ctx)?;
        let number = version & !symbol::VERSION_HIDDEN;
        // Without a version wanted, an older version of a symbol is not found (glibc `elf/dl-lookup.c`, check_match).
        if version == number || number < 3 {
            exports.push(hash);
        }
        let own = definitions.iter().find(|definition| definition.index == number && number > 1);
        let name = own.map_or(Some(&b""[..]), |own| strings.name(reader, own.name))?;
        exports.push(in_version(hash, name));
    }
    Some(exports)
}

/// A symbol's number and its hash.
type Symbol = (u64, u32);

/// The table has a header of four numbers, a filter, the buckets, and a hash for each symbol from
/// `first` on (glibc `elf/dl-setup_hash.c`). GNU ld puts some imports into it too (binutils `bfd/elfxx-x86.c`,
/// `_bfd_x86_elf_hash_symbol`), which are left out as far as the symbols are at hand.
fn by_hash_table(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    place: u64,
    ctx: Ctx,
    budget: &mut Budget,
) -> Option<Vec<Symbol>> {
    let number = |at: u64| number_at(reader, at, 4, ctx.le);
    let buckets = number(place)?;
    let first = number(place.checked_add(4)?)?;
    let filter = number(place.checked_add(8)?)?;
    let word = if ctx.container == Container::Big { 8 } else { 4 };
    let start = place.checked_add(16)?.checked_add(filter.checked_mul(word)?)?;
    let chains = start.checked_add(buckets.checked_mul(4)?)?;
    // Of a large program the buckets may lie in what was read, and the hashes behind them not.
    if buckets > 0 && number(chains).is_none() && chains < reader.length() {
        return None;
    }
    let mut last = 0;
    for bucket in reader.bytes(start, buckets.checked_mul(4)?)?.chunks_exact(4) {
        if !budget.step() {
            return None;
        }
        last = last.max(structs::number(bucket, ctx.le));
    }
    let mut exports = Vec::new();
    // Where no bucket has a symbol, there is none.
    if last < first {
        return Some(exports);
    }
    let mut index = first;
    while budget.step() {
        let place = chains.checked_add(index.checked_sub(first)?.checked_mul(4)?)?;
        let hash = u32::try_from(number(place)?).ok()?;
        if symbol::read(reader, dynamic, index, ctx).is_none_or(|symbol| symbol.st_shndx != 0) {
            exports.push((index, hash | 1));
        }
        if index >= last && hash & 1 == 1 {
            return Some(exports);
        }
        index = index.checked_add(1)?;
    }
    None
}

/// Objects with the older table alone: its hashes are others, so the names are read.
fn by_name(
    reader: &Reader<'_>,
    dynamic: &Dynamic,
    strings: Strings,
    ctx: Ctx,
    budget: &mut Budget,
) -> Option<Vec<Symbol>> {
    let mut exports = Vec::new();
    for index in 1..symbol::count(reader, dynamic, ctx)? {
        let symbol = symbol::read(reader, dynamic, index, ctx).filter(|_| budget.step())?;
        if symbol.st_shndx != 0 && symbol.st_bind() != STB_LOCAL {
            let name = strings.name(reader, u64::try_from(symbol.st_name).ok()?)?;
            exports.push((index, hash(name)));
        }
    }
    Some(exports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_format() {
        // `readelf --histogram` knows no hashes; these are from the description of DT_GNU_HASH (printf, exit).
        assert_eq!(hash(b"printf"), 0x156b_2bb8 | 1);
        assert_eq!(hash(b"exit"), 0x7c96_7e3f);
        assert_eq!(hash(b""), 5381);
    }

    #[test]
    fn a_symbol_in_a_version_has_the_hash_of_both_names() {
        // The lowest bit of a name's hash is lost, so this is what it is only where that bit is set.
        assert_eq!(in_version(hash(b"exit"), b"GLIBC_2.2.5"), hash(b"exit@GLIBC_2.2.5"));
        assert_ne!(in_version(hash(b"exit"), b"OWN_1"), in_version(hash(b"exit"), b"OWN_2"));
    }
}
