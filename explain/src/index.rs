//! Which patterns can begin to match where. Of each pattern four bytes of its longest fixed text are its anchor; one
//! look at a table for each place of the text says whether an anchor stands there.

use crate::pattern::Pattern;

const BUCKETS: usize = 4096;

pub(crate) struct Index {
    /// By the hash of four bytes: the anchors with that hash.
    buckets: Vec<Vec<(u32, usize)>>,
}

impl Index {
    pub(crate) fn of(patterns: &[Pattern]) -> Self {
        let mut buckets = vec![Vec::new(); BUCKETS];
        for (which, pattern) in patterns.iter().enumerate() {
            let anchor = pattern.anchor();
            if let Some(bucket) = buckets.get_mut(hash(anchor)) {
                bucket.push((anchor, which));
            }
        }
        Index { buckets }
    }

    /// Places where an anchor stands, with the pattern it belongs to. `lower` is the line in small letters.
    pub(crate) fn places<'a>(&'a self, lower: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
        lower.windows(4).enumerate().flat_map(|(place, window)| {
            let key = key(window);
            let bucket = self.buckets.get(hash(key)).map(Vec::as_slice).unwrap_or_default();
            bucket.iter().filter(move |(anchor, _)| *anchor == key).map(move |(_, which)| (place, *which))
        })
    }
}

pub(crate) fn key(four: &[u8]) -> u32 {
    four.iter().take(4).fold(0, |key, byte| key << 8 | u32::from(*byte))
}

fn hash(key: u32) -> usize {
    // Fibonacci hashing: the upper twelve bits of a multiplication by 2^32 over the golden ratio.
    usize::try_from(key.wrapping_mul(0x9E37_79B1) >> 20).unwrap_or_default() % BUCKETS
}
