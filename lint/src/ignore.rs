//! Comments that silence a rule: `# finalstage ignore=root-user,secret` above an instruction silences it there,
//! and before the first instruction, with `ignore-file=`, in all of the file.

use std::ops::Range;

use crate::document::Document;
use crate::finding::Finding;

/// Takes out what a comment silences.
pub(crate) fn drop_ignored(document: &Document<'_>, findings: &mut Vec<Finding>) {
    let comments = comments(document.text);
    if comments.is_empty() {
        return;
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for stage in &document.stages {
        spans.push(stage.opening());
        spans.extend(stage.steps.iter().map(|step| step.span.clone()));
    }
    let first = spans.first().map_or(0, |span| span.start);
    let is_silenced = |finding: &Finding| {
        comments.iter().any(|comment| {
            let names = |rules: &str| rules.split(',').any(|rule| rule.trim() == finding.rule);
            match comment.of_file {
                true => comment.at < first && names(comment.rules),
                // The next instruction begins after the comment, and a comment inside of one is its own.
                false => {
                    let next = spans.iter().find(|span| span.end > comment.at);
                    let holds = |span: &Range<usize>| {
                        span.start <= finding.span.start && finding.span.start < span.end
                    };
                    next.is_some_and(holds) && names(comment.rules)
                }
            }
        })
    };
    findings.retain(|finding| !is_silenced(finding));
}

struct Comment<'t> {
    at: usize,
    rules: &'t str,
    of_file: bool,
}

fn comments(text: &str) -> Vec<Comment<'_>> {
    let mut at = 0_usize;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let said =
            line.trim().strip_prefix('#').map(str::trim).and_then(|line| line.strip_prefix("finalstage "));
        let said = said.map(str::trim).unwrap_or_default();
        if let Some(rules) = said.strip_prefix("ignore=") {
            found.push(Comment { at, rules, of_file: false });
        } else if let Some(rules) = said.strip_prefix("ignore-file=") {
            found.push(Comment { at, rules, of_file: true });
        }
        at = at.saturating_add(line.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::ids;

    #[test]
    fn a_comment_silences_a_rule_for_the_next_instruction() {
        let text = "FROM golang:latest\nFROM debian:latest\n";
        assert_eq!(ids(text), ["latest-tag", "latest-tag"]);
        assert_eq!(ids(&format!("# finalstage ignore=latest-tag\n{text}")), ["latest-tag"]);
        assert_eq!(ids(&format!("# finalstage ignore=secret\n{text}")).len(), 2);
        assert_eq!(
            ids(&format!("# finalstage ignore-file=root-user, latest-tag\n{text}")),
            Vec::<&str>::new()
        );
        let late = "FROM debian:latest\n# finalstage ignore-file=latest-tag\nRUN true\n";
        assert_eq!(ids(late), ["latest-tag"]);
    }
}
