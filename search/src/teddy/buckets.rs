//! Which window goes into which of eight buckets. A lane sees for each byte only whether some window of a
//! bucket has its lower half there, and some its upper half, so windows that are alike belong together: then
//! a bucket lights up where one of its windows stands, and hardly elsewhere.

use super::WIDTH;
use crate::commonness::COMMONNESS;
use crate::window::{Window, commonness, windows};

const BUCKETS: usize = 8;
/// Windows of a string that are tried, the rarest first.
const TRIED: usize = 6;

/// For each byte of a window, by its lower and by its upper half, a bit for each bucket.
pub(super) type Masks = [[[u8; 16]; 2]; WIDTH];

/// What a bucket holds: for each byte of a window the halves that occur, and how many places that lets pass.
#[derive(Clone, Copy)]
struct Bucket {
    bytes: [Halves; WIDTH],
    passing: f32,
}

#[derive(Clone, Copy)]
struct Halves {
    low: u16,
    high: u16,
    passing: f32,
}

impl Halves {
    const NONE: Halves = Halves { low: 0, high: 0, passing: 0.0 };

    fn with(self, byte: u8) -> Self {
        let (low, high) = (self.low | 1 << (byte & 0x0f), self.high | 1 << (byte >> 4));
        if (low, high) == (self.low, self.high) {
            return self;
        }
        let has = |halves: u16, half: usize| halves >> half & 1 == 1;
        let rows = COMMONNESS.chunks_exact(16).enumerate().filter(|(half, _)| has(high, *half));
        let bytes = rows.flat_map(|(upper, row)| (0..row.len()).map(move |lower| (upper << 4 | lower) as u8));
        let passing = bytes.filter(|byte| has(low, usize::from(byte & 0x0f))).map(commonness).sum();
        Halves { low, high, passing }
    }
}

impl Bucket {
    const EMPTY: Bucket = Bucket { bytes: [Halves::NONE; WIDTH], passing: 0.0 };

    fn with(&self, window: &Window<WIDTH>) -> Self {
        let mut bytes = self.bytes;
        for (halves, byte) in bytes.iter_mut().zip(window.bytes) {
            *halves = halves.with(byte);
        }
        Bucket { bytes, passing: bytes.iter().map(|halves| halves.passing).product() }
    }
}

/// A window for each string that is long enough, and the masks by which they are found.
pub(super) fn choose(strings: &[&[u8]]) -> (Vec<Option<Window<WIDTH>>>, Masks) {
    let mut buckets = [Bucket::EMPTY; BUCKETS];
    let choice = strings.iter().map(|string| {
        let mut candidates: Vec<Window<WIDTH>> = windows(string).collect();
        candidates.sort_by(|one, other| one.expected().total_cmp(&other.expected()));
        let mut best: Option<(f32, usize, Bucket, Window<WIDTH>)> = None;
        for window in candidates.into_iter().take(TRIED) {
            for (place, bucket) in buckets.iter().enumerate() {
                let grown = bucket.with(&window);
                let cost = grown.passing - bucket.passing;
                if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, place, grown, window));
                }
            }
        }
        best.map(|(_, place, grown, window)| {
            buckets[place] = grown;
            window
        })
    });
    let chosen = choice.collect();
    (chosen, masks(&buckets))
}

fn masks(buckets: &[Bucket; BUCKETS]) -> Masks {
    let mut masks = [[[0; 16]; 2]; WIDTH];
    for (place, bucket) in buckets.iter().enumerate() {
        for (tables, halves) in masks.iter_mut().zip(&bucket.bytes) {
            for (table, set) in tables.iter_mut().zip([halves.low, halves.high]) {
                for (half, bits) in table.iter_mut().enumerate() {
                    *bits |= ((set >> half & 1) as u8) << place;
                }
            }
        }
    }
    masks
}
