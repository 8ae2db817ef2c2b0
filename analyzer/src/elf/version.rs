//! Version needs: which symbol versions the loader must find in which library before it starts the
//! program; and version definitions, which answer them (LSB, "Symbol Versioning"; reached by `DT_VERNEED`
//! and `DT_VERDEF`, never by section).

use goblin::container::Endian;
use scroll::Pread;

use crate::budget::Budget;
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
}

/// Walks the table; stops where it leaves the bytes that were read.
pub fn read_needs(
    reader: &Reader<'_>,
    place: u64,
    count: u64,
    endian: Endian,
    budget: &mut Budget,
) -> Vec<RawNeed> {
    let mut needs = Vec::new();
    let mut file = place;
    for _ in 0..count {
        if !budget.step() {
            break;
        }
        let Some(entry) = reader.bytes(file, 16).and_then(|bytes| Entry::read(bytes, endian)) else {
            budget.cut();
            break;
        };
        read_versions(reader, file, &entry, endian, budget, &mut needs);
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
    endian: Endian,
    budget: &mut Budget,
    needs: &mut Vec<RawNeed>,
) {
    let mut at = file.saturating_add(entry.aux);
    for _ in 0..entry.count {
        if !budget.step() {
            return;
        }
        let Some(aux) = reader.bytes(at, 16).and_then(|bytes| Aux::read(bytes, endian)) else {
            budget.cut();
            return;
        };
        needs.push(RawNeed {
            library: entry.file,
            version: aux.name,
            weak: aux.flags & VER_FLG_WEAK != 0,
            index: aux.other,
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
    endian: Endian,
    budget: &mut Budget,
) -> Vec<RawDefinition> {
    const VER_FLG_BASE: u16 = 1;
    let mut definitions = Vec::new();
    let mut at = place;
    for _ in 0..count {
        let entry = || {
            let bytes = reader.bytes(at, 20)?;
            let flags = bytes.pread_with::<u16>(2, endian).ok()?;
            let index = bytes.pread_with::<u16>(4, endian).ok()?;
            let aux = u64::from(bytes.pread_with::<u32>(12, endian).ok()?);
            let next = u64::from(bytes.pread_with::<u32>(16, endian).ok()?);
            let name = reader.bytes(at.checked_add(aux)?, 4)?.pread_with::<u32>(0, endian).ok()?;
            Some((flags, next, RawDefinition { index, name: u64::from(name) }))
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
    fn read(bytes: &[u8], endian: Endian) -> Option<Self> {
        Some(Entry {
            count: bytes.pread_with(2, endian).ok()?,
            file: u64::from(bytes.pread_with::<u32>(4, endian).ok()?),
            aux: u64::from(bytes.pread_with::<u32>(8, endian).ok()?),
            next: u64::from(bytes.pread_with::<u32>(12, endian).ok()?),
        })
    }
}

/// `Elfxx_Vernaux`.
struct Aux {
    flags: u16,
    other: u16,
    name: u64,
    next: u64,
}

impl Aux {
    fn read(bytes: &[u8], endian: Endian) -> Option<Self> {
        Some(Aux {
            flags: bytes.pread_with(4, endian).ok()?,
            other: bytes.pread_with(6, endian).ok()?,
            name: u64::from(bytes.pread_with::<u32>(8, endian).ok()?),
            next: u64::from(bytes.pread_with::<u32>(12, endian).ok()?),
        })
    }
}
