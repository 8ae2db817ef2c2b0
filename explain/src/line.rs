//! A text line by line, as its writer meant it: without colours, escapes of JSON and typographic quotes.

/// A longer line is read in pieces that overlap, so that no message is lost at a cut.
const LONGEST: usize = 8192;
const OVERLAP: usize = 512;

/// What a finding shows of its line.
const SHOWN: usize = 300;

/// A line with plain quotes, and the same in small letters. Both have the same length.
pub(crate) struct Line {
    plain: Vec<u8>,
    lower: Vec<u8>,
}

impl Line {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let plain = plain(bytes);
        let lower = plain.to_ascii_lowercase();
        Line { plain, lower }
    }

    pub(crate) fn lower(&self) -> &[u8] {
        &self.lower
    }

    /// The bytes between two places, as text.
    pub(crate) fn between(&self, start: usize, end: usize) -> String {
        String::from_utf8_lossy(self.plain.get(start..end).unwrap_or_default()).into_owned()
    }

    /// What a match stands in, around it where the line is long.
    pub(crate) fn shown(&self, start: usize) -> String {
        let start = if self.plain.len() <= SHOWN { 0 } else { start.saturating_sub(40) };
        let text = self.between(start, start.saturating_add(SHOWN).min(self.plain.len()));
        text.trim().to_owned()
    }
}

/// Hands out each line with its number.
pub(crate) fn each(text: &[u8], mut take: impl FnMut(usize, &Line)) {
    for (place, line) in text.split(|byte| matches!(byte, b'\n')).enumerate() {
        let number = place.saturating_add(1);
        for piece in pieces(line) {
            if holds_escapes(piece) {
                for part in at_escaped_breaks(piece) {
                    take(number, &Line::of(part));
                }
            } else {
                take(number, &Line::of(piece));
            }
        }
    }
}

fn pieces(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    let step = LONGEST.saturating_sub(OVERLAP);
    let count = if line.len() <= LONGEST { 1 } else { line.len().div_ceil(step) };
    (0..count).filter_map(move |place| {
        let start = place.saturating_mul(step);
        line.get(start..line.len().min(start.saturating_add(LONGEST)))
    })
}

/// A line of JSON, or of a string that was printed as JSON has it.
fn holds_escapes(line: &[u8]) -> bool {
    line.windows(2).any(|two| two == b"\\\"" || two == b"{\"" || two == b"\":")
}

/// `\n` and `\\n` inside a string of JSON are line breaks of the message.
fn at_escaped_breaks(line: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = line;
    while let Some(place) = rest.windows(2).position(|two| two == b"\\n" || two == b"\\r") {
        let (part, after) = rest.split_at(place);
        parts.push(part);
        rest = after.get(2..).unwrap_or_default();
    }
    parts.push(rest);
    parts
}

fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let (written, taken) = sign(rest);
        match written {
            Some(sign) => plain.push(sign),
            None if taken == 0 => plain.push(byte),
            None => {}
        }
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    plain
}

/// What stands at the beginning: a sign that is written otherwise, and how many bytes it took. Nothing and 0 is a byte
/// as it is; nothing and more is left out.
fn sign(rest: &[u8]) -> (Option<u8>, usize) {
    match rest {
        // A colour, or another sequence of the terminal (ECMA-48, 5.4).
        [0x1b, b'[', sequence @ ..] => (None, sequence_length(sequence).saturating_add(2)),
        [b'\\', b'u', b'0', b'0', b'1', b'b' | b'B', b'[', sequence @ ..] => {
            (None, sequence_length(sequence).saturating_add(7))
        }
        [b'\\', b'u', b'0', b'0', b'2', b'7', ..] => (Some(b'\''), 6),
        [b'\\', b'u', b'0', b'0', b'2', b'2', ..] => (Some(b'"'), 6),
        // A quote in a string of JSON, however often it was quoted again.
        [b'\\', ..] => {
            let slashes = rest.iter().take_while(|byte| **byte == b'\\').count();
            match rest.get(slashes) {
                Some(quote @ (b'"' | b'\'')) => (Some(*quote), slashes.saturating_add(1)),
                Some(b't') => (Some(b' '), slashes.saturating_add(1)),
                Some(b'/') => (Some(b'/'), slashes.saturating_add(1)),
                _ => (None, 0),
            }
        }
        // ‘ ’ ‚ ‛ and “ ” „: quotes as locales print them.
        [0xe2, 0x80, 0x98..=0x9b, ..] => (Some(b'\''), 3),
        [0xe2, 0x80, 0x9c..=0x9f, ..] => (Some(b'"'), 3),
        // Controls beyond ASCII, which a terminal would obey.
        [0xc2, 0x80..=0x9f, ..] => (None, 2),
        // ´ « »
        [0xc2, 0xb4, ..] => (Some(b'\''), 2),
        [0xc2, 0xab | 0xbb, ..] => (Some(b'"'), 2),
        [b'`', ..] => (Some(b'\''), 1),
        [b'\t', ..] => (Some(b' '), 1),
        [byte, ..] if byte.is_ascii_control() => (None, 1),
        _ => (None, 0),
    }
}

/// Up to the byte that ends it; one that never ends is only its beginning.
fn sequence_length(sequence: &[u8]) -> usize {
    let end = sequence.iter().take(32).position(|byte| (0x40..=0x7e).contains(byte));
    end.map_or(0, |end| end.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String)> {
        let mut lines = Vec::new();
        each(text.as_bytes(), |number, line| {
            lines.push((number, line.between(0, line.lower().len())));
        });
        lines
    }

    #[test]
    fn colours_and_quotes_become_plain() {
        assert_eq!(
            read("\u{1b}[31mversion \u{2018}GLIBC_2.38\u{2019}\u{1b}[0m"),
            [(1, "version 'GLIBC_2.38'".to_owned())]
        );
        assert_eq!(read("`/app`"), [(1, "'/app'".to_owned())]);
    }

    #[test]
    fn a_string_of_json_is_read_as_it_was_meant() {
        let line = r#"{"log":"exec: \"sh\": not found\nnext \\\"line\\\"","t":1}"#;
        let lines: Vec<String> = read(line).into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines, [r#"{"log":"exec: "sh": not found"#, r#"next "line"","t":1}"#]);
    }

    #[test]
    fn a_line_that_never_ends_is_read_in_pieces_that_overlap() {
        let long = "x".repeat(LONGEST * 3);
        let lines = read(&long);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|(number, line)| *number == 1 && line.len() <= LONGEST));
    }
}
