//! Windows of three bytes, found by `aho-corasick`'s Teddy. It takes no more than 128 strings and tells of one
//! that starts at a place, so it is given the windows, each once, and goes on one byte behind each.

use aho_corasick::Span;
use aho_corasick::packed::{Config, MatchKind, Searcher};

use crate::buckets::{Choice, choose};

/// Bytes of a window: a fourth would make its loop slower by a third, and hardly any window rarer.
const WIDTH: usize = 3;
/// Of 1 GB of code, two searchers of 64 windows take less than half the time of one with 128: fewer windows share a
/// bucket, so fewer places are looked at in vain. `aho_corasick::packed` refuses the 129th.
const MOST: usize = 64;
/// It takes sixteen for so many where the processor has AVX2. It deals out strings to them in turn; should it do so no
/// longer, the same is found, only slower.
const BUCKETS: usize = 16;

pub(crate) struct Packed {
    groups: Vec<Group>,
    strings: Vec<&'static [u8]>,
}

/// What one searcher holds.
struct Group {
    searcher: Searcher,
    /// For each window the strings that have it, and where.
    owners: Vec<Vec<(usize, usize)>>,
}

type Chosen = (Choice<WIDTH>, Vec<(usize, usize)>);

impl Packed {
    /// `None` where the processor lacks the instructions.
    pub(crate) fn new(strings: &[&'static [u8]]) -> Option<Self> {
        let mut chosen: Vec<Chosen> = Vec::new();
        let choices = choose::<WIDTH, BUCKETS>(strings, strings.len().div_ceil(BUCKETS));
        for (string, choice) in choices.into_iter().enumerate() {
            let Some(choice) = choice else { continue };
            let owner = (string, choice.window.offset);
            match chosen.iter_mut().find(|(known, _)| known.window.bytes == choice.window.bytes) {
                Some((_, owners)) => owners.push(owner),
                None => chosen.push((choice, vec![owner])),
            }
        }
        let groups =
            chosen.chunks(MOST).map(|part| Group::of(dealt(part))).collect::<Option<Vec<Group>>>()?;
        Some(Packed { groups, strings: strings.to_vec() })
    }

    pub(crate) fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
        for Group { searcher, owners } in &self.groups {
            let mut span = Span { start: 0, end: text.len() };
            while let Some(window) = searcher.find_in(text, span) {
                span.start = window.start() + 1;
                for (string, offset) in &owners[window.pattern().as_usize()] {
                    let start = window.start().checked_sub(*offset);
                    let start = start.filter(|start| text[*start..].starts_with(self.strings[*string]));
                    if let Some(start) = start {
                        found(*string, start);
                    }
                }
            }
        }
    }
}

impl Group {
    fn of(chosen: Vec<&Chosen>) -> Option<Self> {
        let mut config = Config::new();
        // Its limit guards those who cannot choose what they look for.
        config.match_kind(MatchKind::LeftmostFirst).heuristic_pattern_limits(false);
        let searcher =
            config.builder().extend(chosen.iter().map(|(choice, _)| choice.window.bytes)).build()?;
        Some(Group { searcher, owners: chosen.into_iter().map(|(_, owners)| owners.clone()).collect() })
    }
}

/// In the order in which dealing them out puts each into its bucket, as far as buckets are equally full.
fn dealt(chosen: &[Chosen]) -> Vec<&Chosen> {
    let mut left: Vec<&Chosen> = chosen.iter().collect();
    let next = |place: usize| {
        let wanted = left.iter().position(|(choice, _)| choice.bucket == place % BUCKETS);
        left.swap_remove(wanted.unwrap_or(0))
    };
    (0..chosen.len()).map(next).collect()
}
