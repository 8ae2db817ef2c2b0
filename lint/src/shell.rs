//! The commands of a `RUN` line or a here-document, as far as a linter needs them: which programs are started,
//! with which words, and whether for certain. What is inside `$(…)` stays a word; nothing is expanded.
//!
//! BuildKit joins continued lines, and drops comment lines between them, before the shell sees anything
//! (Dockerfile reference, "Format"); so does this.

use std::ops::Range;

/// One simple command.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Command {
    pub words: Vec<Word>,
    /// It runs only when another ends so or so: in an `if`, behind `||`, or after a test.
    pub conditional: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Without quotes.
    pub text: String,
    /// In the Dockerfile.
    pub span: Range<usize>,
}

/// Words that begin a part in which what stands may not run, and those that end one.
const OPENING: [&str; 6] = ["if", "while", "until", "for", "case", "select"];
const CLOSING: [&str; 3] = ["fi", "done", "esac"];
/// Words before a command that are none themselves.
const LEADING: [&str; 8] = ["then", "else", "elif", "do", "{", "!", "time", "exec"];
/// Commands whose outcome the next one waits for.
const TESTS: [&str; 6] = ["[", "[[", "test", "command", "which", "type"];

/// Reads `text`, which begins at `offset` of the Dockerfile. `escape` continues a line.
pub(crate) fn commands(text: &str, offset: usize, escape: char) -> Vec<Command> {
    let mut reader = Reader { text, at: 0, offset, escape, line: Line::default() };
    reader.read();
    reader.line.commands
}

/// `NAME=value`, as `ENV`, `ARG` and the words before a command have it.
pub(crate) fn assignment(word: &Word) -> Option<(&str, &str)> {
    let (name, value) = word.text.split_once('=')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some((name, value))
}

impl Command {
    /// The program with its arguments, without what is set for it and without `sudo`, `env` and the like.
    pub(crate) fn program(&self) -> &[Word] {
        let before = |word: &Word| assignment(word).is_some() || matches!(word.text.as_str(), "sudo" | "env");
        let start = self.words.iter().take_while(|word| before(word)).count();
        self.words.get(start..).unwrap_or_default()
    }

    /// The program's file name, without its directory.
    pub(crate) fn name(&self) -> &str {
        let path = self.program().first().map(|word| word.text.as_str()).unwrap_or_default();
        path.rsplit('/').next().unwrap_or_default()
    }

    /// The words after the program.
    pub(crate) fn arguments(&self) -> &[Word] {
        self.program().get(1..).unwrap_or_default()
    }

    /// Whether some word, wherever it stands, holds this text.
    pub(crate) fn mentions(&self, text: &str) -> bool {
        self.words.iter().any(|word| word.text.contains(text))
    }
}

/// What has been read, command by command.
#[derive(Default)]
struct Line {
    commands: Vec<Command>,
    words: Vec<Word>,
    depth: usize,
    after_test: bool,
    after_or: bool,
    redirected: bool,
}

impl Line {
    fn word(&mut self, word: Word) {
        if std::mem::take(&mut self.redirected) {
            return;
        }
        if self.words.is_empty() {
            let text = word.text.as_str();
            if OPENING.contains(&text) {
                self.depth = self.depth.saturating_add(1);
                // The list of a `for`, and what a `case` looks at, are no commands.
                if !matches!(text, "if" | "while" | "until") {
                    self.words.push(word);
                }
                return;
            }
            if CLOSING.contains(&text) {
                self.depth = self.depth.saturating_sub(1);
                return;
            }
            if LEADING.contains(&text) || text == "}" {
                return;
            }
        }
        self.words.push(word);
    }

    fn end(&mut self, separator: &str) {
        let words = std::mem::take(&mut self.words);
        self.redirected = false;
        let is_or = separator == "||";
        if !words.is_empty() {
            let conditional = self.depth > 0 || self.after_test || self.after_or;
            let is_test = words.first().is_some_and(|word| TESTS.contains(&word.text.as_str()));
            self.after_test = separator == "&&" && (is_test || self.after_test);
            self.commands.push(Command { words, conditional });
        }
        self.after_or = is_or || (self.after_or && separator == "&&");
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
    escape: char,
    line: Line,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn read(&mut self) {
        while let Some(c) = self.next() {
            if self.continued() {
                continue;
            }
            match c {
                '\n' => {
                    self.advance(1);
                    self.line.end("\n");
                }
                c if c.is_whitespace() => self.advance(c.len_utf8()),
                '#' => self.comment(),
                '&' | '|' | ';' | '(' | ')' => {
                    let operator =
                        ["&&", "||", ";;", "|&"].into_iter().find(|op| self.rest().starts_with(op));
                    let operator = operator.unwrap_or(";");
                    self.advance(if operator == ";" { 1 } else { 2 });
                    self.line.end(operator);
                }
                '<' | '>' => {
                    let width =
                        self.rest().chars().take_while(|c| matches!(c, '<' | '>' | '&' | '-')).count();
                    self.advance(width);
                    self.line.redirected = true;
                }
                _ => self.take_word(),
            }
        }
        self.line.end("");
    }

    /// Skips the end of a line that goes on, with the comments and blank lines behind it.
    fn continued(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix(self.escape) else { return false };
        let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\r']).len());
        if rest.get(blank..).and_then(|rest| rest.strip_prefix('\n')).is_none() {
            return false;
        }
        self.advance(self.escape.len_utf8().saturating_add(blank).saturating_add(1));
        loop {
            let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
            let content = line.trim_start();
            // A blank last line has no end, and nothing behind it.
            if line.is_empty() || !(content.is_empty() || content.starts_with('#')) {
                return true;
            }
            self.advance(line.len());
        }
    }

    /// To the end of the line, and of those that the Dockerfile joins to it.
    fn comment(&mut self) {
        while let Some(c) = self.next() {
            if self.continued() {
                continue;
            }
            if c == '\n' {
                return;
            }
            self.advance(c.len_utf8());
        }
    }

    fn take_word(&mut self) {
        let start = self.at;
        let mut text = String::new();
        let mut quote = None;
        // Open brackets of `$(` and `${`.
        let mut depth = 0_usize;
        let mut end = self.at;
        while let Some(c) = self.next() {
            if self.continued() {
                continue;
            }
            let is_end = c.is_whitespace() || "&|;()<>".contains(c);
            match (quote, c) {
                (Some((open, level)), c) if c == open && level == depth => quote = None,
                (Some(('\'', _)), c) => text.push(c),
                // Where another character continues lines, paths have this one.
                (_, '\\') if self.escape == '\\' => {
                    self.advance(1);
                    match self.next() {
                        Some(escaped) => text.push(escaped),
                        None => break,
                    }
                    let escaped = self.next().map_or(0, char::len_utf8);
                    self.advance(escaped);
                    end = self.at;
                    continue;
                }
                (None, '\'' | '"') if depth == 0 => quote = Some((c, depth)),
                (None, '`') if depth == 0 && self.escape != '`' => quote = Some((c, depth)),
                (None, _) if depth == 0 && is_end => break,
                (_, '$') => {
                    text.push('$');
                    if self.rest().starts_with("$(") || self.rest().starts_with("${") {
                        self.advance(1);
                        text.extend(self.next());
                        depth = depth.saturating_add(1);
                    }
                }
                (_, ')' | '}') if depth > 0 => {
                    depth = depth.saturating_sub(1);
                    text.push(c);
                }
                (_, '(') if depth > 0 => {
                    depth = depth.saturating_add(1);
                    text.push(c);
                }
                (_, c) => text.push(c),
            }
            let width = self.next().map_or(0, char::len_utf8);
            self.advance(width);
            end = self.at;
        }
        // `2>&1`: the number belongs to the arrow.
        if matches!(self.next(), Some('<' | '>')) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let span = self.offset.saturating_add(start)..self.offset.saturating_add(end);
        self.line.word(Word { text, span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        let commands = commands(text, 0, '\\');
        commands.iter().map(|one| one.words.iter().map(|word| word.text.clone()).collect()).collect()
    }

    #[test]
    fn operators_part_commands_and_quotes_keep_words_together() {
        let text = "apt-get update && apt-get install -y \"a b\" 'c;d' 2>/dev/null; x | y";
        let expected: [&[&str]; 4] =
            [&["apt-get", "update"], &["apt-get", "install", "-y", "a b", "c;d"], &["x"], &["y"]];
        assert_eq!(words(text), expected);
    }

    #[test]
    fn a_continued_line_goes_on_behind_comments() {
        let text = "apk add \\\n  # a comment \\\n\n  curl \\   \n  git";
        assert_eq!(words(text), [["apk", "add", "curl", "git"]]);
    }

    #[test]
    fn what_may_not_run_is_conditional() {
        let is_conditional = |text: &str| {
            let commands = commands(text, 0, '\\');
            commands.iter().map(|one| (one.name().to_owned(), one.conditional)).collect::<Vec<_>>()
        };
        let owned = |name: &str, conditional| (name.to_owned(), conditional);
        assert_eq!(
            is_conditional("if [ -f x ]; then apk add a; fi; apk add b"),
            [owned("[", true), owned("apk", true), owned("apk", false)]
        );
        assert_eq!(
            is_conditional("command -v apk && apk add a || apt-get update\nls"),
            [owned("command", false), owned("apk", true), owned("apt-get", true), owned("ls", false)]
        );
        assert_eq!(
            is_conditional("case \"$a\" in x) go build;; esac; make"),
            [owned("case", true), owned("go", true), owned("make", false)]
        );
    }

    #[test]
    fn a_program_is_found_behind_what_is_set_for_it() {
        let commands = commands("CGO_ENABLED=0 GOOS=linux /usr/local/go/bin/go build -o /app", 10, '\\');
        let [command] = commands.as_slice() else { panic!("{commands:?}") };
        assert_eq!(command.name(), "go");
        assert_eq!(command.words.first().map(|word| word.span.clone()), Some(10..23));
    }

    #[test]
    fn substitutions_are_words() {
        let text = "echo $(uname -m; date) ${A:-b c} `id -u` \"$(a \"b c\")\" d";
        let expected = ["echo", "$(uname -m; date)", "${A:-b c}", "id -u", "$(a \"b c\")", "d"];
        assert_eq!(words(text), [expected]);
    }
}
