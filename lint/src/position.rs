//! Bytes of a text as lines and columns.

/// Both begin with 1. A column counts UTF-16 units, as SARIF and browsers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where each line of a text begins.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at.saturating_add(1))).collect();
        Lines { text, starts }
    }

    pub fn position(&self, byte: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line: line.max(1), column: utf16(before).saturating_add(1) }
    }

    /// How many UTF-16 units stand before a byte.
    pub fn utf16(&self, byte: usize) -> usize {
        utf16(self.text.get(..byte).unwrap_or_default())
    }
}

fn utf16(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_browsers_do() {
        let lines = Lines::of("a\n\u{1f4e6}b\n");
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(lines.position(2), Position { line: 2, column: 1 });
        assert_eq!(lines.position(6), Position { line: 2, column: 3 });
        assert_eq!(lines.position(8), Position { line: 3, column: 1 });
        assert_eq!(lines.utf16(6), 4);
    }
}
