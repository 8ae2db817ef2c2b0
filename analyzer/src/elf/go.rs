//! Go's build information: the version of the toolchain, and the module, its dependencies and the settings
//! it was built with (Go's `debug/buildinfo`). It lies in `.go.buildinfo`, or where the first writable
//! segment begins.

use std::ops::Range;

use goblin::container::Endian;
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::section::Sections;
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

/// What to read for the build information before its header is seen.
pub(super) fn ranges(reader: &Reader<'_>, sections: &Sections, segments: &Segments) -> Vec<Range<u64>> {
    match sections.named(reader, b".go.buildinfo\0").zip(sections.named(reader, b".data\0")) {
        Some((section, data)) => with_texts(section, data),
        None => {
            let mut ranges = Vec::new();
            ranges.extend(place(reader, sections, segments).map(|place| place..place.saturating_add(FIRST)));
            ranges
        }
    }
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

/// Needs what [`ranges`] says; a program of Go 1.17 or older takes one round more, and two where its variables lie
/// elsewhere.
pub(super) fn read(
    reader: &mut Reader<'_>,
    place: u64,
    segments: &Segments,
    budget: &mut Budget,
) -> Option<BuildInfo> {
    let header = reader.bytes(place, HEADER)?;
    let rest = header.strip_prefix(MAGIC)?;
    let (pointer_size, flags) = (*rest.first()?, *rest.get(1)?);
    let (version, modules) = if flags & INLINE != 0 {
        let texts = place.checked_add(HEADER)?;
        let bytes = reader.available(texts, usize::try_from(LIMIT).ok()?);
        let (version, rest) = text(bytes)?;
        (version.to_vec(), text(rest).map(|(modules, _)| modules.to_vec()).unwrap_or_default())
    } else {
        let little = flags & 1 == 0;
        let wide = pointer_size == 8;
        let at = |reader: &Reader<'_>, place: u64| word(reader, place, wide, little);
        let size = u64::from(pointer_size);
        let pointers =
            [at(reader, place.checked_add(16)?)?, at(reader, place.checked_add(16)?.checked_add(size)?)?];
        let strings = pointers.map(|address| segments.offset_of(address));
        let mut round = Vec::new();
        for start in strings {
            round.extend(start.map(|start| start..start.saturating_add(16)));
        }
        reader.load(round).ok()?;
        let spans = strings.map(|start| {
            let start = start?;
            let data = segments.offset_of(at(reader, start)?)?;
            let length = at(reader, start.checked_add(size)?)?.min(LIMIT);
            Some(data..data.saturating_add(length))
        });
        let mut round = Vec::new();
        for span in &spans {
            round.extend(span.clone());
        }
        reader.load(round).ok()?;
        let take = |span: &Option<Range<u64>>| {
            let span = span.as_ref()?;
            reader.bytes(span.start, span.end.saturating_sub(span.start)).map(<[u8]>::to_vec)
        };
        let [version, modules] = spans;
        (take(&version)?, take(&modules).unwrap_or_default())
    };
    let modules = bare(&modules);
    let kept = version.len() <= 256 && budget.keep(version.len()) && budget.keep(modules.len());
    kept.then(|| BuildInfo { place, version: Untrusted::new(&version), modules: Untrusted::new(modules) })
}

fn word(reader: &Reader<'_>, place: u64, wide: bool, little: bool) -> Option<u64> {
    let endian = if little { Endian::Little } else { Endian::Big };
    number_at(reader, place, if wide { 8 } else { 4 }, endian)
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
