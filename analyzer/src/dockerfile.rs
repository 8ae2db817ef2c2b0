//! Advice becomes a Dockerfile: a [`Plan`] says what is wanted, [`write`] turns it into typed instructions,
//! each with its reason. `Display` writes the text and [`Dockerfile::lines`] the same as tokens for the
//! page. No text of the dropped file goes in: names, paths, images and flags are our own constants or the
//! catalog's, and what a visitor types has passed `grammar`.

pub mod choice;
mod companion;
mod generate;
mod grammar;
mod instruction;
mod language;
mod last;
mod lesson;
mod plan;
mod recipe;
pub mod version;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use generate::{Command, File, Generated, generate};
pub use instruction::{Add, Copy, Instruction, Mount, Run, Word};
pub use language::{C, CLibrary, Dotnet, Go, Java, Node, Python, Rust, Serving, Zig};
pub(crate) use last::known_library;
pub(crate) use plan::NONROOT;
pub use plan::{Health, Init, Plan, write};
pub use recipe::Recipe;
pub(crate) use recipe::place;

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
    /// Which image exactly, whatever its tag comes to mean: `sha256:…`.
    pub digest: Option<String>,
    pub reason: String,
    /// The lesson that explains it, by its slug.
    pub lesson: &'static str,
    pub steps: Vec<Step>,
}

/// An instruction, and why it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub instruction: Instruction,
    pub reason: String,
    /// The lesson that explains it, by its slug.
    pub lesson: &'static str,
}

/// One line as it is shown: its tokens, and why it is there. Lines of one instruction share a reason;
/// blank lines have none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub tokens: Vec<Token>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The slug of the lesson that explains it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lesson: String,
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
        let syntax = vec![Token::new(TokenKind::Comment, SYNTAX)];
        let reason = "The current stable Dockerfile syntax, whatever the age of the builder.";
        let mut lines = vec![Line::new(syntax, reason, lesson::STAGES)];
        for stage in &self.stages {
            lines.push(Line::new(Vec::new(), "", ""));
            lines.push(Line::new(stage.opening(), &stage.reason, stage.lesson));
            for step in &stage.steps {
                let rows = step.instruction.lines().into_iter();
                lines.extend(rows.map(|tokens| Line::new(tokens, &step.reason, step.lesson)));
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
        let digest = self.digest.as_ref().map(|digest| format!("@{digest}")).unwrap_or_default();
        tokens.push(Token::new(TokenKind::Image, &format!("{}{digest}", self.from)));
        if let Some(name) = self.name {
            tokens.push(Token::plain(" "));
            tokens.push(Token::new(TokenKind::Keyword, "AS"));
            tokens.push(Token::plain(&format!(" {name}")));
        }
        tokens
    }
}

impl Step {
    fn new(instruction: Instruction, lesson: &'static str, reason: impl Into<String>) -> Self {
        Step { instruction, reason: reason.into(), lesson }
    }
}

impl Line {
    fn new(tokens: Vec<Token>, reason: &str, lesson: &str) -> Self {
        Line { tokens, reason: reason.to_owned(), lesson: lesson.to_owned() }
    }

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
