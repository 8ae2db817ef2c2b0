//! Advice becomes a Dockerfile: typed instructions, each with its reason.

use serde::{Deserialize, Serialize};

/// One line as it is shown: its tokens, and why it is there. Lines of one instruction share a reason;
/// blank lines and comments have none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub tokens: Vec<Token>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A piece of a line. The library says what it is; the page decides how it looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    pub kind: TokenKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// `FROM`, `COPY`, `AS`.
    Keyword,
    /// `--mount=…`, `--from=…`.
    Flag,
    /// An image reference.
    Image,
    /// A quoted string of a JSON array.
    Text,
    /// A comment or a parser directive.
    Comment,
    /// Everything else, spaces included.
    Plain,
}
