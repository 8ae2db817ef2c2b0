//! The instructions the writer uses, and how each is written: JSON arrays where the Dockerfile reference
//! allows them, one command of a `RUN` per line, values in quotes.

mod copy;
mod run;

use std::borrow::Cow;

use super::{Token, TokenKind};

pub use copy::{Add, Copy};
pub use run::{Mount, Run};

/// A word of an instruction: a constant of ours or the catalog's, a number, or text that
/// [`super::grammar`] let pass.
pub type Word = Cow<'static, str>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instruction {
    Workdir(Word),
    /// Names, each with a default or without.
    Arg(Vec<(&'static str, Option<Word>)>),
    Env(Vec<(&'static str, Word)>),
    Label(Vec<(&'static str, Word)>),
    Copy(Copy),
    Add(Add),
    Run(Run),
    Expose(Vec<u16>),
    Volume(Vec<Word>),
    StopSignal(&'static str),
    /// In exec form: an image without a shell cannot run the other.
    HealthCheck(Vec<Word>),
    /// Numeric, because an image without `/etc/passwd` has no names.
    User {
        uid: u32,
        gid: u32,
    },
    Entrypoint(Vec<Word>),
    Cmd(Vec<Word>),
}

impl Instruction {
    /// The keyword, as it is written.
    pub fn keyword(&self) -> &'static str {
        match self {
            Instruction::Workdir(_) => "WORKDIR",
            Instruction::Arg(_) => "ARG",
            Instruction::Env(_) => "ENV",
            Instruction::Label(_) => "LABEL",
            Instruction::Copy(_) => "COPY",
            Instruction::Add(_) => "ADD",
            Instruction::Run(_) => "RUN",
            Instruction::Expose(_) => "EXPOSE",
            Instruction::Volume(_) => "VOLUME",
            Instruction::StopSignal(_) => "STOPSIGNAL",
            Instruction::HealthCheck(_) => "HEALTHCHECK",
            Instruction::User { .. } => "USER",
            Instruction::Entrypoint(_) => "ENTRYPOINT",
            Instruction::Cmd(_) => "CMD",
        }
    }

    /// The lines, as tokens.
    pub(super) fn lines(&self) -> Vec<Vec<Token>> {
        let keyword = self.keyword();
        match self {
            Instruction::Workdir(path) => vec![simple(keyword, path)],
            Instruction::StopSignal(name) => vec![simple(keyword, name)],
            Instruction::User { uid, gid } => vec![simple(keyword, &format!("{uid}:{gid}"))],
            Instruction::Expose(ports) => {
                let ports: Vec<String> = ports.iter().map(|port| format!("{port}/tcp")).collect();
                vec![simple(keyword, &ports.join(" "))]
            }
            Instruction::Arg(names) => {
                let names: Vec<String> = names
                    .iter()
                    .map(|(name, default)| match default {
                        Some(default) => format!("{name}={}", quoted(default)),
                        None => (*name).to_owned(),
                    })
                    .collect();
                vec![simple(keyword, &names.join(" "))]
            }
            Instruction::Env(pairs) => pair_lines(keyword, pairs),
            Instruction::Label(pairs) => pair_lines(keyword, pairs),
            Instruction::Volume(words) | Instruction::Entrypoint(words) | Instruction::Cmd(words) => {
                let mut tokens = opening(keyword);
                tokens.extend(json_array(words.iter().map(AsRef::as_ref)));
                vec![tokens]
            }
            Instruction::HealthCheck(command) => health_check(command),
            Instruction::Copy(copy) => vec![copy.tokens()],
            Instruction::Add(add) => add.lines(),
            Instruction::Run(run) => run.lines(),
        }
    }
}

/// Ten seconds to come up, and a failure only after three in a row.
fn health_check(command: &[Word]) -> Vec<Vec<Token>> {
    let mut first = opening("HEALTHCHECK");
    for flag in ["--interval=30s", "--timeout=3s", "--start-period=10s", "--retries=3"] {
        first.push(Token::new(TokenKind::Flag, flag));
        first.push(Token::plain(" "));
    }
    first.push(Token::plain("\\"));
    let mut second = vec![Token::plain("    "), Token::new(TokenKind::Keyword, "CMD"), Token::plain(" ")];
    second.extend(json_array(command.iter().map(AsRef::as_ref)));
    vec![first, second]
}

fn pair_lines(keyword: &str, pairs: &[(&'static str, Word)]) -> Vec<Vec<Token>> {
    let last = pairs.len().saturating_sub(1);
    let mut lines = Vec::new();
    for (place, (key, value)) in pairs.iter().enumerate() {
        let mut tokens = if place == 0 { opening(keyword) } else { vec![Token::plain("    ")] };
        tokens.push(Token::plain(&format!("{key}=")));
        tokens.push(Token::new(TokenKind::Text, &quoted(value)));
        if place < last {
            tokens.push(Token::plain(" \\"));
        }
        lines.push(tokens);
    }
    lines
}

fn opening(keyword: &str) -> Vec<Token> {
    vec![Token::new(TokenKind::Keyword, keyword), Token::plain(" ")]
}

fn simple(keyword: &str, rest: &str) -> Vec<Token> {
    vec![Token::new(TokenKind::Keyword, keyword), Token::plain(&format!(" {rest}"))]
}

/// A value in quotes. `$` stays: the only ones are names of arguments in our own constants.
fn quoted(value: &str) -> String {
    let mut text = String::from('"');
    for c in value.chars() {
        if matches!(c, '\\' | '"') {
            text.push('\\');
        }
        text.push(c);
    }
    text.push('"');
    text
}

/// A JSON array of strings. BuildKit silently takes bad JSON for a shell command, so quotes and
/// backslashes are escaped, whatever our own constants hold.
fn json_array<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (place, word) in words.enumerate() {
        tokens.push(Token::plain(if place == 0 { "[" } else { ", " }));
        tokens.push(Token::new(TokenKind::Text, &quoted(word)));
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
        let entrypoint = Instruction::Entrypoint(vec!["/app".into(), "a\"b".into()]);
        assert_eq!(text(&entrypoint), r#"ENTRYPOINT ["/app", "a\"b"]"#);
    }

    #[test]
    fn each_command_of_a_run_has_its_line() {
        let run =
            Run { mounts: vec![Mount::cache("/root/.cache")], commands: vec!["one".into(), "two".into()] };
        let expected = "RUN --mount=type=cache,target=/root/.cache \\\n    one && \\\n    two";
        assert_eq!(text(&Instruction::Run(run)), expected);
    }

    #[test]
    fn a_health_check_needs_no_shell() {
        let check = Instruction::HealthCheck(vec!["/app".into(), "health".into()]);
        let expected = "HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \\\n    \
                        CMD [\"/app\", \"health\"]";
        assert_eq!(text(&check), expected);
    }

    #[test]
    fn pairs_have_a_line_each_and_quotes() {
        let pairs = Instruction::Env(vec![("A", "1".into()), ("B", "two words".into())]);
        assert_eq!(text(&pairs), "ENV A=\"1\" \\\n    B=\"two words\"");
    }
}
