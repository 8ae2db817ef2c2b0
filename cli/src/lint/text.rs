//! Findings for people: the place, the sentence, the line with a mark below it, and what mends it.

use ::lint::{Finding, Level, Lines};

use super::Linted;
use crate::terminal::{Painter, Style};

/// Lines are cut here: nobody reads a longer one on a terminal.
const WIDEST: usize = 160;

pub(super) fn write(all: &[Linted], painter: &Painter) -> String {
    let mut text = String::new();
    for linted in all {
        let lines = Lines::of(&linted.text);
        for finding in &linted.checked.findings {
            text.push_str(&one(linted, &lines, finding, painter));
        }
        let count = linted.checked.findings.len();
        let end = match (count, linted.checked.truncated) {
            (0, _) => format!("{}: nothing found\n", linted.name),
            (1, _) => format!("{}: 1 finding\n", linted.name),
            (_, false) => format!("{}: {count} findings\n", linted.name),
            (_, true) => format!("{}: more than {count} findings\n", linted.name),
        };
        text.push_str(&end);
    }
    text
}

fn one(linted: &Linted, lines: &Lines<'_>, finding: &Finding, painter: &Painter) -> String {
    let at = lines.position(finding.span.start);
    let style = match finding.level {
        Level::Error => Style::Breaks,
        Level::Warning => Style::Caveat,
        Level::Note => Style::Faint,
    };
    let level = painter.paint(style, finding.level.name());
    let mut text = format!(
        "{}:{}:{}: {level}: {} [{}]\n",
        linted.name, at.line, at.column, finding.message, finding.rule
    );
    let line = linted.text.lines().nth(at.line - 1).unwrap_or_default();
    let safe = |c: char| if c.is_control() { ' ' } else { c };
    let shown: String = line.chars().take(WIDEST).map(safe).collect();
    let before = at.column - 1;
    if before < WIDEST {
        let marked = linted.text.get(finding.span.clone()).unwrap_or_default();
        let width = marked.lines().next().unwrap_or_default().chars().count().clamp(1, WIDEST - before);
        let mark = painter.paint(style, &"^".repeat(width));
        text.push_str(&format!("    {shown}\n    {}{mark}\n", " ".repeat(before)));
    }
    let fixes = finding.fix.iter().chain(&finding.alternative);
    for (fix, word) in fixes.zip(["fix", "or"]) {
        text.push_str(&format!("    {}\n", painter.paint(Style::Holds, &format!("{word}: {}", fix.title))));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::linted;

    #[test]
    fn a_finding_is_marked_below_its_line() {
        let text = write(&[linted("FROM scratch\nCOPY a /a\nCMD /a\u{9b}\n")], &Painter::for_stdout());
        let expected = "    CMD /a \n        ^^^\n";
        assert!(text.contains("a dir/Dockerfile:3:5: error: ") && text.contains("[no-shell]"), "{text}");
        assert!(text.contains(expected), "{text}");
        assert!(text.ends_with("a dir/Dockerfile: 2 findings\n"), "{text}");
        assert!(!text.contains('\u{9b}'), "no control character reaches the terminal");
    }
}
