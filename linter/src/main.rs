//! The rules as the browser runs them: the text of a Dockerfile becomes findings. The page loads it on intent.

use std::ops::Range;

use lint::{Checked, Finding, Fix, Lines, Program, Question};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A third of the size of the standard library's own.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}

/// What the page shows.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Findings { findings: Vec<Shown<'a>>, truncated: bool },
    Unreadable { line: usize, what: &'a str },
}

/// A finding; places count UTF-16 units from the beginning, as the browser's text fields do.
#[derive(Serialize)]
struct Shown<'a> {
    rule: &'static str,
    level: &'static str,
    message: &'a str,
    line: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Mend<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative: Option<Mend<'a>>,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// Holds the rules against a Dockerfile: `{findings, truncated}`, or `{line, what}` where it cannot be read. `today` is
/// `YYYY-MM-DD`; `report` is the JSON of the program's report, empty without one.
#[wasm_bindgen]
pub fn check(text: &str, today: &str, report: &str) -> String {
    let program: Option<Program> = serde_json::from_str(report).ok();
    let question = Question { today, program: program.as_ref() };
    let written = match lint::check(text, question) {
        Ok(checked) => serde_json::to_string(&shown(text, &checked)),
        Err(error) => serde_json::to_string(&Answer::Unreadable { line: error.line, what: &error.what }),
    };
    written.unwrap_or_default()
}

fn shown<'a>(text: &'a str, checked: &'a Checked) -> Answer<'a> {
    let lines = Lines::of(text);
    let place = |span: &Range<usize>| (lines.utf16(span.start), lines.utf16(span.end));
    let one = |finding: &'a Finding| {
        let (start, end) = place(&finding.span);
        let mend = |fix: &'a Fix| {
            let edits = fix.edits.iter().map(|edit| {
                let (start, end) = place(&edit.span);
                Change { start, end, text: &edit.replacement }
            });
            Mend { title: &fix.title, edits: edits.collect() }
        };
        Shown {
            rule: finding.rule,
            level: finding.level.name(),
            message: &finding.message,
            line: lines.position(finding.span.start).line,
            start,
            end,
            fix: finding.fix.as_ref().map(mend),
            alternative: finding.alternative.as_ref().map(mend),
        }
    };
    Answer::Findings { findings: checked.findings.iter().map(one).collect(), truncated: checked.truncated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_as_text_fields_do() {
        let text = "# \u{1f4e6}\nFROM debian:latest\n";
        let answer: serde_json::Value =
            serde_json::from_str(&check(text, "2026-11-25", "")).expect("it is JSON");
        let finding = &answer["findings"][0];
        assert_eq!(
            (finding["line"].as_u64(), finding["start"].as_u64(), finding["end"].as_u64()),
            (Some(2), Some(10), Some(23))
        );
    }

    #[test]
    fn what_is_no_dockerfile_says_where() {
        assert_eq!(
            check("FROM a\nFRUM b\n", "2026-11-25", ""),
            r#"{"line":2,"what":"unknown instruction 'FRUM'"}"#
        );
    }

    #[test]
    fn a_report_is_read_as_it_is_published() {
        let report = r#"{"schema":1,"file":{"name":"app","size":1},"format":"elf","images":[{"slug":"scratch","outcome":"fails","more":1,
            "blockers":[{"code":"missing-interpreter","subject":"/lib/ld","sentence":"It is missing.","tried":[]}],"caveats":[]}]}"#;
        let said = check("FROM scratch\nCOPY app /app\nUSER 1\nCMD [\"/app\"]\n", "2026-11-25", report);
        assert!(said.contains("program-cannot-start"), "{said}");
    }
}
