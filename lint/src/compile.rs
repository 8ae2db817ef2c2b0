//! What a stage compiles, and whether the result will want a C library in the image it runs in.

use std::ops::Range;

use crate::document::{Document, Stage};
use crate::shell::Command;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Go,
    Rust,
    C,
}

/// A program that is linked against a C library of its builder, as far as the Dockerfile shows.
pub(crate) struct Compiled {
    pub language: Language,
    /// The words that build it.
    pub span: Range<usize>,
}

/// Text that makes a build static, or says that somebody thought of it.
const STATIC: [&str; 6] = ["-static", "musl", "crt-static", "netgo", "-tags=static", "zigbuild"];

/// The first command of a stage, or of those it is built on, that links dynamically. Where anything hints at a static
/// build, or at a build that is described elsewhere, there is none.
pub(crate) fn dynamic(document: &Document<'_>, stage: &Stage<'_>) -> Option<Compiled> {
    let image = document.image(stage)?;
    // `musl-dev` is what a C compiler wants on Alpine; it links nothing by itself.
    let hints = |text: &str| STATIC.iter().any(|hint| text.replace("musl-dev", "").contains(hint));
    let history = document.history(stage);
    let is_hinted = history.iter().any(|step| hints(step.text(document)));
    if is_hinted || hints(&image.reference) {
        return None;
    }
    // Whatever is said of cgo, by a variable perhaps, was thought about.
    let mentions_cgo = history.iter().any(|step| step.text(document).contains("CGO_ENABLED"));
    let says_no_cgo =
        mentions_cgo && !history.iter().any(|step| step.text(document).contains("CGO_ENABLED=1"));
    let commands = history.iter().flat_map(|step| &step.commands).filter(|command| !command.conditional);
    let has_compiler = !image.is_musl()
        || history.iter().any(|step| {
            crate::package::installs(step).any(|install| {
                install
                    .packages
                    .iter()
                    .any(|package| matches!(package.name, "gcc" | "build-base" | "g++" | "clang"))
            })
        });
    let mut compiled = commands.filter_map(|command| {
        let language = language(command)?;
        let holds = match language {
            // Without a C compiler the go command turns cgo off (`go help environment`, CGO_ENABLED).
            Language::Go => !says_no_cgo && has_compiler,
            // rustc's musl targets link statically unless told otherwise.
            Language::Rust => !image.is_musl(),
            Language::C => true,
        };
        let first = command.program().first()?;
        let second = command.arguments().first().unwrap_or(first);
        holds.then(|| Compiled { language, span: first.span.start..second.span.end.max(first.span.end) })
    });
    compiled.next()
}

fn language(command: &Command) -> Option<Language> {
    let first = command.arguments().first().map(|word| word.text.as_str()).unwrap_or_default();
    let has = |text: &str| command.arguments().iter().any(|word| word.text == text);
    match (command.name(), first) {
        ("go", "build" | "install") => Some(Language::Go),
        // Another target is another C library.
        ("cargo", "build" | "install" | "rustc") if !command.mentions("--target") => Some(Language::Rust),
        ("gcc" | "cc" | "g++" | "c++" | "clang" | "clang++", _)
            if !has("-c") && !has("-shared") && has("-o") =>
        {
            Some(Language::C)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(text: &str) -> Option<Language> {
        let prepared = crate::prepared::Prepared::of(text);
        let document = Document::read(&prepared).expect("it is one");
        let stage = document.last().expect("there is one");
        dynamic(&document, stage).map(|compiled| compiled.language)
    }

    #[test]
    fn cgo_is_on_where_there_is_a_compiler_and_nothing_turns_it_off() {
        assert_eq!(compiled("FROM golang:1.27-trixie\nRUN go build -o /app ."), Some(Language::Go));
        for text in [
            "FROM golang:1.27-trixie\nENV CGO_ENABLED=0\nRUN go build -o /app .",
            "FROM golang:1.27-trixie\nRUN CGO_ENABLED=0 go build -o /app .",
            "FROM golang:1.27-trixie\nARG CGO_ENABLED\nRUN go build -o /app .",
            "FROM golang:1.27-trixie\nRUN go build -ldflags '-extldflags \"-static\"' -o /app .",
            "FROM golang:1.27-alpine\nRUN go build -o /app .",
            "FROM golang:1.27-trixie\nRUN make",
        ] {
            assert_eq!(compiled(text), None, "{text}");
        }
        let with_compiler = "FROM golang:1.27-alpine\nRUN apk add gcc musl-dev\nRUN go build .";
        assert_eq!(compiled(with_compiler), Some(Language::Go));
    }

    #[test]
    fn rust_and_c_link_dynamically_unless_told_otherwise() {
        assert_eq!(compiled("FROM rust:1.98-trixie\nRUN cargo build --release"), Some(Language::Rust));
        assert_eq!(compiled("FROM rust:1.98-alpine\nRUN cargo build --release"), None);
        let target = "FROM rust:1.98\nRUN cargo build --target x86_64-unknown-linux-musl";
        assert_eq!(compiled(target), None);
        assert_eq!(compiled("FROM gcc:14-trixie\nRUN gcc -o /app a.c"), Some(Language::C));
        assert_eq!(compiled("FROM gcc:14-trixie\nRUN gcc -static -o /app a.c"), None);
        assert_eq!(compiled("FROM gcc:14-trixie\nRUN gcc -c -o a.o a.c"), None);
    }
}
