//! Windows of four bytes, found by `aho-corasick`'s Teddy. It takes no more than 127 strings and tells of one
//! that starts at a place, so it is given the windows, each once, and goes on one byte behind each.

use std::collections::HashMap;

use aho_corasick::Span;
use aho_corasick::packed::{Config, MatchKind, Searcher};

use crate::window::{Window, windows};
use crate::{SHORTEST, window};

/// `aho_corasick::packed` refuses the 129th string.
const MOST: usize = 128;

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

impl Packed {
    /// `None` where the processor lacks the instructions.
    pub(crate) fn new(strings: &[&'static [u8]]) -> Option<Self> {
        let mut chosen: Vec<[u8; SHORTEST]> = Vec::new();
        let mut owners: HashMap<[u8; SHORTEST], Vec<(usize, usize)>> = HashMap::new();
        for (place, string) in strings.iter().enumerate() {
            let Some(window) = rarest(string, &owners) else { continue };
            let known = owners.entry(window.bytes).or_insert_with(|| {
                chosen.push(window.bytes);
                Vec::new()
            });
            known.push((place, window.offset));
        }
        let group = |windows: &[[u8; SHORTEST]]| {
            let mut config = Config::new();
            // Its limit guards those who cannot choose what they look for.
            config.match_kind(MatchKind::LeftmostFirst).heuristic_pattern_limits(false);
            let searcher = config.builder().extend(windows).build()?;
            let owners = windows.iter().map(|window| owners.get(window).cloned().unwrap_or_default());
            Some(Group { searcher, owners: owners.collect() })
        };
        let groups = chosen.chunks(MOST).map(group).collect::<Option<Vec<Group>>>()?;
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

/// The window that is expected least; one that another string has already costs nothing more.
fn rarest(string: &[u8], known: &HashMap<[u8; SHORTEST], Vec<(usize, usize)>>) -> Option<Window<SHORTEST>> {
    let all = || windows::<SHORTEST>(string);
    let rarest = all().min_by(|one, other| one.expected().total_cmp(&other.expected()))?;
    let bearable = window::commonness(b'/').powi(4);
    let shared = all().find(|window| known.contains_key(&window.bytes) && window.expected() < bearable);
    Some(shared.unwrap_or(rarest))
}
