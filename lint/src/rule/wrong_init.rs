//! tini in a flavour that the image cannot start, or for one machine only.

use std::ops::Range;

use super::{About, Context, Found, Rule};
use crate::document::{Document, Stage, Step};
use crate::finding::Level;
use crate::image::Image;
use crate::init::Tini;
use crate::shell::Command;
use crate::transfer::{Transfer, file_name};

pub(super) static RULE: Rule = Rule { id: "wrong-init", level: Level::Error, lesson: "pid-1", check };

pub(super) static ABOUT: About = About {
    title: "tini of the wrong flavour or architecture",
    why: "The released file tini is a dynamic glibc program for amd64. Alpine, scratch and distroless static cannot start it: \
          no such file or directory. tini-static starts everywhere, and both exist for each architecture, with its name at \
          the end. What a distribution packages is linked for that distribution.",
    same_as: &[],
    errors: &["missing-interpreter", "wrong-architecture"],
    source: "https://github.com/krallin/tini#alpine-linux-package",
    bad: "FROM scratch\nCOPY app /app\n\
          ADD --chmod=0555 https://github.com/krallin/tini/releases/download/v0.19.0/tini /tini\n\
          USER 65532\nENTRYPOINT [\"/tini\", \"--\", \"/app\"]\n",
    good: "FROM scratch\nCOPY app /app\n\
           ADD --checksum=sha256:c5b0666b4cb676901f90dfcb37106783c5fe2077b04590973b885950611b30ee --chmod=0555 https://github.com/krallin/tini/releases/download/v0.19.0/tini-static /tini\n\
           USER 65532\nENTRYPOINT [\"/tini\", \"--\", \"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    let many = ["TARGETARCH", "TARGETPLATFORM", "BUILDPLATFORM"];
    // Where one for another machine is fetched as well, somebody chooses among them.
    let steps = document.stages.iter().flat_map(|stage| &stage.steps);
    let fetched: Vec<String> = steps.flat_map(addresses).map(|(address, _)| address).collect();
    let mut fetched = fetched.iter().filter_map(|address| Tini::at(address));
    let is_for_many = many.iter().any(|name| document.text.contains(name))
        && fetched.all(|tini| matches!(tini.architecture, "" | "amd64"));
    for stage in &document.stages {
        for step in &stage.steps {
            for (address, span) in addresses(step) {
                let Some(tini) = Tini::at(&address) else { continue };
                if !tini.is_static && document.image(stage).is_some_and(starts_no_glibc) {
                    let base = document.image(stage).map(|image| crate::shown(&image.reference)).unwrap_or_default();
                    let message = format!("This tini is linked against glibc, which {base} has not. tini-static needs nothing.");
                    found.push(span.clone(), message, None);
                }
                if is_for_many && matches!(tini.architecture, "" | "amd64") {
                    let message = "This is tini for amd64, in every image that is built for another machine, too. The names of the others end in -arm64 and so on.".to_owned();
                    found.push_as(Level::Warning, span, message, None);
                }
            }
            copied(document, stage, step, found);
        }
    }
}

/// What `ADD` and downloads in `RUN` fetch.
fn addresses(step: &Step<'_>) -> Vec<(String, Range<usize>)> {
    let added = Transfer::of(step).filter(|transfer| transfer.is_add).map(|transfer| transfer.sources).unwrap_or_default();
    let added = added.into_iter().map(|source| (source.value.to_string(), source.span.clone()));
    let words = step.commands.iter().flat_map(Command::arguments);
    let words = words.filter(|word| word.text.starts_with("https://")).map(|word| (word.text.clone(), word.span.clone()));
    added.chain(words).collect()
}

/// glibc's loader is not in it, for certain.
fn starts_no_glibc(image: &Image) -> bool {
    let libc = image.known.map(|known| known.image.libc);
    image.is_scratch() || image.is_musl() || libc == Some("none")
}

/// A packaged tini that is taken from another stage.
fn copied(document: &Document<'_>, stage: &Stage<'_>, step: &Step<'_>, found: &mut Found<'_>) {
    let Some(transfer) = Transfer::of(step) else { return };
    let Some(from) = transfer.from.and_then(|from| document.source(stage, from)) else { return };
    let (Some(theirs), Some(own)) = (document.image(from), document.image(stage)) else { return };
    let packaged = transfer.sources.iter().find(|source| {
        let is_packaged = source.value.starts_with("/usr/bin/") || source.value.starts_with("/sbin/");
        is_packaged && file_name(&source.value) == "tini"
    });
    let Some(source) = packaged else { return };
    let is_glibc = theirs.manager() == Some(crate::image::Manager::Apt);
    let own_libc = own.known.map(|known| known.image.libc);
    let made_for = if is_glibc && starts_no_glibc(own) {
        "glibc"
    } else if theirs.is_musl() && (own.is_scratch() || matches!(own_libc, Some("glibc" | "none"))) {
        "musl"
    } else {
        return;
    };
    let base = crate::shown(&own.reference);
    let message = format!("A distribution\u{2019}s tini is linked against its own C library, here {made_for}, which {base} has not. Take tini-static.");
    found.push(source.span.clone(), message, None);
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    const AT: &str = "https://github.com/krallin/tini/releases/download/v0.19.0/";

    #[test]
    fn the_wrong_flavour_and_a_fixed_machine_are_found() {
        assert_eq!(said("wrong-init", &format!("FROM alpine:3.24\nADD {AT}tini /tini\n")).len(), 1);
        assert_eq!(said("wrong-init", &format!("FROM golang:1.27-alpine\nRUN wget -O /tini {AT}tini-amd64\n")).len(), 1);
        let many = format!("FROM --platform=$BUILDPLATFORM a AS b\nFROM debian:trixie-slim\nADD {AT}tini /tini\n");
        assert_eq!(said("wrong-init", &many).len(), 1);
        let copied = "FROM debian:trixie-slim AS b\nRUN apt-get install -y tini\nFROM scratch\nCOPY --from=b /usr/bin/tini /tini\n";
        assert_eq!(said("wrong-init", copied), [("/usr/bin/tini".to_owned(), None)]);
    }

    #[test]
    fn the_static_one_and_a_base_with_its_library_are_fine() {
        quiet("wrong-init", &[
            &format!("FROM alpine:3.24\nADD {AT}tini-static /tini"),
            &format!("FROM scratch\nARG TARGETARCH\nADD {AT}tini-static-${{TARGETARCH}} /tini"),
            &format!("FROM debian:trixie-slim\nADD {AT}tini /tini\nADD {AT}tini.asc /tini.asc"),
            &format!(
                "FROM scratch AS tini-amd64\nADD {AT}tini-static-amd64 /tini\nFROM scratch AS tini-arm64\nADD {AT}tini-static-arm64 /tini\nFROM tini-${{TARGETARCH}}"
            ),
            "FROM debian:trixie-slim AS b\nFROM scratch\nCOPY --from=b /usr/bin/tini-static /tini",
            "FROM debian:trixie-slim AS b\nFROM gcr.io/distroless/base-debian13\nCOPY --from=b /usr/bin/tini /tini",
        ]);
    }
}
