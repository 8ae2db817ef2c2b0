//! Go's build information: the version of the toolchain, and the module, its dependencies and the settings
//! it was built with (Go's `debug/buildinfo`). It lies in `.go.buildinfo`, or where the first writable
//! segment begins.

use std::ops::Range;

use goblin::container::Endian;
use goblin::elf::section_header::{SHF_ALLOC, SHF_WRITE, SHT_PROGBITS};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::section::{self, Sections};
use crate::elf::segment::Segments;
use crate::elf::structs::number_at;
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// What the linker wrote, as it stands there; `toolchain` reads it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BuildInfo {
    pub place: u64,
    /// `go1.26.4`.
    pub version: Untrusted,
    /// Lines of `path`, `mod`, `dep` and `build`; empty when it was built without modules.
    pub modules: Untrusted,
}

const MAGIC: &[u8] = b"\xff Go buildinf:";
/// The header's size; since Go 1.18 the two texts follow it.
const HEADER: u64 = 32;
const INLINE: u8 = 2;
/// Of the list of modules this much is read. The longest of the programs measured has 31 kB.
const LIMIT: u64 = 48 * 1024;

/// What is read before the lengths of the texts are known: enough for most programs.
pub(super) const FIRST: u64 = HEADER + LIMIT;

/// Before Go 1.18 the header holds pointers to two string variables, which are short, so the linker sorts them to
/// the beginning of `.data`. In the programs measured they lie within 7 kB.
const VARIABLES: u64 = 16 * 1024;
/// An address and a length.
const VARIABLE: u64 = 16;

/// What to read for the build information before its header is seen.
pub(super) fn ranges(reader: &Reader<'_>, sections: &Sections, segments: &Segments) -> Vec<Range<u64>> {
    if let Some((section, data)) =
        sections.named(reader, b".go.buildinfo\0").zip(sections.named(reader, b".data\0"))
    {
        return with_texts(section, data);
    }
    // Go's own linker puts the names far from the table: then by what it writes, which is data in this order.
    let mut data = sections.headers().iter().filter(|header| {
        header.sh_type == SHT_PROGBITS && header.sh_flags == u64::from(SHF_WRITE | SHF_ALLOC)
    });
    if let (Some(first), Some(last)) = (data.next(), data.next_back()) {
        return with_texts(section::range(first), section::range(last));
    }
    let mut ranges = Vec::new();
    ranges.extend(segments.first_writable().map(|place| place..place.saturating_add(FIRST)));
    ranges
}

fn with_texts(section: Range<u64>, data: Range<u64>) -> Vec<Range<u64>> {
    if section.end.saturating_sub(section.start) > HEADER {
        let texts = section.start..section.start.saturating_add(FIRST);
        return vec![texts];
    }
    // Nothing follows the header, so it holds pointers.
    vec![section, data.start..data.end.min(data.start.saturating_add(VARIABLES))]
}

/// Where it may lie.
pub(super) fn place(reader: &Reader<'_>, sections: &Sections, segments: &Segments) -> Option<u64> {
    let section = sections.named(reader, b".go.buildinfo\0").map(|found| found.start);
    section.or_else(|| segments.first_writable())
}

/// What the header of Go 1.17 or older points to, as far as that is known and not at hand: its two variables, and
/// then the texts that these point to.
pub(super) fn pointed_at(reader: &Reader<'_>, sections: &Sections, segments: &Segments) -> Vec<Range<u64>> {
    let mut ranges = Vec::new();
    if let Some(pointers) = place(reader, sections, segments).and_then(|at| Pointers::read(reader, at)) {
        for pointer in pointers.addresses {
            let variable = segments.offset_of(pointer).map(|start| start..start.saturating_add(VARIABLE));
            let text = pointers.text(reader, pointer, segments);
            ranges.extend(text.or(variable).filter(|range| !reader.has(range)));
        }
    }
    ranges
}

/// Needs what [`ranges`] and [`pointed_at`] say.
pub(super) fn read(
    reader: &Reader<'_>,
    place: u64,
    segments: &Segments,
    budget: &mut Budget,
) -> Option<BuildInfo> {
    let (version, modules) = match Pointers::read(reader, place) {
        Some(pointers) => {
            let [version, modules] = pointers.addresses.map(|pointer| {
                let span = pointers.text(reader, pointer, segments)?;
                reader.bytes(span.start, span.end.saturating_sub(span.start)).map(<[u8]>::to_vec)
            });
            (version?, modules.unwrap_or_default())
        }
        None => {
            let flags = *reader.bytes(place, HEADER)?.strip_prefix(MAGIC)?.get(1)?;
            let texts = place.checked_add(HEADER).filter(|_| flags & INLINE != 0)?;
            let bytes = reader.available(texts, usize::try_from(LIMIT).ok()?);
            let (version, rest) = text(bytes)?;
            (version.to_vec(), text(rest).map(|(modules, _)| modules.to_vec()).unwrap_or_default())
        }
    };
    let modules = bare(&modules);
    let kept = version.len() <= 256 && budget.keep(version.len()) && budget.keep(modules.len());
    kept.then(|| BuildInfo { place, version: Untrusted::new(&version), modules: Untrusted::new(modules) })
}

/// The header before Go 1.18: the addresses of `runtime.buildVersion` and of the list of modules, two strings.
struct Pointers {
    addresses: [u64; 2],
    size: u64,
    endian: Endian,
}

impl Pointers {
    fn read(reader: &Reader<'_>, place: u64) -> Option<Self> {
        let rest = reader.bytes(place, HEADER)?.strip_prefix(MAGIC)?;
        let (size, flags) = (u64::from(*rest.first()?), *rest.get(1)?);
        if flags & INLINE != 0 {
            return None;
        }
        let size = if size == 8 { 8 } else { 4 };
        let endian = if flags & 1 == 0 { Endian::Little } else { Endian::Big };
        let first = place.checked_add(16)?;
        let at = |place: u64| number_at(reader, place, size, endian);
        Some(Pointers { addresses: [at(first)?, at(first.checked_add(size)?)?], size, endian })
    }

    /// Where the text of a string lies, if the variable is at hand: an address and a length.
    fn text(&self, reader: &Reader<'_>, variable: u64, segments: &Segments) -> Option<Range<u64>> {
        let start = segments.offset_of(variable)?;
        let at = |place: u64| number_at(reader, place, self.size, self.endian);
        let data = segments.offset_of(at(start)?)?;
        let length = at(start.checked_add(self.size)?)?.min(LIMIT);
        Some(data..data.saturating_add(length))
    }
}

/// A length as a varint, and so many bytes; as many as were read when they are cut.
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut length: u64 = 0;
    for (place, byte) in bytes.iter().enumerate().take(9) {
        let shift = u32::try_from(place).ok()?.checked_mul(7)?;
        length |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            let rest = bytes.get(place.checked_add(1)?..)?;
            let length = usize::try_from(length).ok()?.min(rest.len());
            return rest.split_at_checked(length);
        }
    }
    None
}

/// The list stands between two marks of 16 bytes.
fn bare(modules: &[u8]) -> &[u8] {
    let end = modules.len().saturating_sub(16);
    match modules.get(16..end) {
        Some(inner) if inner.last() == Some(&b'\n') => inner,
        // Cut short: the first mark is there, the last is not.
        _ => modules.get(16..).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_length_and_bytes() {
        assert_eq!(text(b"\x03abcd"), Some((&b"abc"[..], &b"d"[..])));
        let long = [&[0x80, 0x01][..], &[b'x'; 200]].concat();
        assert_eq!(text(&long).map(|(text, rest)| (text.len(), rest.len())), Some((128, 72)));
        assert_eq!(text(&[0xff; 12]), None);
        assert_eq!(text(b"\x09ab"), Some((&b"ab"[..], &b""[..])));
    }
}
