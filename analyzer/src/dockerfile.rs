//! Advice becomes a Dockerfile: typed instructions, each with its reason. `Display` writes the text and
//! [`Dockerfile::lines`] the same as tokens for the page. No text of the dropped file goes in: names,
//! paths, images and flags are our own constants or the catalog's.

mod builder;
mod instruction;
mod recipe;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use instruction::{Copy, Instruction, Mount, Run};
pub(crate) use recipe::{NONROOT, place};
pub use recipe::{Recipe, write};

/// A whole file: the syntax line, then the stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dockerfile {
    pub stages: Vec<Stage>,
}

/// From one `FROM` to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The image, with its tag.
    pub from: String,
    /// Build on the machine's own platform and cross-compile.
    pub on_build_platform: bool,
    /// Set for every stage but the last.
    pub name: Option<&'static str>,
    pub reason: String,
    pub steps: Vec<Step>,
}

/// An instruction, and why it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub instruction: Instruction,
    pub reason: String,
}

/// One line as it is shown: its tokens, and why it is there. Lines of one instruction share a reason;
/// blank lines have none.
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

/// The first line of every file: a parser directive, which has to come before anything else
/// (Dockerfile reference, "syntax").
const SYNTAX: &str = "# syntax=docker/dockerfile:1";

impl Dockerfile {
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = vec![Line {
            tokens: vec![Token::new(TokenKind::Comment, SYNTAX)],
            reason: "The current stable Dockerfile syntax, whatever the age of the builder.".to_owned(),
        }];
        for stage in &self.stages {
            lines.push(Line { tokens: Vec::new(), reason: String::new() });
            lines.push(Line { tokens: stage.opening(), reason: stage.reason.clone() });
            for step in &stage.steps {
                let rows = step.instruction.lines();
                lines.extend(rows.into_iter().map(|tokens| Line { tokens, reason: step.reason.clone() }));
            }
        }
        lines
    }
}

impl fmt::Display for Dockerfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.lines() {
            writeln!(f, "{}", line.text())?;
        }
        Ok(())
    }
}

impl Stage {
    fn opening(&self) -> Vec<Token> {
        let mut tokens = vec![Token::new(TokenKind::Keyword, "FROM"), Token::plain(" ")];
        if self.on_build_platform {
            tokens.push(Token::new(TokenKind::Flag, "--platform=$BUILDPLATFORM"));
            tokens.push(Token::plain(" "));
        }
        tokens.push(Token::new(TokenKind::Image, &self.from));
        if let Some(name) = self.name {
            tokens.push(Token::plain(" "));
            tokens.push(Token::new(TokenKind::Keyword, "AS"));
            tokens.push(Token::plain(&format!(" {name}")));
        }
        tokens
    }
}

impl Line {
    pub fn text(&self) -> String {
        self.tokens.iter().map(|token| token.text.as_str()).collect()
    }
}

impl Token {
    fn new(kind: TokenKind, text: &str) -> Self {
        Token { kind, text: text.to_owned() }
    }

    fn plain(text: &str) -> Self {
        Token::new(TokenKind::Plain, text)
    }
}
