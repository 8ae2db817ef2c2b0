//! What `docker inspect` says about how a container is started: entry point, command, user, and how it ended.

use crate::finding::{Collected, Finding, Part};

/// How often a name is looked up; a listing of many containers tells no more than its first ones.
const MOST: usize = 16;

/// How far a value reaches.
const LONGEST: usize = 4096;

pub(crate) fn read(text: &[u8], collected: &mut Collected) {
    let entrypoints = values(text, b"\"Entrypoint\":");
    let commands = values(text, b"\"Cmd\":");
    for (place, (line, written)) in entrypoints.iter().enumerate() {
        let entrypoint = strings(written);
        if entrypoint.is_empty() {
            continue;
        }
        let command = commands.get(place).map(|(_, written)| strings(written)).unwrap_or_default();
        let shown = entrypoint.join(" ");
        collected.add(fact("entrypoint", &shown, *line));
        let first = entrypoint.first().map(String::as_str).unwrap_or_default();
        if is_interpreter(base(first)) && command.first().is_some_and(|word| base(word) == base(first)) {
            let parts = vec![
                Part { name: "entrypoint", value: shown.clone() },
                Part { name: "command", value: command.join(" ") },
            ];
            let text = format!("Entrypoint {shown}, Cmd {}", command.join(" "));
            collected.add(Finding {
                code: "entrypoint-doubled",
                subject: base(first).to_owned(),
                line: *line,
                page: "entrypoint-doubled",
                parts,
                text,
                times: 1,
            });
        }
    }
    for (line, written) in values(text, b"\"User\":") {
        if let Some(user) = strings(&written).first() {
            let user = if user.is_empty() { "root" } else { user };
            collected.add(fact("image-user", user, line));
        }
    }
    for (line, written) in values(text, b"\"Architecture\":") {
        if let Some(architecture) = strings(&written).first() {
            collected.add(fact("architecture", architecture, line));
        }
    }
}

fn fact(code: &'static str, subject: &str, line: usize) -> Finding {
    let text = format!("{code}: {subject}");
    Finding { code, subject: subject.to_owned(), line, page: "linkage", parts: Vec::new(), text, times: 1 }
}

/// What stands behind a name: a list, a string, or a number, with the line of the name.
fn values(text: &[u8], name: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut line = 1_usize;
    while found.len() < MOST {
        let Some(rest) = text.get(from..) else { break };
        let Some(place) = position(rest, name) else { break };
        let breaks = rest.get(..place).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        line = line.saturating_add(breaks);
        let start = from.saturating_add(place).saturating_add(name.len());
        let value = text.get(start..).unwrap_or_default();
        let value = value.get(..LONGEST).unwrap_or(value);
        found.push((line, whole(value).to_vec()));
        from = start;
    }
    found
}

/// Looks for the first byte first, so that a long text is gone over once.
fn position(text: &[u8], name: &[u8]) -> Option<usize> {
    text.windows(name.len()).position(|window| window == name)
}

/// A list up to its bracket, anything else up to the end of its line.
fn whole(value: &[u8]) -> &[u8] {
    let is_list = value.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let end = if is_list { b']' } else { b'\n' };
    let length = value.iter().position(|byte| *byte == end).unwrap_or(value.len());
    let value = value.get(..length).unwrap_or(value);
    if is_list {
        return value;
    }
    // A value on one line with others ends with its string.
    let mut quotes = value.iter().enumerate().filter(|(_, byte)| **byte == b'"').map(|(place, _)| place);
    let end = quotes.nth(1).map_or(value.len(), |place| place.saturating_add(1));
    value.get(..end).unwrap_or(value)
}

/// The strings in a piece of JSON.
fn strings(written: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(written);
    let mut strings = Vec::new();
    let mut within: Option<String> = None;
    let mut escaped = false;
    for sign in text.chars() {
        match &mut within {
            None if sign == '"' => within = Some(String::new()),
            None => {}
            Some(string) if escaped => {
                string.push(sign);
                escaped = false;
            }
            Some(_) if sign == '\\' => escaped = true,
            Some(string) if sign == '"' => {
                strings.push(std::mem::take(string));
                within = None;
            }
            Some(string) => string.push(sign),
        }
    }
    strings
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Programs that take the first word behind them for a script.
fn is_interpreter(name: &str) -> bool {
    name == "node" || name == "java" || name.starts_with("python") || name == "deno" || name == "bun"
}
