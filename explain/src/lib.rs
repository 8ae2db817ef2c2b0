//! Text becomes findings: which known errors stand in a log, what they name, and which page explains them.
//!
//! The text may be anything, and may be made to hurt: a log of many megabytes, one endless line, bytes that are no
//! text. Every loop is bounded by what it was given, and what a limit cuts is said (`truncated`). No regular
//! expressions: an index of four bytes finds the few patterns that can match at a place, and a pattern is read without
//! going back (`pattern.rs`).
//!
//! A family of errors is a table of shapes in `family/`; the pages are `content/errors/`.

#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod family;
mod finding;
mod index;
mod inspect;
mod line;
mod pattern;
mod program;

pub use finding::{Explained, Finding, Part};
pub use program::{Answer, Lack, Program};

use finding::Collected;
use index::Index;
use pattern::{Match, Pattern};

/// What is read of a text; a log that is longer is cut off here.
pub const MOST_TEXT: usize = 16 << 20;

/// How many places of one line may begin a match. A line of an honest log has a few.
const MOST_PLACES: usize = 256;

/// Every known error in a text, and what a pasted `ldd`, `readelf`, `file` or `docker inspect` tells.
pub fn explain(text: &[u8]) -> Explained {
    let truncated = text.len() > MOST_TEXT;
    let text = text.get(..MOST_TEXT).unwrap_or(text);
    let patterns: Vec<Pattern> = family::shapes().map(Pattern::of).collect();
    let index = Index::of(&patterns);
    let mut collected = Collected::default();
    line::each(text, |number, line| {
        for found in matches(&patterns, &index, line) {
            collected.add(found.finding(number, line));
        }
    });
    inspect::read(text, &mut collected);
    Explained { truncated: truncated || collected.is_full(), findings: collected.close() }
}

/// Matches that do not overlap; where they would, the shape that stands first in its table has the place.
fn matches<'a>(patterns: &'a [Pattern], index: &Index, line: &line::Line) -> Vec<Match<'a>> {
    let mut found: Vec<(usize, Match<'a>)> = Vec::new();
    for (place, which) in index.places(line.lower()).take(MOST_PLACES) {
        let Some(pattern) = patterns.get(which) else { continue };
        let Some(matched) = pattern.match_at(line, place) else { continue };
        found.push((which, matched));
    }
    found.sort_by_key(|(which, matched)| (*which, matched.start));
    let mut kept: Vec<Match<'a>> = Vec::new();
    for (_, matched) in found {
        if !kept.iter().any(|other| other.start < matched.end && matched.start < other.end) {
            kept.push(matched);
        }
    }
    kept.sort_by_key(|matched| matched.start);
    kept
}

/// Every shape, with its code and page, for tests that hold them against the pages.
pub fn shapes() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    family::shapes().map(|shape| (shape.text, shape.code, shape.page))
}

/// The pages that a finding may lead to beside that of its shape.
pub fn pages() -> Vec<&'static str> {
    let mut pages: Vec<&'static str> = shapes().map(|(_, _, page)| page).chain(finding::NARROWER).collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}
