//! Teddy, by Geoffrey Langdale for Hyperscan: sixteen places of a text are held against all windows at once.
//! For each of three neighbouring bytes two table look-ups, by its lower and its upper half, give the buckets
//! that may have it there; a place at which some bucket is left after all three is looked at one by one.

mod lanes;

use crate::buckets::{Choice, choose};
use lanes::Lanes;

/// Bytes of a window.
const WIDTH: usize = 3;
/// Places that are looked at in one step, and the bytes that takes.
const STEP: usize = 16;
const SPAN: usize = STEP + WIDTH - 1;
/// Steps between two branches.
const STRIDE: usize = 4 * STEP;
const BUCKETS: usize = 8;
const HASHES: usize = 256;

/// For each byte of a window, by its lower and by its upper half, a bit for each bucket.
type Masks = [[[u8; 16]; 2]; WIDTH];

pub(crate) struct Teddy {
    masks: Masks,
    /// Windows by their hash: those of hash `h` lie between `heads[h]` and `heads[h + 1]`.
    heads: Vec<usize>,
    windows: Vec<Owned>,
    strings: Vec<&'static [u8]>,
}

/// A window and the string it is of.
#[derive(Clone, Copy)]
struct Owned {
    bytes: [u8; WIDTH],
    string: usize,
    offset: usize,
}

impl Teddy {
    pub(crate) fn new(strings: &[&'static [u8]]) -> Self {
        let mut masks: Masks = Default::default();
        let mut windows = Vec::new();
        for (string, choice) in choose::<WIDTH, BUCKETS>(strings, strings.len()).into_iter().enumerate() {
            let Some(Choice { window, bucket }) = choice else { continue };
            for ([low, high], byte) in masks.iter_mut().zip(window.bytes) {
                low[usize::from(byte & 0x0f)] |= 1 << bucket;
                high[usize::from(byte >> 4)] |= 1 << bucket;
            }
            windows.push(Owned { bytes: window.bytes, string, offset: window.offset });
        }
        let mut by_hash = Vec::with_capacity(windows.len());
        let mut heads = vec![0];
        for wanted in 0..HASHES {
            by_hash.extend(windows.iter().filter(|window| hash(window.bytes) == wanted));
            heads.push(by_hash.len());
        }
        Teddy { masks, heads, windows: by_hash, strings: strings.to_vec() }
    }

    #[cfg_attr(target_family = "wasm", target_feature(enable = "simd128"))]
    pub(crate) fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
        let masks = self.masks.map(|[low, high]| [Lanes::of(low), Lanes::of(high)]);
        let mut rest = text;
        let mut at = 0;
        while let Some(bytes) = rest.first_chunk::<{ STRIDE + WIDTH - 1 }>() {
            let first = passing(&masks, part(bytes, 0));
            let second = passing(&masks, part(bytes, STEP));
            let third = passing(&masks, part(bytes, 2 * STEP));
            let fourth = passing(&masks, part(bytes, 3 * STEP));
            if !first.or(second).or(third.or(fourth)).is_empty() {
                self.compare(text, at, first.occupied(), found);
                self.compare(text, at + STEP, second.occupied(), found);
                self.compare(text, at + 2 * STEP, third.occupied(), found);
                self.compare(text, at + 3 * STEP, fourth.occupied(), found);
            }
            at += STRIDE;
            rest = &rest[STRIDE..];
        }
        while rest.len() >= WIDTH {
            let mut padded = [0; SPAN];
            let length = rest.len().min(SPAN);
            padded[..length].copy_from_slice(&rest[..length]);
            self.compare(text, at, passing(&masks, &padded).occupied(), found);
            at += STEP;
            rest = rest.get(STEP..).unwrap_or_default();
        }
    }

    /// Looks at the places from `at` on whose bit is set.
    #[inline(never)]
    fn compare(&self, text: &[u8], at: usize, mut places: u32, found: &mut dyn FnMut(usize, usize)) {
        while places != 0 {
            let place = at + places.trailing_zeros() as usize;
            places &= places - 1;
            let Some(bytes) = text.get(place..).and_then(|rest| rest.first_chunk()) else { return };
            let hash = hash(*bytes);
            for window in &self.windows[self.heads[hash]..self.heads[hash + 1]] {
                let start = place.checked_sub(window.offset).filter(|_| window.bytes == *bytes);
                let start = start.filter(|start| text[*start..].starts_with(self.strings[window.string]));
                if let Some(start) = start {
                    found(window.string, start);
                }
            }
        }
    }
}

/// The buckets that may have a window at each of sixteen places.
#[inline]
#[cfg_attr(target_family = "wasm", target_feature(enable = "simd128"))]
fn passing(masks: &[[Lanes; 2]; WIDTH], bytes: &[u8; SPAN]) -> Lanes {
    let [first, second, third] = masks;
    let first = possible(first, part(bytes, 0));
    let second = possible(second, part(bytes, 1));
    let third = possible(third, part(bytes, 2));
    first.and(second).and(third)
}

/// The buckets that may have each byte at the place of these tables.
#[inline]
#[cfg_attr(target_family = "wasm", target_feature(enable = "simd128"))]
fn possible([low, high]: &[Lanes; 2], bytes: &[u8; 16]) -> Lanes {
    let lanes = Lanes::of(*bytes);
    lanes.low().look_up(*low).and(lanes.high().look_up(*high))
}

/// The bytes from a place on, which is a constant where this is called.
#[inline(always)]
fn part<const ALL: usize, const PART: usize>(bytes: &[u8; ALL], start: usize) -> &[u8; PART] {
    bytes[start..].first_chunk().expect("the caller's constants fit")
}

fn hash(bytes: [u8; WIDTH]) -> usize {
    let [first, second, third] = bytes.map(u32::from);
    // Fibonacci hashing: the upper bits of a product with the golden ratio.
    ((first | second << 8 | third << 16).wrapping_mul(0x9e37_79b1) >> 24) as usize
}
