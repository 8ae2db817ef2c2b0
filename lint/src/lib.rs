//! Checks a Dockerfile with what the catalog knows of its base images: text in, findings out, each with its place,
//! its reason and, where one is certain, the change that mends it.
//!
//! Pure, as the analyzer is: no I/O, no clock. The text is hostile until shown otherwise, so nothing here
//! indexes, unwraps, casts or does unchecked arithmetic, and what it says of the text it says in escaped form.
//! A rule that is not certain says nothing.

#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects,
        clippy::as_conversions
    )
)]

mod compile;
mod document;
mod finding;
mod ignore;
mod image;
mod init;
mod library;
mod package;
mod position;
mod prepared;
mod program;
mod recipe;
mod release;
mod rule;
mod shell;
mod transfer;
mod variable;

pub use finding::{Edit, Finding, Fix, Level};
pub use position::{Lines, Position};
pub use program::Program;
pub use release::DATE;
pub use rule::{ABOUT, About};

use document::Document;
use prepared::Prepared;
use rule::{Context, Found, RULES};

/// More findings than this are cut off: nobody reads them.
const FINDINGS: usize = 500;

/// What is asked about a Dockerfile beside its text.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// `YYYY-MM-DD`.
    pub today: &'q str,
    /// What was found out about the program that the last stage is to start.
    pub program: Option<&'q Program>,
}

/// What the rules say, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub findings: Vec<Finding>,
    /// There were more.
    pub truncated: bool,
}

/// Where and why a text is no Dockerfile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// From 1 on, as the column.
    pub line: usize,
    pub column: usize,
    /// Without place and full stop: "unknown instruction: FRUM".
    pub what: String,
}

impl Unreadable {
    pub(crate) fn at(line: usize, column: usize, what: &str) -> Self {
        // Of what is missing altogether the parser has no place.
        Unreadable { line: line.max(1), column: column.max(1), what: shown(what) }
    }
}

/// Holds every rule against a Dockerfile.
pub fn check(text: &str, question: Question<'_>) -> Result<Checked, Unreadable> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len().saturating_sub(bare.len());
    let prepared = Prepared::of(bare);
    let document = Document::read(&prepared)?;
    let context = Context { document: &document, today: question.today, program: question.program };
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(&context, &mut Found::of(rule, &mut findings));
    }
    ignore::drop_ignored(&document, &mut findings);
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end, finding.rule));
    findings.dedup();
    let truncated = findings.len() > FINDINGS;
    findings.truncate(FINDINGS);
    for finding in &mut findings {
        let fixes = finding.fix.iter_mut().chain(&mut finding.alternative);
        let edits = fixes.flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        for span in edits.chain(std::iter::once(&mut finding.span)) {
            *span = span.start.saturating_add(mark)..span.end.saturating_add(mark);
        }
    }
    Ok(Checked { findings, truncated })
}

/// Text of the Dockerfile as people may see it.
pub(crate) fn shown(text: &str) -> String {
    analyzer::untrusted::Untrusted::new(text.as_bytes()).shown()
}
