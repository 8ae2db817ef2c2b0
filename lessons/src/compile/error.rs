//! A mistake in a lesson, and the place it was made.

use std::fmt;

/// Displays as `content/lessons/one.md:41: what was found, what is allowed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl std::error::Error for Error {}

/// Gathers the mistakes of one file and turns offsets into lines.
pub(super) struct Errors<'a> {
    path: &'a str,
    text: &'a str,
    found: Vec<Error>,
}

impl<'a> Errors<'a> {
    pub(super) fn new(path: &'a str, text: &'a str) -> Self {
        Self { path, text, found: Vec::new() }
    }

    pub(super) fn at(&mut self, offset: usize, message: impl Into<String>) {
        let error = Error { path: self.path.into(), line: self.line(offset), message: message.into() };
        // A code span inside a link is met twice; one mistake is told once.
        if !self.found.contains(&error) {
            self.found.push(error);
        }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        1 + self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// `value`, unless something was wrong.
    pub(super) fn finish<T>(mut self, value: Option<T>) -> Result<T, Vec<Error>> {
        self.found.sort_by_key(|error| error.line);
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.found),
        }
    }
}

/// "allowed: a, b, c".
pub(super) fn allowed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    format!("allowed: {}", names.join(", "))
}
