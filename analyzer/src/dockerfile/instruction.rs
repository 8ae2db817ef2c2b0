//! The instructions the writer uses, and how each is written: JSON arrays where the Dockerfile reference
//! allows them, one command of a `RUN` per line.

use super::{Token, TokenKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instruction {
    Workdir(&'static str),
    /// `ARG NAME` or `ARG NAME=default`.
    Arg {
        names: &'static str,
    },
    Copy(Copy),
    Run(Run),
    /// Numeric, because an image without `/etc/passwd` has no names.
    User {
        uid: u32,
        gid: u32,
    },
    Entrypoint(Vec<&'static str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The stage to copy from; the build context when absent.
    pub from: Option<&'static str>,
    /// Octal; absent keeps the source's.
    pub mode: Option<&'static str>,
    pub sources: Vec<&'static str>,
    pub destination: &'static str,
}

/// Commands that must all succeed, and what is mounted meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub mounts: Vec<Mount>,
    pub commands: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mount {
    Cache(&'static str),
}

impl Instruction {
    /// The lines, as tokens.
    pub(super) fn lines(&self) -> Vec<Vec<Token>> {
        match self {
            Instruction::Workdir(path) => vec![simple("WORKDIR", path)],
            Instruction::Arg { names } => vec![simple("ARG", names)],
            Instruction::User { uid, gid } => vec![simple("USER", &format!("{uid}:{gid}"))],
            Instruction::Entrypoint(words) => {
                let mut tokens = vec![Token::new(TokenKind::Keyword, "ENTRYPOINT"), Token::plain(" ")];
                tokens.extend(json_array(words.iter().copied()));
                vec![tokens]
            }
            Instruction::Copy(copy) => vec![copy.tokens()],
            Instruction::Run(run) => run.lines(),
        }
    }
}

impl Copy {
    fn tokens(&self) -> Vec<Token> {
        let mut tokens = vec![Token::new(TokenKind::Keyword, "COPY"), Token::plain(" ")];
        let from = self.from.map(|stage| format!("--from={stage}"));
        let mode = self.mode.map(|mode| format!("--chmod={mode}"));
        for flag in [from, mode].into_iter().flatten() {
            tokens.push(Token::new(TokenKind::Flag, &flag));
            tokens.push(Token::plain(" "));
        }
        tokens.extend(json_array(self.sources.iter().copied().chain([self.destination])));
        tokens
    }
}

impl Run {
    fn lines(&self) -> Vec<Vec<Token>> {
        let mut lines = Vec::new();
        let mut tokens = vec![Token::new(TokenKind::Keyword, "RUN"), Token::plain(" ")];
        for Mount::Cache(target) in &self.mounts {
            tokens.push(Token::new(TokenKind::Flag, &format!("--mount=type=cache,target={target}")));
            tokens.push(Token::plain(" \\"));
            lines.push(std::mem::replace(&mut tokens, vec![Token::plain("    ")]));
        }
        let last = self.commands.len().saturating_sub(1);
        for (place, command) in self.commands.iter().enumerate() {
            tokens.push(Token::plain(command));
            if place < last {
                tokens.push(Token::plain(" && \\"));
            }
            lines.push(std::mem::replace(&mut tokens, vec![Token::plain("    ")]));
        }
        lines
    }
}

fn simple(keyword: &str, rest: &str) -> Vec<Token> {
    vec![Token::new(TokenKind::Keyword, keyword), Token::plain(&format!(" {rest}"))]
}

/// A JSON array of strings. BuildKit silently takes bad JSON for a shell command, so quotes and
/// backslashes are escaped, whatever our own constants hold.
fn json_array<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (place, word) in words.enumerate() {
        tokens.push(Token::plain(if place == 0 { "[" } else { ", " }));
        let mut quoted = String::from('"');
        for c in word.chars() {
            if matches!(c, '\\' | '"') {
                quoted.push('\\');
            }
            quoted.push(c);
        }
        quoted.push('"');
        tokens.push(Token::new(TokenKind::Text, &quoted));
    }
    tokens.push(Token::plain("]"));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(instruction: &Instruction) -> String {
        let rows = instruction.lines();
        let rows: Vec<String> =
            rows.iter().map(|row| row.iter().map(|token| token.text.as_str()).collect()).collect();
        rows.join("\n")
    }

    #[test]
    fn entrypoints_are_json() {
        assert_eq!(text(&Instruction::Entrypoint(vec!["/app", "a\"b"])), r#"ENTRYPOINT ["/app", "a\"b"]"#);
    }

    #[test]
    fn each_command_of_a_run_has_its_line() {
        let run =
            Run { mounts: vec![Mount::Cache("/root/.cache")], commands: vec!["one".into(), "two".into()] };
        let expected = "RUN --mount=type=cache,target=/root/.cache \\\n    one && \\\n    two";
        assert_eq!(text(&Instruction::Run(run)), expected);
    }
}
