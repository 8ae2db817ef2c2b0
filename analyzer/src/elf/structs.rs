//! goblin's structs, filled by one path for both classes and both byte orders. goblin's own readers are a copy for
//! each, with sentences for their errors: they were a seventh of the worker, which is downloaded before a file can be
//! read. The test holds the two against each other.

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::dynamic::Dyn;
use goblin::elf::header::{Header, SIZEOF_IDENT};
use goblin::elf::program_header::ProgramHeader;
use goblin::elf::section_header::SectionHeader;
use goblin::elf::sym::Sym;

use crate::reader::Reader;

/// A struct of which the next field is at hand.
pub(super) struct Fields<'b> {
    bytes: &'b [u8],
    endian: Endian,
    address: usize,
}

impl<'b> Fields<'b> {
    pub(super) fn new(bytes: &'b [u8], ctx: Ctx) -> Self {
        let address = if ctx.container == Container::Big { 8 } else { 4 };
        Fields { bytes, endian: ctx.le, address }
    }

    /// The struct of this size at `place`, if all of it is there.
    pub(super) fn at(reader: &'b Reader<'_>, place: u64, size: u64, ctx: Ctx) -> Option<Self> {
        Some(Fields::new(reader.bytes(place, size)?, ctx))
    }

    pub(super) fn byte(&mut self) -> u8 {
        let [byte, ..] = self.next(1).to_le_bytes();
        byte
    }

    /// `Elf32_Half` and `Elf64_Half`.
    pub(super) fn half(&mut self) -> u16 {
        let [a, b, ..] = self.next(2).to_le_bytes();
        u16::from_le_bytes([a, b])
    }

    /// `Elf32_Word` and `Elf64_Word`.
    pub(super) fn word(&mut self) -> u32 {
        let [a, b, c, d, ..] = self.next(4).to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    /// What is as wide as an address: `Elf32_Addr` and `Elf64_Addr`, `Elf32_Word` and `Elf64_Xword`.
    pub(super) fn address(&mut self) -> u64 {
        self.next(self.address)
    }

    /// Nothing is left of a struct only behind its last field; what would come there is 0.
    fn next(&mut self, size: usize) -> u64 {
        let Some((field, rest)) = self.bytes.split_at_checked(size) else { return 0 };
        self.bytes = rest;
        number(field, self.endian)
    }
}

/// A number of up to 8 bytes.
pub(super) fn number(bytes: &[u8], endian: Endian) -> u64 {
    let step = |number: u64, byte: &u8| number << 8 | u64::from(*byte);
    match (endian, bytes) {
        // What most fields are, read at once.
        (Endian::Little, &[a, b]) => u64::from(u16::from_le_bytes([a, b])),
        (Endian::Little, &[a, b, c, d]) => u64::from(u32::from_le_bytes([a, b, c, d])),
        (Endian::Little, &[a, b, c, d, e, f, g, h]) => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        (Endian::Little, bytes) => bytes.iter().rev().fold(0, step),
        (Endian::Big, bytes) => bytes.iter().fold(0, step),
    }
}

/// The number of this size at `place`, if all of it is there.
pub(super) fn number_at(reader: &Reader<'_>, place: u64, size: u64, endian: Endian) -> Option<u64> {
    Some(number(reader.bytes(place, size)?, endian))
}

/// `Elfxx_Ehdr`, whose `e_ident` is looked at before.
pub(super) fn header(head: &[u8], ctx: Ctx) -> Header {
    let (ident, rest) = head.split_first_chunk::<SIZEOF_IDENT>().unwrap_or((&[0; SIZEOF_IDENT], &[]));
    let mut fields = Fields::new(rest, ctx);
    Header {
        e_ident: *ident,
        e_type: fields.half(),
        e_machine: fields.half(),
        e_version: fields.word(),
        e_entry: fields.address(),
        e_phoff: fields.address(),
        e_shoff: fields.address(),
        e_flags: fields.word(),
        e_ehsize: fields.half(),
        e_phentsize: fields.half(),
        e_phnum: fields.half(),
        e_shentsize: fields.half(),
        e_shnum: fields.half(),
        e_shstrndx: fields.half(),
    }
}

/// `Elfxx_Phdr`; the flags stand where each class has no gap.
pub(super) fn program_header(mut fields: Fields<'_>, ctx: Ctx) -> ProgramHeader {
    let is_wide = ctx.container == Container::Big;
    let mut header = ProgramHeader { p_type: fields.word(), ..ProgramHeader::default() };
    if is_wide {
        header.p_flags = fields.word();
    }
    header.p_offset = fields.address();
    header.p_vaddr = fields.address();
    header.p_paddr = fields.address();
    header.p_filesz = fields.address();
    header.p_memsz = fields.address();
    if !is_wide {
        header.p_flags = fields.word();
    }
    header.p_align = fields.address();
    header
}

/// `Elfxx_Shdr`.
pub(super) fn section_header(mut fields: Fields<'_>) -> SectionHeader {
    SectionHeader {
        sh_name: usize::try_from(fields.word()).unwrap_or(usize::MAX),
        sh_type: fields.word(),
        sh_flags: fields.address(),
        sh_addr: fields.address(),
        sh_offset: fields.address(),
        sh_size: fields.address(),
        sh_link: fields.word(),
        sh_info: fields.word(),
        sh_addralign: fields.address(),
        sh_entsize: fields.address(),
    }
}

/// `Elfxx_Dyn`.
pub(super) fn entry(mut fields: Fields<'_>) -> Dyn {
    Dyn { d_tag: fields.address(), d_val: fields.address() }
}

/// `Elfxx_Sym`; the small fields stand where each class has no gap.
pub(super) fn symbol(mut fields: Fields<'_>, ctx: Ctx) -> Sym {
    let is_wide = ctx.container == Container::Big;
    let st_name = usize::try_from(fields.word()).unwrap_or(usize::MAX);
    let mut symbol = Sym { st_name, ..Sym::default() };
    if !is_wide {
        symbol.st_value = fields.address();
        symbol.st_size = fields.address();
    }
    symbol.st_info = fields.byte();
    symbol.st_other = fields.byte();
    symbol.st_shndx = usize::from(fields.half());
    if is_wide {
        symbol.st_value = fields.address();
        symbol.st_size = fields.address();
    }
    symbol
}

#[cfg(test)]
mod tests {
    use super::*;
    use scroll::Pread;

    #[test]
    fn both_classes_and_orders_are_read_as_goblin_reads_them() {
        for (class, container) in [(1, Container::Little), (2, Container::Big)] {
            for (order, endian) in [(1, Endian::Little), (2, Endian::Big)] {
                let ctx = Ctx::new(container, endian);
                let mut bytes: Vec<u8> = (0x80..0xc0).collect();
                let fields = || Fields::new(&bytes, ctx);
                assert_eq!(program_header(fields(), ctx), bytes.pread_with(0, ctx).unwrap());
                assert_eq!(section_header(fields()), bytes.pread_with(0, ctx).unwrap());
                assert_eq!(entry(fields()), bytes.pread_with(0, ctx).unwrap());
                assert_eq!(symbol(fields(), ctx), bytes.pread_with(0, ctx).unwrap());
                bytes.splice(..6, [0x7f, b'E', b'L', b'F', class, order]);
                assert_eq!(header(&bytes, ctx), goblin::elf::Elf::parse_header(&bytes).unwrap());
            }
        }
    }
}
