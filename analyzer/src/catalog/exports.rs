//! By which names the symbols of a library are found without a version: `catalog/symbols/`, packed by `build.rs`
//! into sets of keys. What builds share is one set, so a library has one or a few.
//!
//! A set is the count of its keys and the bytes they take, two numbers of 16 bits, and the keys.

use super::key::{LOW_BITS, key};

const SETS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/symbols.bin"));

/// The exports of one library.
#[derive(Debug)]
pub struct Exports {
    sets: Vec<Set>,
    /// There are others, which nothing says.
    pub and_more: bool,
    /// There are others, and each has a version.
    pub beside_versions: bool,
}

#[derive(Debug)]
struct Set {
    count: u64,
    keys: Vec<u64>,
}

impl Exports {
    /// The sets of these places, as the catalog lists them for a library; `None` when it lists none. A `+` says
    /// that there is more, a `=` that the rest has versions.
    pub(super) fn of(places: &str) -> Option<Self> {
        let mut exports = Exports { sets: Vec::new(), and_more: false, beside_versions: false };
        for place in places.split_ascii_whitespace() {
            match place {
                "+" => exports.and_more = true,
                "=" => exports.beside_versions = true,
                place => exports.sets.push(Set::at(place.parse().ok()?)?),
            }
        }
        (!places.is_empty()).then_some(exports)
    }

    /// Whether the library exports the name. One name in 64 that it does not export passes for one that it does.
    pub fn has(&self, name: &[u8]) -> bool {
        self.sets.iter().any(|set| set.keys.binary_search(&key(name, set.count)).is_ok())
    }
}

impl Set {
    fn at(place: usize) -> Option<Self> {
        let mut rest = SETS;
        for _ in 0..place {
            let (_, bytes, after) = head(rest)?;
            rest = after.get(bytes..)?;
        }
        let (count, bytes, after) = head(rest)?;
        let keys = Bits { bytes: after.get(..bytes)?, at: 0 }.keys(count)?;
        Some(Set { count: u64::from(count), keys })
    }
}

/// The count, the length, and what follows.
fn head(bytes: &[u8]) -> Option<(u16, usize, &[u8])> {
    let (count, rest) = bytes.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    Some((u16::from_le_bytes(*count), usize::from(u16::from_le_bytes(*length)), rest))
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn keys(mut self, count: u16) -> Option<Vec<u64>> {
        let mut keys = Vec::new();
        let mut last = 0_u64;
        for _ in 0..count {
            let mut difference = 0_u64;
            while self.bit()? == 1 {
                difference = difference.checked_add(1)?;
            }
            for _ in 0..LOW_BITS {
                difference = difference.checked_mul(2)?.checked_add(self.bit()?)?;
            }
            last = last.checked_add(difference)?;
            keys.push(last);
        }
        Some(keys)
    }

    fn bit(&mut self) -> Option<u64> {
        let byte = self.bytes.get(self.at >> 3)?;
        let bit = byte >> (self.at & 7) & 1;
        self.at = self.at.checked_add(1)?;
        Some(u64::from(bit))
    }
}
