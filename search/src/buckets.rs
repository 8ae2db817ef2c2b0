//! Which window of a string is looked for, and in which bucket of a Teddy it goes. A Teddy sees for each byte
//! only whether some window of a bucket has its lower half there, and some its upper half, so windows that
//! are alike belong together: then a bucket lights up where one of its windows stands, and hardly elsewhere.

use crate::SHORTEST;
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
    let mut known: Vec<Choice<N>> = Vec::new();
    let choice = strings.iter().map(|string| {
        let candidates = if string.len() < SHORTEST { Vec::new() } else { rarest(string) };
        let shared = candidates.iter().find_map(|window| {
            let other = known.iter().find(|other| other.window.bytes == window.bytes)?;
            Some(Choice { window: *window, bucket: other.bucket })
        });
        if shared.is_some() {
            return shared;
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
            known.push(choice);
            choice
        })
    });
    choice.collect()
}

/// The rarest windows of a string, the rarest first. With the library's sort and hash map the bundle for the browser
/// was two thirds larger.
fn rarest<const N: usize>(string: &[u8]) -> Vec<Window<N>> {
    let mut rarest: Vec<Window<N>> = Vec::with_capacity(TRIED + 1);
    for window in windows(string) {
        let place = rarest.partition_point(|known| known.expected() <= window.expected());
        rarest.insert(place, window);
        rarest.truncate(TRIED);
    }
    rarest
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

    fn with(mut self, byte: u8) -> Self {
        let (lower, upper) = (byte & 0x0f, byte >> 4);
        if self.low >> lower & 1 == 0 {
            self.passing += halves(self.high).map(|upper| commonness(upper << 4 | lower)).sum::<f32>();
            self.low |= 1 << lower;
        }
        if self.high >> upper & 1 == 0 {
            self.passing += halves(self.low).map(|lower| commonness(upper << 4 | lower)).sum::<f32>();
            self.high |= 1 << upper;
        }
        self
    }
}

/// The halves of a set.
fn halves(mut set: u16) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let half = set.trailing_zeros() as u8;
        set &= set.wrapping_sub(1);
        (half < 16).then_some(half)
    })
}
