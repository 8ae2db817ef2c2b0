//! Program headers: what the kernel maps, and the only way from an address to a place in the file.
//! The kernel reads nothing else (gABI, "Program Header"; Linux `fs/binfmt_elf.c`).

use goblin::container::Ctx;
use goblin::elf::program_header::{PF_W, PF_X, PT_LOAD, ProgramHeader};
use serde::{Deserialize, Serialize};

use crate::elf::structs::{self, Fields};
use crate::reader::Reader;

/// Linux refuses a program header table longer than this (`load_elf_phdrs`).
pub const TABLE_LIMIT: u64 = 65_536;

/// The program headers of a file, as far as they could be read.
#[derive(Debug, Default)]
pub struct Segments(Vec<ProgramHeader>);

/// A part of the file that the kernel maps, for the picture of its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mapped {
    Code,
    ReadOnly,
    Writable,
}

impl Segments {
    pub fn read(reader: &Reader<'_>, offset: u64, entry_size: u64, count: u64, ctx: Ctx) -> Self {
        let mut headers = Vec::new();
        // The kernel takes no table with smaller entries, and here they would not be read whole.
        let count = if entry_size < u64::try_from(ProgramHeader::size(ctx)).unwrap_or(0) { 0 } else { count };
        for index in 0..count {
            let place = index.checked_mul(entry_size).and_then(|skip| offset.checked_add(skip));
            let fields = place.and_then(|place| Fields::at(reader, place, entry_size, ctx));
            let Some(fields) = fields else { break };
            headers.push(structs::program_header(fields, ctx));
        }
        Segments(headers)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The first header of a type: the kernel takes the first `PT_INTERP` and no other.
    pub fn first(&self, kind: u32) -> Option<&ProgramHeader> {
        self.all(kind).next()
    }

    pub fn all(&self, kind: u32) -> impl Iterator<Item = &ProgramHeader> {
        self.0.iter().filter(move |header| header.p_type == kind)
    }

    /// Where in the file the byte lies that the kernel maps at `address`.
    pub fn offset_of(&self, address: u64) -> Option<u64> {
        self.all(PT_LOAD).find_map(|load| {
            let inside = address.checked_sub(load.p_vaddr)?;
            (inside < load.p_filesz).then(|| load.p_offset.checked_add(inside))?
        })
    }

    /// Where the first writable segment begins.
    pub fn first_writable(&self) -> Option<u64> {
        self.all(PT_LOAD).find(|load| load.p_flags & PF_W != 0).map(|load| load.p_offset)
    }

    /// The end of the last mapped byte: a file shorter than this was cut off.
    pub fn file_end(&self) -> u64 {
        self.all(PT_LOAD).map(|load| load.p_offset.saturating_add(load.p_filesz)).max().unwrap_or(0)
    }

    /// The bytes of the file by how they are mapped.
    pub fn mapped(&self) -> Vec<(Mapped, u64)> {
        let mut sizes = vec![(Mapped::Code, 0_u64), (Mapped::ReadOnly, 0), (Mapped::Writable, 0)];
        for load in self.all(PT_LOAD) {
            let kind = match (load.p_flags & PF_X != 0, load.p_flags & PF_W != 0) {
                (true, _) => Mapped::Code,
                (false, true) => Mapped::Writable,
                (false, false) => Mapped::ReadOnly,
            };
            for (mapped, size) in &mut sizes {
                if *mapped == kind {
                    *size = size.saturating_add(load.p_filesz);
                }
            }
        }
        sizes.retain(|(_, size)| *size > 0);
        sizes
    }
}
