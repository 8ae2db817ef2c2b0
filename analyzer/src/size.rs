//! Where the bytes of the file go, and which of them the running program never sees.

use goblin::elf::section_header::SHT_SYMTAB;

use crate::elf::Elf;
use crate::elf::section::Section;

/// What `strip --strip-all` takes: the symbol table with its strings, and what is there for debuggers
/// (strip(1)). `None` without a section table.
pub fn strippable(elf: &Elf) -> Option<u64> {
    if elf.sections.is_empty() {
        return None;
    }
    let symbols = elf.sections.iter().filter(|section| section.kind == SHT_SYMTAB);
    let strings = symbols
        .clone()
        .filter_map(|table| elf.sections.get(usize::try_from(table.link).unwrap_or(usize::MAX)));
    let is_for_debuggers = |section: &&Section| {
        let name = section.name.as_bytes();
        !section.mapped && (name.starts_with(b".debug_") || name.starts_with(b".zdebug_"))
    };
    let debug = elf.sections.iter().filter(is_for_debuggers);
    Some(symbols.chain(strings).chain(debug).fold(0, |sum: u64, section| sum.saturating_add(section.size)))
}
