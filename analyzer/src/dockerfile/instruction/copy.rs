//! `COPY` and `ADD`, in JSON form: the other form reads `#`, blanks and `<<` for itself.

use super::{Word, json_array, opening};
use crate::dockerfile::{Token, TokenKind};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copy {
    /// The stage or image to copy from; the build context when absent.
    pub from: Option<Word>,
    /// Numeric, as `--chown` cannot look up names in an image without `/etc/passwd`.
    pub owner: Option<u32>,
    /// Octal; absent keeps the source's.
    pub mode: Option<&'static str>,
    pub sources: Vec<Word>,
    pub destination: Word,
}

/// A file from the network, held to its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Add {
    /// Hexadecimal SHA-256.
    pub sha256: &'static str,
    pub mode: &'static str,
    pub source: &'static str,
    pub destination: &'static str,
}

impl Copy {
    pub(super) fn tokens(&self) -> Vec<Token> {
        let mut tokens = opening("COPY");
        let from = self.from.as_ref().map(|stage| format!("--from={stage}"));
        let owner = self.owner.map(|uid| format!("--chown={uid}:{uid}"));
        let mode = self.mode.map(|mode| format!("--chmod={mode}"));
        for flag in [from, owner, mode].into_iter().flatten() {
            tokens.push(Token::new(TokenKind::Flag, &flag));
            tokens.push(Token::plain(" "));
        }
        let words = self.sources.iter().chain([&self.destination]);
        tokens.extend(json_array(words.map(AsRef::as_ref)));
        tokens
    }
}

impl Add {
    /// The hash fills a line of its own.
    pub(super) fn lines(&self) -> Vec<Vec<Token>> {
        let mut first = opening("ADD");
        first.push(Token::new(TokenKind::Flag, &format!("--checksum=sha256:{}", self.sha256)));
        first.push(Token::plain(" \\"));
        let mut second = vec![Token::plain("    ")];
        second.push(Token::new(TokenKind::Flag, &format!("--chmod={}", self.mode)));
        second.push(Token::plain(" "));
        second.extend(json_array([self.source, self.destination].into_iter()));
        vec![first, second]
    }
}
