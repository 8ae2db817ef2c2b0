//! The search through a file that comes in chunks.

use search::Search;

use super::{Hit, Hits, Mark, PATTERNS, Pattern};
use crate::untrusted::Untrusted;

/// Printable bytes that are kept before a hit and behind it.
pub(super) const BEFORE: usize = 64;
pub(super) const AFTER: usize = 160;

/// Hits that are kept of patterns whose every hit counts.
const MORE: usize = 64;

/// A search that has come to some place in a file.
pub struct Scanner {
    patterns: &'static [Pattern],
    search: Search,
    /// For each pattern its first hit.
    found: Vec<Option<Found>>,
    /// Further hits of patterns whose every hit counts, each with the number of its pattern.
    more: Vec<(usize, Found)>,
    /// The last bytes before the place: what a hit may begin in, and the text before it.
    behind: Vec<u8>,
    /// Bytes up to the place.
    bytes: u64,
}

struct Found {
    place: u64,
    count: u32,
    text: Vec<u8>,
    /// Bytes by which the text may still grow in the next chunk.
    wanted: usize,
}

impl Scanner {
    /// A search for [`PATTERNS`].
    pub fn new() -> Self {
        let strings: Vec<&'static [u8]> = PATTERNS.iter().map(|pattern| pattern.bytes).collect();
        Scanner::with(Search::new(&strings), PATTERNS)
    }

    /// A search that begins at `place`, where another one ends. `behind` are the bytes before it, [`Scanner::reach`] of
    /// them or as many as there are.
    pub fn at(place: u64, behind: &[u8]) -> Self {
        Scanner { bytes: place, behind: behind.to_vec(), ..Scanner::new() }
    }

    /// How far before its beginning a search looks.
    pub fn reach(&self) -> usize {
        self.search.longest().saturating_add(BEFORE)
    }

    /// How far behind its end: the text around a hit.
    pub const AHEAD: usize = AFTER;

    /// What follows the last chunk and belongs to the next search.
    pub fn end(&mut self, next: &[u8]) {
        self.grow(next);
    }

    fn grow(&mut self, next: &[u8]) {
        for found in self.found.iter_mut().flatten().chain(self.more.iter_mut().map(|(_, found)| found)) {
            found.grow(next);
        }
    }

    /// This search and the one that went on where it ended, as one.
    pub fn join(mut self, next: Scanner) -> Self {
        let patterns = self.patterns.iter().enumerate();
        for ((slot, found), (number, pattern)) in self.found.iter_mut().zip(next.found).zip(patterns) {
            match (slot.as_mut(), found) {
                (Some(first), Some(later)) => {
                    first.count = first.count.saturating_add(later.count);
                    if pattern.mark == Mark::LibraryName {
                        self.more.push((number, Found { count: 1, ..later }));
                    }
                }
                (None, later) => *slot = later,
                (Some(_), None) => {}
            }
        }
        self.more.extend(next.more);
        self.more.sort_by_key(|(_, found)| found.place);
        self.more.truncate(MORE);
        Scanner { bytes: next.bytes, behind: next.behind, ..self }
    }

    /// The search has to be one for the bytes of the patterns.
    fn with(search: Search, patterns: &'static [Pattern]) -> Self {
        let found = patterns.iter().map(|_| None).collect();
        Scanner { patterns, search, found, more: Vec::new(), behind: Vec::new(), bytes: 0 }
    }

    /// Goes over the next bytes of the file.
    pub fn feed(&mut self, chunk: &[u8]) {
        self.grow(chunk);
        let border = self.behind.len();
        let across = self.search.longest().saturating_sub(1).min(chunk.len());
        let joint = [self.behind.as_slice(), chunk.get(..across).unwrap_or_default()].concat();
        let Scanner { patterns, found, more, behind, bytes, .. } = self;
        let start_of_chunk = *bytes;
        // Places count from the start of what is kept of the bytes before.
        let mut note = |number: usize, place: usize| {
            let (Some(slot), Some(pattern)) = (found.get_mut(number), patterns.get(number)) else { return };
            let here = || Found::first(pattern, place, behind, chunk, start_of_chunk);
            match slot {
                Some(found) => {
                    found.count = found.count.saturating_add(1);
                    if pattern.mark == Mark::LibraryName && more.len() < MORE {
                        more.push((number, here()));
                    }
                }
                None => *slot = Some(here()),
            }
        };
        self.search.find(&joint, &mut |number, place| {
            let end = place.saturating_add(patterns.get(number).map_or(0, |pattern| pattern.bytes.len()));
            if place < border && end > border {
                note(number, place);
            }
        });
        self.search.find(chunk, &mut |number, place| note(number, border.saturating_add(place)));
        self.keep(chunk);
    }

    /// What was found up to here. Whoever did not come to the end of the file sets `is_cut`.
    pub fn finish(self) -> Hits {
        let hit = |found: Found, pattern: &Pattern| {
            let Found { place, count, text, .. } = found;
            Hit { mark: pattern.mark, place, text: Untrusted::new(&text), count }
        };
        let mut hits = Vec::new();
        let mut more = self.more;
        for ((number, pattern), found) in self.patterns.iter().enumerate().zip(self.found) {
            hits.extend(found.map(|found| hit(found, pattern)));
            let own = more.extract_if(.., |(of, _)| *of == number);
            hits.extend(own.map(|(_, found)| hit(found, pattern)));
        }
        Hits { hits, bytes: self.bytes, is_cut: false }
    }

    fn keep(&mut self, chunk: &[u8]) {
        let kept = self.reach();
        self.behind.extend_from_slice(chunk.get(chunk.len().saturating_sub(kept)..).unwrap_or_default());
        self.behind.drain(..self.behind.len().saturating_sub(kept));
        self.bytes = self.bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Self::new()
    }
}

impl Found {
    /// A hit at a place in `behind` and `chunk` together.
    fn first(pattern: &Pattern, place: usize, behind: &[u8], chunk: &[u8], start_of_chunk: u64) -> Self {
        let border = behind.len();
        let before = behind.get(..place).unwrap_or(behind);
        let before_in_chunk = chunk.get(..place.saturating_sub(border)).unwrap_or_default();
        let backwards = before_in_chunk.iter().rev().chain(before.iter().rev());
        let room = if is_printable(pattern.bytes.first()) { BEFORE } else { 0 };
        let mut text: Vec<u8> =
            backwards.take(room).take_while(|byte| is_printable(Some(byte))).copied().collect();
        text.reverse();
        text.extend_from_slice(pattern.bytes);
        let end = place.saturating_add(pattern.bytes.len());
        let in_file = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let start_of_behind = start_of_chunk.saturating_sub(in_file(border));
        let wanted = if is_printable(pattern.bytes.last()) { AFTER } else { 0 };
        let mut found =
            Found { place: start_of_behind.saturating_add(in_file(place)), count: 1, text, wanted };
        found.grow(chunk.get(end.saturating_sub(border)..).unwrap_or_default());
        found
    }

    /// Takes in what is printable at the start of the bytes that follow.
    fn grow(&mut self, next: &[u8]) {
        if self.wanted == 0 {
            return;
        }
        let room = next.get(..self.wanted).unwrap_or(next);
        let printable = room.iter().position(|byte| !is_printable(Some(byte)));
        let taken = room.get(..printable.unwrap_or(room.len())).unwrap_or_default();
        self.text.extend_from_slice(taken);
        self.wanted = if printable.is_some() { 0 } else { self.wanted.saturating_sub(taken.len()) };
    }
}

fn is_printable(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| (b' '..=b'~').contains(byte))
}

#[cfg(test)]
mod tests;
