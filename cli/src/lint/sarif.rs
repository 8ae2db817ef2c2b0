//! Findings as SARIF 2.1.0, which code hosts show beside the lines
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::ops::Range;

use ::lint::{ABOUT, Edit, Finding, Fix, Lines};
use serde_json::{Value, json};

use super::Linted;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(all: &[Linted]) -> String {
    let rules: Vec<Value> = ABOUT
        .iter()
        .map(|(id, level, lesson, about)| {
            json!({
                "id": id,
                "shortDescription": { "text": about.title },
                "fullDescription": { "text": about.why },
                "helpUri": about.source,
                "defaultConfiguration": { "level": level.name() },
                "properties": { "lesson": lesson, "sameAs": about.same_as, "errors": about.errors },
            })
        })
        .collect();
    let mut results = Vec::new();
    for linted in all {
        let lines = Lines::of(&linted.text);
        let uri = uri(&linted.name);
        results.extend(linted.checked.findings.iter().map(|finding| result(&lines, &uri, finding)));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "finalstage",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    log.to_string() + "\n"
}

fn result(lines: &Lines<'_>, uri: &str, finding: &Finding) -> Value {
    let index = ABOUT.iter().position(|(id, ..)| *id == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.level.name(),
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri },
            "region": region(lines, &finding.span),
        } }],
    });
    let fixes = finding.fix.iter().chain(&finding.alternative).map(|one| fix(lines, uri, one));
    let fixes: Vec<Value> = fixes.collect();
    if !fixes.is_empty() {
        result["fixes"] = Value::Array(fixes);
    }
    result
}

fn fix(lines: &Lines<'_>, uri: &str, fix: &Fix) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(lines, &edit.span),
            "insertedContent": { "text": edit.replacement },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{ "artifactLocation": { "uri": uri }, "replacements": replacements }],
    })
}

fn region(lines: &Lines<'_>, span: &Range<usize>) -> Value {
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a relative reference (RFC 3986): what has a meaning there, and what is no ASCII, is encoded.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path = path.strip_prefix("./").unwrap_or(path);
    let encoded =
        |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::linted;

    /// The properties that the standard requires, and the values it allows.
    #[test]
    fn what_the_standard_requires_is_there() {
        let text = write(&[linted("FROM gcr.io/distroless/cc-debian13\nCMD /a\n")]);
        let log: Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "finalstage");
        let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), 2);
        for result in results {
            assert!(result["message"]["text"].is_string());
            let index =
                usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one");
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(
                ["none", "note", "warning", "error"].contains(&result["level"].as_str().expect("a text"))
            );
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "a%20dir/Dockerfile");
            for field in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(place["region"][field].as_u64().is_some_and(|number| number >= 1), "{field}");
            }
            for fix in result["fixes"].as_array().into_iter().flatten() {
                let change = &fix["artifactChanges"][0];
                assert!(change["artifactLocation"]["uri"].is_string());
                assert!(change["replacements"][0]["deletedRegion"]["startLine"].is_u64());
            }
        }
    }
}
