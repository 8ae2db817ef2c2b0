//! Makes ELF files byte by byte, for cases that no linker would write.

/// A 64-bit little-endian file: the header, program headers at 64, and whatever is put behind them.
#[derive(Clone, Default)]
pub(crate) struct Made {
    headers: Vec<[u64; 8]>,
    body: Vec<u8>,
    pub object_type: u16,
    pub phnum: Option<u16>,
}

pub(crate) const PT_LOAD: u64 = 1;
pub(crate) const PT_DYNAMIC: u64 = 2;
pub(crate) const PT_INTERP: u64 = 3;
pub(crate) const PT_NOTE: u64 = 4;

/// Where the body begins; address and offset are the same in these files.
pub(crate) const BODY: u64 = 0x1000;

impl Made {
    pub(crate) fn new() -> Self {
        Made { object_type: 2, ..Made::default() }
    }

    /// Adds bytes to the body and says where they lie.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> u64 {
        while !self.body.len().is_multiple_of(16) {
            self.body.push(0);
        }
        let place = BODY + self.body.len() as u64;
        self.body.extend_from_slice(bytes);
        place
    }

    pub(crate) fn segment(&mut self, kind: u64, place: u64, size: u64) -> &mut Self {
        self.headers.push([kind, 7, place, place, place, size, size, 4]);
        self
    }

    pub(crate) fn interpreter(&mut self, bytes: &[u8]) -> &mut Self {
        let place = self.put(bytes);
        self.segment(PT_INTERP, place, bytes.len() as u64)
    }

    /// A dynamic section with these entries and a closing null.
    pub(crate) fn dynamic(&mut self, entries: &[(u64, u64)]) -> &mut Self {
        let mut bytes = Vec::new();
        for (tag, value) in entries.iter().chain(&[(0, 0)]) {
            bytes.extend_from_slice(&tag.to_le_bytes());
            bytes.extend_from_slice(&value.to_le_bytes());
        }
        let place = self.put(&bytes);
        self.segment(PT_DYNAMIC, place, bytes.len() as u64)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut headers = self.headers.clone();
        headers.push([
            PT_LOAD,
            7,
            0,
            0,
            0,
            BODY + self.body.len() as u64,
            BODY + self.body.len() as u64,
            4096,
        ]);
        let count = self.phnum.unwrap_or(headers.len() as u16);
        let mut bytes = b"\x7fELF\x02\x01\x01".to_vec();
        bytes.resize(16, 0);
        for half in [self.object_type, 62] {
            bytes.extend_from_slice(&half.to_le_bytes());
        }
        bytes.extend_from_slice(&1_u32.to_le_bytes());
        for wide in [BODY, 64, 0] {
            bytes.extend_from_slice(&u64::to_le_bytes(wide));
        }
        bytes.extend_from_slice(&0_u32.to_le_bytes());
        for half in [64_u16, 56, count, 64, 0, 0] {
            bytes.extend_from_slice(&half.to_le_bytes());
        }
        for [kind, flags, offset, address, physical, file, memory, align] in headers {
            bytes.extend_from_slice(&(kind as u32).to_le_bytes());
            bytes.extend_from_slice(&(flags as u32).to_le_bytes());
            for wide in [offset, address, physical, file, memory, align] {
                bytes.extend_from_slice(&wide.to_le_bytes());
            }
        }
        assert!(bytes.len() <= BODY as usize, "too many headers for this layout");
        bytes.resize(BODY as usize, 0);
        bytes.extend_from_slice(&self.body);
        bytes
    }
}
