//! A shared library read by its section headers, with the `object` crate.
//!
//! The analyzer reads the same facts by program headers with another library; Debian's libraries keep both,
//! so each way of reading checks the other.

use object::read::elf::{ElfFile64, FileHeader, SectionTable};
use object::{Endianness, Object, ObjectSymbol, elf};

use crate::facts::VersionNeed;
use crate::package::Arch;

/// What the loader wants to know of a library, without its place on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Library {
    pub(crate) soname: Option<String>,
    pub(crate) needed: Vec<String>,
    pub(crate) defines: Vec<String>,
    pub(crate) requires: Vec<VersionNeed>,
}

/// Reads a 64-bit shared object of this architecture; anything else is nothing the loader would take.
pub(crate) fn read(bytes: &[u8], arch: Arch) -> Option<Library> {
    let file = ElfFile64::<Endianness>::parse(bytes).ok()?;
    let endian = file.endian();
    let header = file.elf_header();
    let machine = match arch {
        Arch::Amd64 => elf::EM_X86_64,
        Arch::Arm64 => elf::EM_AARCH64,
    };
    if header.e_type(endian) != elf::ET_DYN || header.e_machine(endian) != machine {
        return None;
    }
    let mut library = Library::default();
    let dynamic = file.elf_dynamic_table().ok()?;
    for entry in dynamic.iter() {
        let text = || dynamic.string(entry).ok().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        match entry.tag {
            elf::DT_SONAME => library.soname = text(),
            elf::DT_NEEDED => library.needed.extend(text()),
            _ => {}
        }
    }
    library.defines = defines(file.elf_section_table(), endian, bytes).unwrap_or_default();
    library.requires = requires(file.elf_section_table(), endian, bytes).unwrap_or_default();
    Some(library)
}

/// The names by which a library's symbols are found without a version, sorted.
///
/// Of a symbol with versions that is the default one, or one that was there before there were others: those of the
/// second version at the most are found though they are hidden (glibc `elf/dl-lookup.c`, `check_match`). `bare` leaves
/// out the symbols that have a version.
pub(crate) fn exports(bytes: &[u8], bare: bool) -> Option<Vec<String>> {
    let file = ElfFile64::<Endianness>::parse(bytes).ok()?;
    let versions = file.elf_section_table().versions(file.endian(), bytes).ok()?;
    let is_found = |index| {
        let version = versions.as_ref().map(|table| table.version_index(file.endian(), index));
        version.is_none_or(|version| match bare {
            true => version.index().0 <= 1,
            false => !version.is_hidden() || version.index().0 <= 2,
        })
    };
    let mut names = Vec::new();
    for symbol in file.dynamic_symbols().filter(|symbol| symbol.is_global() && !symbol.is_undefined()) {
        // A version's own name stands among the symbols too, with no address.
        let is_mark = symbol.section_index().is_none() && symbol.address() == 0;
        if is_found(symbol.index()) && !is_mark {
            names.push(symbol.name().ok()?.to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Some(names)
}

type Sections<'a> = SectionTable<'a, elf::FileHeader64<Endianness>>;

fn defines(sections: &Sections<'_>, endian: Endianness, bytes: &[u8]) -> object::Result<Vec<String>> {
    let mut names = Vec::new();
    let Some((mut definitions, link)) = sections.gnu_verdef(endian, bytes)? else { return Ok(names) };
    let strings = sections.strings(endian, bytes, link)?;
    while let Some((definition, mut parts)) = definitions.next()? {
        let base = definition.vd_flags.get(endian).contains(elf::VER_FLG_BASE);
        // The first part is the name; the others are the versions it comes after.
        if let (false, Some(part)) = (base, parts.next()?) {
            names.push(String::from_utf8_lossy(part.name(endian, strings)?).into_owned());
        }
    }
    Ok(names)
}

fn requires(sections: &Sections<'_>, endian: Endianness, bytes: &[u8]) -> object::Result<Vec<VersionNeed>> {
    let mut needs = Vec::new();
    let Some((mut libraries, link)) = sections.gnu_verneed(endian, bytes)? else { return Ok(needs) };
    let strings = sections.strings(endian, bytes, link)?;
    while let Some((library, mut parts)) = libraries.next()? {
        let mut versions = Vec::new();
        while let Some(part) = parts.next()? {
            versions.push(String::from_utf8_lossy(part.name(endian, strings)?).into_owned());
        }
        let library = String::from_utf8_lossy(library.file(endian, strings)?).into_owned();
        needs.push(VersionNeed { library, versions });
    }
    Ok(needs)
}
