//! Notes: the build id, the mark that Go leaves, and the x86-64 level a program says it needs (System V
//! ABI for x86-64, "Program Property").

use goblin::container::Endian;
use goblin::elf::program_header::ProgramHeader;
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::elf::structs::number;
use crate::reader::Reader;

/// A note segment is read this far.
pub const SEGMENT_LIMIT: u64 = 16 * 1024;

const NT_GNU_BUILD_ID: u32 = 3;
const NT_GNU_PROPERTY_TYPE_0: u32 = 5;
const NT_GO_BUILD_ID: u32 = 4;
const GNU_PROPERTY_X86_ISA_1_NEEDED: u32 = 0xc000_8002;
const GNU_PROPERTY_X86_FEATURE_1_AND: u32 = 0xc000_0002;
const GNU_PROPERTY_AARCH64_FEATURE_1_AND: u32 = 0xc000_0000;

/// What the notes say.
#[derive(Debug, Default)]
pub struct Notes {
    pub build_id: Option<Vec<u8>>,
    /// Written by the Go linker, and kept by `-s -w` and `strip`.
    pub go: bool,
    pub cpu_level: Option<CpuLevel>,
    /// The bits of the `FEATURE_1_AND` property: what every object of the program agreed to.
    pub control_flow: u32,
}

/// The micro-architecture levels of the x86-64 ABI above the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CpuLevel {
    V2,
    V3,
    V4,
}

impl CpuLevel {
    pub fn name(self) -> &'static str {
        match self {
            CpuLevel::V2 => "x86-64-v2",
            CpuLevel::V3 => "x86-64-v3",
            CpuLevel::V4 => "x86-64-v4",
        }
    }

    fn from_bits(bits: u32) -> Option<Self> {
        [(8, CpuLevel::V4), (4, CpuLevel::V3), (2, CpuLevel::V2)]
            .into_iter()
            .find_map(|(bit, level)| (bits & bit != 0).then_some(level))
    }
}

impl Notes {
    pub fn read_segment(
        &mut self,
        reader: &Reader<'_>,
        header: &ProgramHeader,
        endian: Endian,
        budget: &mut Budget,
    ) {
        let length = usize::try_from(header.p_filesz.min(SEGMENT_LIMIT)).unwrap_or(0);
        let mut bytes = reader.available(header.p_offset, length);
        // Entries are padded to the alignment of their segment, 4 or 8.
        let align = if header.p_align == 8 { 8 } else { 4 };
        while let Some((note, rest)) = Note::split(bytes, align, endian).filter(|_| budget.step()) {
            self.take(&note, endian, align);
            bytes = rest;
        }
    }

    fn take(&mut self, note: &Note<'_>, endian: Endian, align: usize) {
        match (note.owner, note.kind) {
            (b"GNU\0", NT_GNU_BUILD_ID) if note.payload.len() <= 64 => {
                self.build_id = Some(note.payload.to_vec());
            }
            (b"GNU\0", NT_GNU_PROPERTY_TYPE_0) => self.take_properties(note.payload, endian, align),
            (b"Go\0\0", NT_GO_BUILD_ID) => self.go = true,
            _ => {}
        }
    }

    fn take_properties(&mut self, mut bytes: &[u8], endian: Endian, align: usize) {
        while let (Some(kind), Some(size)) = (word(bytes, 0, endian), word(bytes, 4, endian)) {
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let payload = bytes.get(8..).unwrap_or_default();
            if matches!(kind, GNU_PROPERTY_X86_FEATURE_1_AND | GNU_PROPERTY_AARCH64_FEATURE_1_AND)
                && size == 4
            {
                self.control_flow |= word(payload, 0, endian).unwrap_or(0);
            }
            if kind == GNU_PROPERTY_X86_ISA_1_NEEDED && size == 4 {
                let bits = word(payload, 0, endian).unwrap_or(0);
                self.cpu_level = self.cpu_level.max(CpuLevel::from_bits(bits));
            }
            let Some(rest) = padded(size, align).and_then(|size| payload.get(size..)) else { return };
            bytes = rest;
        }
    }
}

struct Note<'b> {
    owner: &'b [u8],
    kind: u32,
    payload: &'b [u8],
}

impl<'b> Note<'b> {
    fn split(bytes: &'b [u8], align: usize, endian: Endian) -> Option<(Note<'b>, &'b [u8])> {
        let word = |at| word(bytes, at, endian);
        let owner_size = usize::try_from(word(0)?).ok()?;
        let payload_size = usize::try_from(word(4)?).ok()?;
        let kind = word(8)?;
        let body = bytes.get(12..)?;
        let owner = body.get(..owner_size)?;
        // The header is 12 bytes long, so the payload's alignment counts from there.
        let start = padded(owner_size.checked_add(12)?, align)?.checked_sub(12)?;
        let payload = body.get(start..)?.get(..payload_size)?;
        let rest =
            body.get(padded(start.checked_add(payload_size)?.checked_add(12)?, align)?.checked_sub(12)?..);
        Some((Note { owner, kind, payload }, rest.unwrap_or_default()))
    }
}

fn word(bytes: &[u8], at: usize, endian: Endian) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    u32::try_from(number(bytes, endian)).ok()
}

fn padded(size: usize, align: usize) -> Option<usize> {
    size.checked_next_multiple_of(align)
}
