//! Reads a source in few rounds. In a browser every read costs about the same however long it is, so a
//! round is one read of all its ranges, ranges that lie close together are joined, and what is at hand is not
//! read again.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::source::{Source, SourceError};

/// Ranges closer than this are joined: reading a gap of 16 KiB is cheaper than a second read.
pub(crate) const GAP: u64 = 16 * 1024;

/// What the first read takes: for most programs it holds the headers, notes and tables.
const HEAD: u64 = 64 * 1024;

/// Read with the head: linkers put the section table at the end, of about 3 kB, and its names before it.
const TAIL: u64 = 8 * 1024;

/// What a file may cost without need: a range that only spares a round is read if all of them stay below this.
const ALLOWANCE: u64 = 256 * 1024;

/// No file needs more than this. A hostile one that asks for more gets its tables cut, and says so.
const LIMIT: u64 = 4 * 1024 * 1024;

/// The parts of a file that have been read.
pub struct Reader<'s> {
    source: &'s mut dyn Source,
    windows: Vec<Window>,
    left: u64,
    /// The window that was asked last: tables are read entry by entry.
    latest: Cell<usize>,
}

struct Window {
    start: u64,
    bytes: Vec<u8>,
}

impl<'s> Reader<'s> {
    /// Reads the two ends of the file.
    pub fn open(source: &'s mut dyn Source) -> Result<Self, SourceError> {
        let mut reader = Reader { source, windows: Vec::new(), left: LIMIT, latest: Cell::new(0) };
        let end = reader.length();
        reader.load(vec![0..HEAD, end.saturating_sub(TAIL)..end])?;
        Ok(reader)
    }

    /// The length of the file in bytes.
    pub fn length(&self) -> u64 {
        self.source.len()
    }

    /// One round: makes the ranges available to [`Reader::bytes`]. What lies past the end of the file,
    /// or past the limit, is left out.
    pub fn load(&mut self, mut ranges: Vec<Range<u64>>) -> Result<(), SourceError> {
        let end = self.source.len();
        for range in &mut ranges {
            range.end = range.end.min(end);
        }
        ranges.retain(|range| range.start < range.end && self.window(range).is_none());
        // Twice the gap, while there is room for some.
        let gap = if self.spare(&ranges) > 4 * GAP { 2 * GAP } else { GAP };
        let mut in_order: BinaryHeap<_> =
            ranges.into_iter().map(|range| Reverse((range.start, range.end))).collect();
        let mut joined: Vec<Range<u64>> = Vec::new();
        while let Some(Reverse((start, end))) = in_order.pop() {
            let range = start..end;
            match joined.last_mut() {
                Some(last) if range.start <= last.end.saturating_add(gap) => {
                    last.end = last.end.max(range.end);
                }
                _ => joined.push(range),
            }
        }
        for range in &mut joined {
            range.start = self.end_of_known(range);
            let length = range.end.saturating_sub(range.start).min(self.left);
            range.end = range.start.saturating_add(length);
            self.left = self.left.saturating_sub(length);
        }
        joined.retain(|range| !range.is_empty());
        if joined.is_empty() {
            return Ok(());
        }
        let read = self.source.read_ranges(&joined)?;
        for (range, bytes) in joined.iter().zip(read) {
            match self.windows.iter_mut().find(|window| window.end() == range.start) {
                Some(window) => window.bytes.extend(bytes),
                None => self.windows.push(Window { start: range.start, bytes }),
            }
        }
        Ok(())
    }

    /// What would be left of the allowance after a round.
    pub fn spare(&self, round: &[Range<u64>]) -> u64 {
        let read = LIMIT.saturating_sub(self.left);
        let cost = round.iter().map(|range| self.cost(range)).fold(read, u64::saturating_add);
        ALLOWANCE.saturating_sub(cost)
    }

    /// How many bytes of a range are not at hand.
    pub fn cost(&self, range: &Range<u64>) -> u64 {
        range.end.min(self.length()).saturating_sub(self.end_of_known(range))
    }

    /// Whether the whole range is at hand.
    pub fn has(&self, range: &Range<u64>) -> bool {
        self.window(range).is_some()
    }

    /// Where a range begins that is not at hand: its own beginning, or the end of the window that this lies in.
    fn end_of_known(&self, range: &Range<u64>) -> u64 {
        let before = self.windows.iter().find(|window| window.reaches(range.start));
        before.map_or(range.start, Window::end)
    }

    /// A round of one range.
    pub fn load_one(&mut self, range: Range<u64>) -> Result<(), SourceError> {
        self.load(vec![range])
    }

    /// The bytes from `offset` on, if all `length` of them are there.
    pub fn bytes(&self, offset: u64, length: u64) -> Option<&[u8]> {
        let window = self.window(&(offset..offset.checked_add(length)?))?;
        window.from(offset)?.get(..usize::try_from(length).ok()?)
    }

    /// As many bytes from `offset` on as are there, `most` at the most.
    pub fn available(&self, offset: u64, most: usize) -> &[u8] {
        let latest = self.windows.get(self.latest.get()).and_then(|window| window.from(offset)?.get(..most));
        latest.unwrap_or_else(|| self.longest(offset, most))
    }

    fn longest(&self, offset: u64, most: usize) -> &[u8] {
        self.windows
            .iter()
            .filter_map(|window| window.from(offset))
            .max_by_key(|bytes| bytes.len())
            .map(|bytes| bytes.get(..most).unwrap_or(bytes))
            .unwrap_or_default()
    }

    fn window(&self, range: &Range<u64>) -> Option<&Window> {
        let holds = |window: &&Window| window.start <= range.start && range.end <= window.end();
        if let Some(latest) = self.windows.get(self.latest.get()).filter(holds) {
            return Some(latest);
        }
        let place = self.windows.iter().position(|window| holds(&window))?;
        self.latest.set(place);
        self.windows.get(place)
    }
}

impl Window {
    fn end(&self) -> u64 {
        self.start.saturating_add(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX))
    }

    /// Whether an offset lies in it or right behind it.
    fn reaches(&self, offset: u64) -> bool {
        (self.start..=self.end()).contains(&offset)
    }

    fn from(&self, offset: u64) -> Option<&[u8]> {
        self.bytes.get(usize::try_from(offset.checked_sub(self.start)?).ok()?..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting {
        bytes: Vec<u8>,
        reads: Vec<Range<u64>>,
    }

    impl Source for Counting {
        fn len(&self) -> u64 {
            u64::try_from(self.bytes.len()).unwrap()
        }

        fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
            self.reads.push(offset..offset + u64::try_from(buffer.len()).unwrap());
            crate::source::SliceSource(&self.bytes).read_at(offset, buffer)
        }
    }

    #[test]
    fn near_ranges_are_read_as_one_and_nothing_is_read_twice() {
        let mut source = Counting { bytes: vec![7; 1 << 20], reads: Vec::new() };
        let mut reader = Reader::open(&mut source).unwrap();
        reader.load(vec![500_000..500_010, 501_000..501_010, 900_000..900_001, 100..200]).unwrap();
        reader.load_one(500_500..500_600).unwrap();
        assert_eq!(reader.bytes(501_000, 10), Some(&[7; 10][..]));
        assert_eq!(source.reads, [0..HEAD, (1 << 20) - TAIL..1 << 20, 500_000..501_010, 900_000..900_001]);
    }

    #[test]
    fn what_continues_a_part_at_hand_is_read_from_its_end_on() {
        let mut source = Counting { bytes: vec![7; 1 << 20], reads: Vec::new() };
        let mut reader = Reader::open(&mut source).unwrap();
        let range = 60_000..70_000;
        assert_eq!(reader.cost(&range), 70_000 - HEAD);
        reader.load_one(range.clone()).unwrap();
        assert_eq!(reader.bytes(60_000, 10_000), Some(&[7; 10_000][..]));
        assert!(reader.has(&(0..70_000)) && !reader.has(&(69_999..70_001)));
        assert_eq!(reader.spare(std::slice::from_ref(&range)), ALLOWANCE - 70_000 - TAIL);
        assert_eq!(source.reads, [0..HEAD, (1 << 20) - TAIL..1 << 20, HEAD..70_000]);
    }

    #[test]
    fn a_range_past_the_end_is_absent_and_its_beginning_available() {
        let mut source = Counting { bytes: vec![1; 100], reads: Vec::new() };
        let mut reader = Reader::open(&mut source).unwrap();
        reader.load(vec![90..200, 400..500]).unwrap();
        assert_eq!(reader.bytes(90, 20), None);
        assert_eq!(reader.available(90, 20).len(), 10);
        assert_eq!(reader.bytes(u64::MAX, 2), None);
    }
}
