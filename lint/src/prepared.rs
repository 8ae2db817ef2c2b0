//! A text as parse-dockerfile 0.1.9 reads it. Two things that BuildKit takes, it refuses: an `ENTRYPOINT` without words,
//! and a here-document of `RUN` that does not stand first. Both get a stand-in of the same length, so that every place
//! in the text stays what it was.

use std::borrow::Cow;
use std::ops::Range;

pub(crate) struct Prepared<'t> {
    pub written: &'t str,
    /// For the parser.
    pub text: Cow<'t, str>,
    /// Here-documents that stand as comments in it, each with the line that ends it, in order.
    pub bodies: Vec<Range<usize>>,
    /// What continues a line.
    pub escape: char,
}

const ENTRYPOINT: &str = "ENTRYPOINT";
/// An empty `CMD` is read, and as long as that.
pub(crate) const CLEARED: &str = "CMD       ";

impl<'t> Prepared<'t> {
    pub(crate) fn of(written: &'t str) -> Self {
        let escape = escape(written);
        let bodies = bodies(written, escape);
        let needs_other = !bodies.is_empty() || written.lines().any(is_empty_entrypoint);
        let text = if needs_other { Cow::Owned(other(written, &bodies)) } else { Cow::Borrowed(written) };
        Prepared { written, text, bodies, escape }
    }
}

/// The text with its stand-ins.
fn other(written: &str, bodies: &[Range<usize>]) -> String {
    let mut text = String::with_capacity(written.len());
    let mut at = 0_usize;
    let mut bodies = bodies.iter().peekable();
    for line in written.split_inclusive('\n') {
        while bodies.next_if(|body| body.end <= at).is_some() {}
        let content = line.trim_end_matches(['\n', '\r']);
        let end = line.get(content.len()..).unwrap_or_default();
        if bodies.peek().is_some_and(|body| body.contains(&at)) && !content.is_empty() {
            text.push('#');
            text.extend(std::iter::repeat_n(' ', content.len().saturating_sub(1)));
        } else if is_empty_entrypoint(content) {
            let start = content.len().saturating_sub(content.trim_start().len());
            text.push_str(content.get(..start).unwrap_or_default());
            text.push_str(CLEARED);
            text.push_str(content.get(start.saturating_add(ENTRYPOINT.len())..).unwrap_or_default());
        } else {
            text.push_str(content);
        }
        text.push_str(end);
        at = at.saturating_add(line.len());
    }
    text
}

fn is_empty_entrypoint(line: &str) -> bool {
    let Some((keyword, arguments)) = line.trim().split_at_checked(ENTRYPOINT.len()) else { return false };
    let is_empty = arguments.chars().filter(|c| !c.is_whitespace()).eq("[]".chars());
    keyword.eq_ignore_ascii_case(ENTRYPOINT) && is_empty && arguments.starts_with([' ', '\t'])
}

/// Bytes that are gone over for the ends of here-documents, before the rest is taken as it is.
const SEARCHED: usize = 1 << 24;

/// Here-documents of `RUN` lines that begin with something else. One that nothing ends is none.
fn bodies(text: &str, escape: char) -> Vec<Range<usize>> {
    let mut bodies = Vec::new();
    let mut searched = 0_usize;
    let mut lines = text.split_inclusive('\n');
    let mut at = 0_usize;
    while let Some(line) = lines.next() {
        at = at.saturating_add(line.len());
        let mut instruction = line.to_owned();
        let is_run = line.trim_start().get(..4).is_some_and(|start| {
            start.get(..3).is_some_and(|keyword| keyword.eq_ignore_ascii_case("run"))
                && start.ends_with([' ', '\t'])
        });
        // Only such lines cost more than a look.
        if !is_run {
            continue;
        }
        while instruction.trim_end().ends_with(escape) {
            let Some(next) = lines.next() else { break };
            at = at.saturating_add(next.len());
            let content = next.trim();
            if content.is_empty() || content.starts_with('#') {
                // It is skipped, and the line goes on.
                continue;
            }
            let kept = instruction.trim_end().trim_end_matches(escape).len();
            instruction.truncate(kept);
            instruction.push_str(next);
        }
        for delimiter in delimiters(&instruction) {
            let rest = text.get(at..).unwrap_or_default();
            if searched > SEARCHED {
                return bodies;
            }
            searched = searched.saturating_add(rest.len());
            let Some(length) = length(rest, &delimiter) else { break };
            bodies.push(at..at.saturating_add(length));
            // The end of its last line is not its own, but is read with it.
            let whole = length.saturating_add(1).min(rest.len());
            lines = rest.get(whole..).unwrap_or_default().split_inclusive('\n');
            at = at.saturating_add(whole);
        }
    }
    bodies
}

struct Delimiter {
    word: String,
    /// `<<-`: tabs before it do not count.
    indented: bool,
}

/// What ends the here-documents of an instruction; none where the parser sees one for itself.
fn delimiters(instruction: &str) -> Vec<Delimiter> {
    let words = instruction.split_whitespace().skip(1).skip_while(|word| word.starts_with("--"));
    let found: Vec<(usize, Delimiter)> = words
        .enumerate()
        .filter_map(|(place, word)| {
            let word = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
            let (indented, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
            let word = word.replace(['\'', '"'], "");
            let is_word = !word.is_empty() && !word.contains(['<', '>', '(', ')', ';', '|', '&', '$']);
            is_word.then_some((place, Delimiter { word, indented }))
        })
        .collect();
    match found.first() {
        Some((0, _)) | None => Vec::new(),
        Some(_) => found.into_iter().map(|(_, delimiter)| delimiter).collect(),
    }
}

/// How long a here-document is with the line that ends it, without that line's own end.
fn length(text: &str, delimiter: &Delimiter) -> Option<usize> {
    let mut at = 0_usize;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let bare = if delimiter.indented { content.trim_start_matches('\t') } else { content };
        if bare == delimiter.word {
            return Some(at.saturating_add(content.len()));
        }
        at = at.saturating_add(line.len());
    }
    None
}

/// The directive that says what continues a line. It stands before everything but other directives
/// (Dockerfile reference, "escape").
fn escape(text: &str) -> char {
    for line in text.lines() {
        let Some(comment) = line.trim_start().strip_prefix('#') else { break };
        let Some((name, value)) = comment.split_once('=') else { break };
        match name.trim().to_lowercase().as_str() {
            "escape" if value.trim() == "`" => return '`',
            "escape" | "syntax" | "check" => {}
            _ => break,
        }
    }
    '\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stand_ins_are_as_long_as_what_they_stand_for() {
        let text = "FROM a\n entrypoint []\nRUN cat >x <<-E 2>y\nFROM \u{e9}\n\n\tE\nRUN <<E\nb\nE\nRUN echo a << b $((1<<2)) <<<c\n";
        let prepared = Prepared::of(text);
        assert_eq!(prepared.text.len(), text.len());
        assert_eq!(
            prepared.text,
            "FROM a\n CMD        []\nRUN cat >x <<-E 2>y\n#      \n\n# \nRUN <<E\nb\nE\nRUN echo a << b $((1<<2)) <<<c\n"
        );
        assert_eq!(prepared.bodies.len(), 1);
    }

    #[test]
    fn what_needs_none_is_not_copied() {
        assert!(matches!(Prepared::of("FROM a\nENTRYPOINT [\"a\"]\n").text, Cow::Borrowed(_)));
        assert!(Prepared::of("FROM a\nRUN cat <<E\nnothing ends this\n").bodies.is_empty());
    }
}
