//! Which window of a string is looked for, and in which bucket of a Teddy it goes. A Teddy sees for each byte
//! only whether some window of a bucket has its lower half there, and some its upper half, so windows that
//! are alike belong together: then a bucket lights up where one of its windows stands, and hardly elsewhere.

use std::collections::HashMap;

use crate::SHORTEST;
use crate::commonness::COMMONNESS;
use crate::window::{Window, commonness, windows};

/// Windows of a string that are tried, the rarest first.
const TRIED: usize = 4;

/// The window that stands for a string.
#[derive(Clone, Copy)]
pub(crate) struct Choice<const N: usize> {
    pub window: Window<N>,
    pub bucket: usize,
}

/// What a bucket holds: for each byte of a window the halves that occur, and the share of places that lets pass.
#[derive(Clone, Copy)]
struct Bucket<const N: usize> {
    bytes: [Halves; N],
    passing: f32,
    windows: usize,
}

#[derive(Clone, Copy)]
struct Halves {
    low: u16,
    high: u16,
    passing: f32,
}

/// A choice for each string that is long enough. No bucket gets more than `room` different windows, as long as
/// one has room.
pub(crate) fn choose<const N: usize, const BUCKETS: usize>(
    strings: &[&[u8]],
    room: usize,
) -> Vec<Option<Choice<N>>> {
    let mut buckets = [Bucket::<N>::EMPTY; BUCKETS];
    let mut known: HashMap<[u8; N], usize> = HashMap::new();
    let choice = strings.iter().map(|string| {
        let is_long_enough = string.len() >= SHORTEST;
        let mut candidates: Vec<Window<N>> = windows(string).filter(|_| is_long_enough).collect();
        candidates.sort_by(|one, other| one.expected().total_cmp(&other.expected()));
        candidates.truncate(TRIED);
        let shared = candidates.iter().find_map(|window| Some((*window, *known.get(&window.bytes)?)));
        if let Some((window, bucket)) = shared {
            return Some(Choice { window, bucket });
        }
        let mut best: Option<(f32, Bucket<N>, Choice<N>)> = None;
        for window in candidates {
            for (place, bucket) in buckets.iter().enumerate().filter(|(_, bucket)| bucket.windows < room) {
                let grown = bucket.with(&window);
                let cost = grown.passing - bucket.passing + window.expected();
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, grown, Choice { window, bucket: place }));
                }
            }
        }
        best.map(|(_, grown, choice)| {
            buckets[choice.bucket] = grown;
            known.insert(choice.window.bytes, choice.bucket);
            choice
        })
    });
    choice.collect()
}

impl<const N: usize> Bucket<N> {
    const EMPTY: Self = Bucket { bytes: [Halves::NONE; N], passing: 0.0, windows: 0 };

    fn with(&self, window: &Window<N>) -> Self {
        let mut bytes = self.bytes;
        for (halves, byte) in bytes.iter_mut().zip(window.bytes) {
            *halves = halves.with(byte);
        }
        let passing = bytes.iter().map(|halves| halves.passing).product();
        Bucket { bytes, passing, windows: self.windows + 1 }
    }
}

impl Halves {
    const NONE: Halves = Halves { low: 0, high: 0, passing: 0.0 };

    fn with(self, byte: u8) -> Self {
        let (low, high) = (self.low | 1 << (byte & 0x0f), self.high | 1 << (byte >> 4));
        if (low, high) == (self.low, self.high) {
            return self;
        }
        let mut passing = 0.0;
        for (row, upper) in COMMONNESS.chunks_exact(16).zip(0..).filter(|(_, upper)| high >> upper & 1 == 1) {
            for lower in (0..row.len() as u8).filter(|lower| low >> lower & 1 == 1) {
                passing += commonness(upper << 4 | lower);
            }
        }
        Halves { low, high, passing }
    }
}
