//! YAML as a tree. Every text stands in quotes, in which YAML knows JSON's escapes and nothing more.

use super::super::{Line, Token, TokenKind};

pub(super) enum Yaml {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<Yaml>),
    Map(Vec<Entry>),
    /// A key without a value, as volumes and networks have it.
    Nothing,
}

pub(super) struct Entry {
    key: String,
    value: Yaml,
    reason: &'static str,
}

pub(super) fn text(text: impl Into<String>) -> Yaml {
    Yaml::Text(text.into())
}

pub(super) fn texts<T: Into<String>>(all: impl IntoIterator<Item = T>) -> Yaml {
    Yaml::List(all.into_iter().map(text).collect())
}

pub(super) fn entry(key: &str, value: Yaml) -> Entry {
    because(key, value, "")
}

pub(super) fn because(key: &str, value: Yaml, reason: &'static str) -> Entry {
    Entry { key: key.to_owned(), value, reason }
}

/// The documents, one after another.
pub(super) fn documents(all: Vec<Vec<Entry>>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, document) in all.into_iter().enumerate() {
        if place > 0 {
            lines.push(Line::new(vec![Token::plain("---")], "", ""));
        }
        map(&document, 0, "", &mut lines);
    }
    lines
}

fn map(entries: &[Entry], indent: usize, reason: &str, lines: &mut Vec<Line>) {
    for entry in entries {
        let reason = if entry.reason.is_empty() { reason } else { entry.reason };
        let key = vec![
            Token::plain(&" ".repeat(indent)),
            Token::new(TokenKind::Keyword, &entry.key),
            Token::plain(":"),
        ];
        value(key, &entry.value, indent, reason, lines);
    }
}

/// A value behind `before`: on its line, or in lines below it.
fn value(mut before: Vec<Token>, value: &Yaml, indent: usize, reason: &str, lines: &mut Vec<Line>) {
    let deeper = indent.saturating_add(2);
    match value {
        Yaml::List(items) if !items.is_empty() => {
            lines.push(Line::new(before, reason, ""));
            for item in items {
                list_item(item, deeper, reason, lines);
            }
        }
        Yaml::Map(entries) if !entries.is_empty() => {
            lines.push(Line::new(before, reason, ""));
            map(entries, deeper, reason, lines);
        }
        scalar => {
            let (kind, written) = match scalar {
                Yaml::Text(text) => (TokenKind::Text, quoted(text)),
                Yaml::Number(number) => (TokenKind::Plain, number.to_string()),
                Yaml::Flag(flag) => (TokenKind::Plain, flag.to_string()),
                Yaml::List(_) => (TokenKind::Plain, "[]".to_owned()),
                Yaml::Map(_) => (TokenKind::Plain, "{}".to_owned()),
                Yaml::Nothing => {
                    lines.push(Line::new(before, reason, ""));
                    return;
                }
            };
            before.push(Token::plain(" "));
            before.push(Token::new(kind, &written));
            lines.push(Line::new(before, reason, ""));
        }
    }
}

/// The first entry of a map stands behind the dash.
fn list_item(item: &Yaml, indent: usize, reason: &str, lines: &mut Vec<Line>) {
    let dash = format!("{}-", " ".repeat(indent));
    match item {
        Yaml::Map(entries) => {
            let start = lines.len();
            map(entries, indent.saturating_add(2), reason, lines);
            if let Some(first) = lines.get_mut(start).and_then(|line| line.tokens.first_mut()) {
                first.text = format!("{dash} ");
            }
        }
        scalar => value(vec![Token::plain(&dash)], scalar, indent, reason, lines),
    }
}

fn quoted(text: &str) -> String {
    let mut written = String::from('"');
    for c in text.chars() {
        if matches!(c, '\\' | '"') {
            written.push('\\');
        }
        written.push(c);
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_lists_and_lists_of_maps_are_indented() {
        let port = Yaml::Map(vec![entry("name", text("http")), entry("port", Yaml::Number(80))]);
        let document = vec![
            entry("a", Yaml::Map(vec![entry("b", texts(["x", "y\"z"]))])),
            entry("ports", Yaml::List(vec![port])),
            entry("empty", Yaml::Nothing),
        ];
        let lines: Vec<String> = documents(vec![document]).iter().map(Line::text).collect();
        let expected = [
            "a:",
            "  b:",
            "    - \"x\"",
            "    - \"y\\\"z\"",
            "ports:",
            "  - name: \"http\"",
            "    port: 80",
            "empty:",
        ];
        assert_eq!(lines, expected);
    }
}
