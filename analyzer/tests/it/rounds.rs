//! How often a file is read, and how much of it. In a browser every round is a wait.

use std::ops::Range;

use analyzer::{Facts, SliceSource, Source, SourceError};

use crate::samples::samples;

/// Counts rounds: one call of either kind is one.
struct Counting<'b> {
    bytes: SliceSource<'b>,
    rounds: usize,
    read: u64,
}

impl Source for Counting<'_> {
    fn len(&self) -> u64 {
        self.bytes.len()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let count = self.bytes.read_at(offset, buffer)?;
        self.rounds += 1;
        self.read += count as u64;
        Ok(count)
    }

    fn read_ranges(&mut self, ranges: &[Range<u64>]) -> Result<Vec<Vec<u8>>, SourceError> {
        let read = self.bytes.read_ranges(ranges)?;
        self.rounds += 1;
        self.read += read.iter().map(|bytes| bytes.len() as u64).sum::<u64>();
        Ok(read)
    }
}

#[test]
fn a_sample_is_read_in_three_rounds_at_most_and_never_twice() {
    for (name, bytes) in samples() {
        let mut source = Counting { bytes: SliceSource(&bytes), rounds: 0, read: 0 };
        Facts::read(&mut source).expect("a sample can be read");
        assert!(source.rounds <= 3, "{name} takes {} rounds", source.rounds);
        assert!(source.read <= source.len().min(256 * 1024), "{name}: {} bytes are read", source.read);
    }
}
