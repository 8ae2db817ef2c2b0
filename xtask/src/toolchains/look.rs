//! The strings of runtimes in a whole file.

use analyzer::toolchain::trace::{PATTERNS, Sighting, Traces};
use analyzer::untrusted::Untrusted;
use memchr::memmem;

/// Text that is kept around a string: as much as the analyzer's own scan keeps.
const BEFORE: usize = 64;
const BEHIND: usize = 160;

pub(super) fn over(bytes: &[u8]) -> Traces {
    let sighting = |(trace, wanted): &(_, &[u8])| {
        let place = memmem::find(bytes, wanted)?;
        let end = place + wanted.len();
        let printable = |byte: &&u8| (b' '..=b'~').contains(*byte);
        let before = bytes[..place].iter().rev().take(BEFORE).take_while(printable).count();
        let behind = bytes[end..].iter().take(BEHIND).take_while(printable).count();
        let text = Untrusted::new(&bytes[place - before..end + behind]);
        Some(Sighting { trace: *trace, place: place as u64, text })
    };
    Traces(PATTERNS.iter().filter_map(sighting).collect())
}
