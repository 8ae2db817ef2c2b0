//! The `object` crate reads the same tables by another road (section headers, its own parser). Both must
//! say the same of every sample.

use std::collections::BTreeSet;

use object::elf::{DT_NEEDED, FileHeader32, FileHeader64, PT_INTERP};
use object::read::elf::{FileHeader, ProgramHeader, SectionHeader as _};
use object::{Endianness, FileKind};

use crate::samples::samples;

#[derive(Debug, Default, PartialEq)]
struct Linkage {
    interpreter: Option<String>,
    needed: Vec<String>,
    versions: BTreeSet<(String, String)>,
}

#[test]
fn the_object_crate_reads_the_same_linkage() {
    let mut compared = 0;
    for (name, bytes) in samples() {
        let expected = match FileKind::parse(&*bytes) {
            Ok(FileKind::Elf64) => by_object::<FileHeader64<Endianness>>(&bytes),
            Ok(FileKind::Elf32) => by_object::<FileHeader32<Endianness>>(&bytes),
            _ => continue,
        };
        let elf = crate::answer(&bytes).expect("a sample").report.elf.expect("an ELF file");
        let found = Linkage {
            interpreter: elf.interpreter,
            needed: elf.needed,
            versions: elf.versions.into_iter().map(|need| (need.library, need.version)).collect(),
        };
        assert_eq!(found, expected.expect("object reads it"), "{name}");
        compared += 1;
    }
    assert!(compared >= 10, "only {compared} samples are ELF files");
}

fn by_object<H: FileHeader<Endian = Endianness>>(bytes: &[u8]) -> object::Result<Linkage> {
    let header = H::parse(bytes)?;
    let endian = header.endian()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end_matches('\0').to_owned();
    let mut linkage = Linkage::default();
    for segment in header.program_headers(endian, bytes)? {
        if segment.p_type(endian) == PT_INTERP {
            linkage.interpreter = segment.interpreter(endian, bytes)?.map(text);
        }
    }
    let sections = header.sections(endian, bytes)?;
    for section in sections.iter() {
        let Some((entries, strings)) = section.dynamic(endian, bytes)? else { continue };
        let strings = sections.strings(endian, bytes, strings)?;
        use object::read::elf::Dyn;
        for entry in entries {
            if entry.tag32(endian) == Some(DT_NEEDED) {
                linkage.needed.push(text(entry.string(endian, strings)?));
            }
        }
    }
    for section in sections.iter() {
        let Some((mut needs, strings)) = section.gnu_verneed(endian, bytes)? else { continue };
        let strings = sections.strings(endian, bytes, strings)?;
        while let Some((need, mut versions)) = needs.next()? {
            let library = text(need.file(endian, strings)?);
            while let Some(version) = versions.next()? {
                linkage.versions.insert((library.clone(), text(version.name(endian, strings)?)));
            }
        }
    }
    Ok(linkage)
}
