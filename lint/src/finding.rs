//! What a rule says: where, why, and how to mend it.

use std::ops::Range;

use serde::Serialize;

/// How bad it is. The names are SARIF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It works, and could be better.
    Note,
    /// It goes wrong under conditions that the Dockerfile does not show.
    Warning,
    /// The build, the start or a later step of it fails.
    Error,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static str,
    pub level: Level,
    /// Sentences. Text of the Dockerfile in them is safe to show.
    pub message: String,
    /// Bytes of the text, where a squiggle goes.
    pub span: Range<usize>,
    pub fix: Option<Fix>,
    /// Another way, in its place.
    pub alternative: Option<Fix>,
    /// The slug of the lesson that explains it.
    pub lesson: &'static str,
}

/// Changes of the text that mend a finding, all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a button: "Take the nonroot tag".
    pub title: String,
    /// In the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Range<usize>,
    pub replacement: String,
}

impl Fix {
    pub(crate) fn new(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix { title: title.into(), edits }
    }

    pub(crate) fn replace(
        title: impl Into<String>,
        span: Range<usize>,
        replacement: impl Into<String>,
    ) -> Self {
        Fix::new(title, vec![Edit { span, replacement: replacement.into() }])
    }

    pub(crate) fn insert(title: impl Into<String>, at: usize, text: impl Into<String>) -> Self {
        Fix::replace(title, at..at, text)
    }

    /// The text with the changes made.
    pub fn apply(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut at = 0;
        for edit in &self.edits {
            result.push_str(text.get(at..edit.span.start).unwrap_or_default());
            result.push_str(&edit.replacement);
            at = edit.span.end;
        }
        result.push_str(text.get(at..).unwrap_or_default());
        result
    }
}
