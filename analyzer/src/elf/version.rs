//! Version needs: which symbol versions the loader must find in which library before it starts the
//! program; and version definitions, which answer them (LSB, "Symbol Versioning"; reached by `DT_VERNEED`
//! and `DT_VERDEF`, never by section).

use goblin::container::Ctx;

use crate::budget::Budget;
use crate::elf::structs::{Fields, number_at};
use crate::reader::Reader;

/// The table is read this far. glibc's own libraries need under 1 KiB; browsers under 8 KiB.
pub const TABLE_LIMIT: u64 = 64 * 1024;

/// A missing version is then only warned about.
const VER_FLG_WEAK: u16 = 2;

/// One version that one library must define. The names are offsets into the string table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawNeed {
    pub library: u64,
    pub version: u64,
    pub weak: bool,
    /// The number that `.gnu.version` gives to symbols of this version.
    pub index: u16,
    /// The hash of the version's name, by which the loader compares before it compares names.
    pub hash: u32,
}

/// Walks the table; stops where it leaves the bytes that were read.
pub fn read_needs(
    reader: &Reader<'_>,
    place: u64,
    count: u64,
    ctx: Ctx,
    budget: &mut Budget,
) -> Vec<RawNeed> {
    let mut needs = Vec::new();
    let mut file = place;
    for _ in 0..count {
        if !budget.step() {
            break;
        }
        let Some(entry) = Fields::at(reader, file, 16, ctx).map(Entry::read) else {
            budget.cut();
            break;
        };
        read_versions(reader, file, &entry, ctx, budget, &mut needs);
        if entry.next == 0 {
            break;
        }
        file = file.saturating_add(entry.next);
    }
    needs
}

fn read_versions(
    reader: &Reader<'_>,
    file: u64,
    entry: &Entry,
    ctx: Ctx,
    budget: &mut Budget,
    needs: &mut Vec<RawNeed>,
) {
    let mut at = file.saturating_add(entry.aux);
    for _ in 0..entry.count {
        if !budget.step() {
            return;
        }
        let Some(aux) = Fields::at(reader, at, 16, ctx).map(Aux::read) else {
            budget.cut();
            return;
        };
        needs.push(RawNeed {
            library: entry.file,
            version: aux.name,
            weak: aux.flags & VER_FLG_WEAK != 0,
            index: aux.other,
            hash: aux.hash,
        });
        if aux.next == 0 {
            return;
        }
        at = at.saturating_add(aux.next);
    }
}

/// A version that a library defines; the name is an offset into the string table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawDefinition {
    /// The number that `.gnu.version` gives to symbols of this version.
    pub index: u16,
    pub name: u64,
}

/// The versions that a library defines. The first entry is the library's own name (`VER_FLG_BASE`), and only the first name of an entry is its version.
pub fn read_definitions(
    reader: &Reader<'_>,
    place: u64,
    count: u64,
    ctx: Ctx,
    budget: &mut Budget,
) -> Vec<RawDefinition> {
    const VER_FLG_BASE: u16 = 1;
    let mut definitions = Vec::new();
    let mut at = place;
    for _ in 0..count {
        let entry = || {
            // `Elfxx_Verdef`.
            let mut fields = Fields::at(reader, at, 20, ctx)?;
            let (_version, flags, index, _count) =
                (fields.half(), fields.half(), fields.half(), fields.half());
            let (_hash, aux, next) = (fields.word(), u64::from(fields.word()), u64::from(fields.word()));
            let name = number_at(reader, at.checked_add(aux)?, 4, ctx.le)?;
            Some((flags, next, RawDefinition { index, name }))
        };
        let Some((flags, next, definition)) = entry().filter(|_| budget.step()) else {
            budget.cut();
            break;
        };
        if flags & VER_FLG_BASE == 0 {
            definitions.push(definition);
        }
        if next == 0 {
            break;
        }
        at = at.saturating_add(next);
    }
    definitions
}

/// `Elfxx_Verneed`. goblin has this struct too, but reaches it by section headers only.
struct Entry {
    count: u16,
    file: u64,
    aux: u64,
    next: u64,
}

impl Entry {
    fn read(mut fields: Fields<'_>) -> Self {
        let _version = fields.half();
        Entry {
            count: fields.half(),
            file: u64::from(fields.word()),
            aux: u64::from(fields.word()),
            next: u64::from(fields.word()),
        }
    }
}

/// `Elfxx_Vernaux`.
struct Aux {
    hash: u32,
    flags: u16,
    other: u16,
    name: u64,
    next: u64,
}

impl Aux {
    fn read(mut fields: Fields<'_>) -> Self {
        Aux {
            hash: fields.word(),
            flags: fields.half(),
            other: fields.half(),
            name: u64::from(fields.word()),
            next: u64::from(fields.word()),
        }
    }
}
