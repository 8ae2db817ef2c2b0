//! A shape such as `{program}: error while loading shared libraries: {library}: cannot open shared object file`, and how
//! it is read. Fixed text is compared without regard to capitals. Between two fixed texts a part reaches to the next
//! place where the following one stands; nothing is tried twice, so reading a shape takes a time that its parts bound.

use crate::finding::{Finding, Part, narrowed};
use crate::index::key;
use crate::line::Line;

/// No part is longer.
const LONGEST_PART: usize = 400;

/// An error as it is written down in `family/`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Fixed text and `{parts}`. `{any}` may hold blanks, and is not kept.
    pub(crate) text: &'static str,
    pub(crate) code: &'static str,
    pub(crate) page: &'static str,
    /// The part that is the subject; a word that is no part stands for itself.
    pub(crate) subject: &'static str,
}

pub(crate) struct Pattern {
    shape: Shape,
    pieces: Vec<Piece>,
    /// Which piece the anchor is in, and where in it.
    anchored: usize,
    offset: usize,
}

enum Piece {
    Fixed(Vec<u8>),
    Part(&'static str),
}

/// Where a pattern stands in a line.
pub(crate) struct Match<'a> {
    pattern: &'a Pattern,
    pub(crate) start: usize,
    pub(crate) end: usize,
    parts: Vec<(&'static str, usize, usize)>,
}

impl Pattern {
    pub(crate) fn of(shape: Shape) -> Self {
        let mut pieces = Vec::new();
        let mut rest = shape.text;
        while let Some((fixed, after)) = rest.split_once('{') {
            if !fixed.is_empty() {
                pieces.push(Piece::Fixed(fixed.to_ascii_lowercase().into_bytes()));
            }
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            pieces.push(Piece::Part(name));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Fixed(rest.to_ascii_lowercase().into_bytes()));
        }
        let (anchored, offset) = rarest(&pieces);
        Pattern { shape, pieces, anchored, offset }
    }

    pub(crate) fn anchor(&self) -> u32 {
        match self.pieces.get(self.anchored) {
            Some(Piece::Fixed(fixed)) => key(fixed.get(self.offset..).unwrap_or_default()),
            _ => 0,
        }
    }

    /// Reads the shape around a place where its anchor stands.
    pub(crate) fn match_at(&self, line: &Line, place: usize) -> Option<Match<'_>> {
        let text = line.lower();
        let first = place.checked_sub(self.offset)?;
        let mut matched = Match { pattern: self, start: first, end: first, parts: Vec::new() };
        let mut at = first;
        let mut open: Option<&'static str> = None;
        for piece in self.pieces.get(self.anchored..)? {
            match piece {
                Piece::Fixed(fixed) => {
                    let rest = text.get(at..)?;
                    let skip = match open {
                        None if rest.starts_with(fixed) => 0,
                        None => return None,
                        Some(name) => reach(name, rest, fixed)?,
                    };
                    let end = at.saturating_add(skip);
                    if let Some(name) = open.take() {
                        matched.parts.push((name, at, end));
                    }
                    at = end.saturating_add(fixed.len());
                }
                Piece::Part(name) => open = Some(name),
            }
        }
        if let Some(name) = open {
            let rest = text.get(at..)?;
            let end = at.saturating_add(whole(name, rest));
            if end == at && name != "any" {
                return None;
            }
            matched.parts.push((name, at, end));
            at = end;
        }
        matched.end = at;
        matched.start = self.backwards(text, first, &mut matched.parts)?;
        matched.parts.sort_by_key(|(_, start, _)| *start);
        Some(matched)
    }

    /// The pieces before the anchor's, from the last to the first. Returns where the match begins.
    fn backwards(
        &self,
        text: &[u8],
        first: usize,
        parts: &mut Vec<(&'static str, usize, usize)>,
    ) -> Option<usize> {
        let mut at = first;
        let mut open: Option<&'static str> = None;
        for piece in self.pieces.get(..self.anchored)?.iter().rev() {
            match piece {
                Piece::Fixed(fixed) => {
                    let before = text.get(..at)?;
                    let skip = match open {
                        None if before.ends_with(fixed) => 0,
                        None => return None,
                        Some(name) => reach_back(name, before, fixed)?,
                    };
                    let start = at.saturating_sub(skip);
                    if let Some(name) = open.take() {
                        parts.push((name, start, at));
                    }
                    at = start.saturating_sub(fixed.len());
                }
                Piece::Part(name) => open = Some(name),
            }
        }
        if let Some(name) = open {
            let before = text.get(..at)?;
            let length =
                before.iter().rev().take(LONGEST_PART).take_while(|byte| allows(name, **byte)).count();
            if length == 0 {
                return None;
            }
            let start = at.saturating_sub(length);
            parts.push((name, start, at));
            at = start;
        }
        Some(at)
    }
}

/// How far a part reaches until `fixed` stands there.
fn reach(name: &str, rest: &[u8], fixed: &[u8]) -> Option<usize> {
    let least = usize::from(name != "any");
    let mut length = 0;
    loop {
        let here = rest.get(length..)?;
        if length >= least && here.starts_with(fixed) {
            return Some(length);
        }
        if length >= LONGEST_PART || !here.first().is_some_and(|byte| allows(name, *byte)) {
            return None;
        }
        length = length.saturating_add(1);
    }
}

fn reach_back(name: &str, before: &[u8], fixed: &[u8]) -> Option<usize> {
    let least = usize::from(name != "any");
    let mut length = 0;
    loop {
        let here = before.get(..before.len().checked_sub(length)?)?;
        if length >= least && here.ends_with(fixed) {
            return Some(length);
        }
        if length >= LONGEST_PART || !here.last().is_some_and(|byte| allows(name, *byte)) {
            return None;
        }
        length = length.saturating_add(1);
    }
}

/// How long a part is that ends a shape.
fn whole(name: &str, rest: &[u8]) -> usize {
    rest.iter().take(LONGEST_PART).take_while(|byte| allows(name, **byte)).count()
}

/// What a part may hold. `{any}` is all there is; numbers are digits; a name of an account, a zone, a library or a symbol
/// is a word; and paths, which may hold blanks, are words as well, for a message around them ends at a blank.
fn allows(name: &str, byte: u8) -> bool {
    match name {
        "any" => true,
        "number" => byte.is_ascii_digit(),
        "quoted" => byte != b'"' && byte != b'\'',
        _ => !byte.is_ascii_whitespace() && byte != b'"',
    }
}

/// The four bytes of a pattern that are least likely in a text, by the letters of English in the order of how often they
/// are used.
fn rarest(pieces: &[Piece]) -> (usize, usize) {
    const OFTEN: &[u8] = b" etaoinsrhldcumfpgwybvkxjqz";
    let weight = |byte: &u8| OFTEN.iter().position(|other| other == byte).unwrap_or(OFTEN.len());
    let mut best = (0, 0, 0);
    for (which, piece) in pieces.iter().enumerate() {
        let Piece::Fixed(fixed) = piece else { continue };
        for (offset, four) in fixed.windows(4).enumerate() {
            let sum = four.iter().map(weight).sum::<usize>().saturating_add(1);
            if sum > best.0 {
                best = (sum, which, offset);
            }
        }
    }
    (best.1, best.2)
}

impl Match<'_> {
    pub(crate) fn finding(&self, number: usize, line: &Line) -> Finding {
        let Shape { code, page, subject, .. } = self.pattern.shape;
        let mut parts: Vec<Part> = Vec::new();
        for (name, start, end) in &self.parts {
            let value = trimmed(&line.between(*start, *end));
            if *name != "any" && !value.is_empty() && !parts.iter().any(|part| part.name == *name) {
                parts.push(Part { name, value });
            }
        }
        let named = parts.iter().find(|part| part.name == subject).map(|part| part.value.clone());
        let is_part = self.pattern.shape.text.contains(&["{", subject, "}"].concat());
        let subject = named.unwrap_or_else(|| if is_part { String::new() } else { subject.to_owned() });
        let page = narrowed(code, &subject, page);
        Finding { code, subject, line: number, page, parts, text: line.shown(self.start), times: 1 }
    }
}

/// Without the quotes and signs around it.
fn trimmed(value: &str) -> String {
    let value = value.trim_matches(['\'', '"', ' ', ',', '(', '[', ']', '{', '}', '\\']);
    let value = value.strip_suffix(')').filter(|value| !value.contains('(')).unwrap_or(value);
    value.trim_end_matches([':', ';', '.']).to_owned()
}
