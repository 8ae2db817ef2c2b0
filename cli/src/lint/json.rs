//! The JSON contract of `finalstage lint --format json`: one object for each Dockerfile and line. `cli/README.md` has
//! its fields.

use ::lint::{Finding, Fix, Lines};
use serde::Serialize;

use super::Linted;

/// It changes when a field is renamed or changes its meaning.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct File<'l> {
    schema: u32,
    file: &'l str,
    findings: Vec<Found<'l>>,
    truncated: bool,
}

#[derive(Serialize)]
struct Found<'l> {
    rule: &'l str,
    level: &'static str,
    message: &'l str,
    #[serde(flatten)]
    at: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mend<'l>>,
    /// Another way, in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<Mend<'l>>,
    lesson: &'l str,
    page: String,
}

#[derive(Serialize)]
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Mend<'l> {
    title: &'l str,
    edits: Vec<Change<'l>>,
}

#[derive(Serialize)]
struct Change<'l> {
    #[serde(flatten)]
    at: Region,
    text: &'l str,
}

pub(super) fn write(all: &[Linted]) -> String {
    let mut text = String::new();
    for linted in all {
        let lines = Lines::of(&linted.text);
        let findings = linted.checked.findings.iter().map(|finding| found(&lines, finding)).collect();
        let file = File { schema: SCHEMA, file: &linted.name, findings, truncated: linted.checked.truncated };
        text.push_str(&serde_json::to_string(&file).expect("findings are plain values"));
        text.push('\n');
    }
    text
}

fn found<'l>(lines: &Lines<'_>, finding: &'l Finding) -> Found<'l> {
    let mend = |fix: &'l Fix| {
        let edits = fix.edits.iter();
        let edits = edits.map(|edit| Change { at: region(lines, &edit.span), text: &edit.replacement });
        Mend { title: &fix.title, edits: edits.collect() }
    };
    Found {
        rule: finding.rule,
        level: finding.level.name(),
        message: &finding.message,
        at: region(lines, &finding.span),
        fix: finding.fix.as_ref().map(mend),
        alternative: finding.alternative.as_ref().map(mend),
        lesson: finding.lesson,
        page: format!("/dockerfile/check/#{}", finding.rule),
    }
}

fn region(lines: &Lines<'_>, span: &std::ops::Range<usize>) -> Region {
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lint::tests::linted;

    #[test]
    fn the_contract_is_kept() {
        let text = write(&[linted("FROM scratch\nCMD [\"/a\"]\n")]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        let expected = json!({
            "schema": 1,
            "file": "a dir/Dockerfile",
            "findings": [{
                "rule": "root-user",
                "level": "note",
                "message": "The program runs as root: neither the base nor a line here sets a user. If it needs none of root\u{2019}s rights, give it a number, as by USER 65532:65532.",
                "line": 1, "column": 6, "end_line": 1, "end_column": 13,
                "fix": {
                    "title": "Run as user 65532",
                    "edits": [{ "line": 2, "column": 1, "end_line": 2, "end_column": 1, "text": "USER 65532:65532\n" }],
                },
                "lesson": "users-and-writable-paths",
                "page": "/dockerfile/check/#root-user",
            }],
            "truncated": false,
        });
        assert_eq!(value, expected);
    }
}
