//! `RUN`: what is mounted meanwhile, and the commands.

use super::Word;
use crate::dockerfile::{Token, TokenKind};

/// Commands that must all succeed, and what is mounted meanwhile. Values that the visitor chose stand
/// only in an `ARG` or an `ENV`, and here as `"$NAME"`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub mounts: Vec<Mount>,
    /// A newline stands where a long command goes on in the next line.
    pub commands: Vec<Word>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mount {
    /// Kept between builds and never part of the image. Two builds at once may share it, or take turns.
    Cache { target: &'static str, takes_turns: bool },
    /// The same, one for each architecture that is built.
    CacheByArchitecture { name: &'static str, target: &'static str },
    /// A file or directory of the build context, there for this step only. It can be written to, and what
    /// was written is thrown away.
    Context { source: &'static str, writable: bool },
}

impl Mount {
    pub fn cache(target: &'static str) -> Self {
        Mount::Cache { target, takes_turns: false }
    }

    /// The whole build context, in the working directory.
    pub fn context() -> Self {
        Mount::Context { source: ".", writable: false }
    }

    pub fn file(source: &'static str) -> Self {
        Mount::Context { source, writable: false }
    }

    fn flag(self) -> String {
        match self {
            Mount::Cache { target, takes_turns: false } => format!("--mount=type=cache,target={target}"),
            Mount::Cache { target, takes_turns: true } => {
                format!("--mount=type=cache,target={target},sharing=locked")
            }
            Mount::CacheByArchitecture { name, target } => {
                format!("--mount=type=cache,id={name}-$TARGETARCH,target={target}")
            }
            Mount::Context { source, writable } => {
                let end = if writable { ",rw" } else { "" };
                if source == "." {
                    format!("--mount=type=bind,target=.{end}")
                } else {
                    format!("--mount=type=bind,source={source},target={source}{end}")
                }
            }
        }
    }
}

impl Run {
    pub(super) fn lines(&self) -> Vec<Vec<Token>> {
        let mut lines = Vec::new();
        let mut tokens = super::opening("RUN");
        for mount in &self.mounts {
            tokens.push(Token::new(TokenKind::Flag, &mount.flag()));
            tokens.push(Token::plain(" \\"));
            lines.push(std::mem::replace(&mut tokens, vec![Token::plain("    ")]));
        }
        let last = self.commands.len().saturating_sub(1);
        for (place, command) in self.commands.iter().enumerate() {
            // A long command is written over several lines.
            let mut rows = command.split('\n').peekable();
            while let Some(row) = rows.next() {
                tokens.push(Token::plain(row));
                let (end, indent) = match (rows.peek().is_some(), place < last) {
                    (true, _) => (" \\", "        "),
                    (false, true) => (" && \\", "    "),
                    (false, false) => ("", ""),
                };
                tokens.push(Token::plain(end));
                lines.push(std::mem::replace(&mut tokens, vec![Token::plain(indent)]));
            }
        }
        lines
    }
}
