//! `ADD` of an address whose content nobody checks.

use super::{About, Context, Found, Rule};
use crate::document::{Document, Stage, Step};
use crate::finding::Level;
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "add-without-checksum", level: Level::Note, lesson: "ten-security-practices", check };

pub(super) static ABOUT: About = About {
    title: "ADD of an address without a checksum",
    why: "What lies at an address can change. ADD --checksum=sha256:\u{2026} fails when it does; it needs the first line \
          # syntax=docker/dockerfile:1 or BuildKit of 2023 or later. Without TLS others than its owner can change it, so that is \
          a warning.",
    same_as: &[],
    errors: &[],
    source: "https://docs.docker.com/reference/dockerfile/#add---checksum",
    bad: "FROM scratch\nADD https://example.org/data.bin /data.bin\n",
    good: "FROM scratch\n\
           ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.org/data.bin /data.bin\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let checked = last_check(document, stage);
        for step in &stage.steps {
            let Some(transfer) = Transfer::of(step).filter(|transfer| transfer.is_add) else { continue };
            if transfer.option("checksum").is_some() || step.span.start <= checked {
                continue;
            }
            for source in transfer.sources.iter().filter(|source| is_file(&source.value)) {
                let (level, who) = match source.value.starts_with("http://") {
                    true => (Level::Warning, ", or whatever somebody on the way puts there: http:// protects nothing"),
                    false => (Level::Note, ""),
                };
                let message = format!(
                    "The build takes whatever lies at this address on its day{who}. To take this file and no other, add --checksum=sha256: with the sum that sha256sum prints of it."
                );
                found.push_as(level, source.span.clone(), message, None);
            }
        }
    }
}

/// Git repositories are fetched by commit or tag.
fn is_file(source: &str) -> bool {
    let is_address = source.starts_with("https://") || source.starts_with("http://");
    let path = source.split('#').next().unwrap_or_default();
    is_address && !path.ends_with(".git")
}

/// Where the last line of a stage stands that compares something with a checksum or a signature; what is fetched before
/// it may be what it compares.
pub(super) fn last_check(document: &Document<'_>, stage: &Stage<'_>) -> usize {
    let checks =
        ["sha256sum", "sha512sum", "sha1sum", "md5sum", "gpg", "cosign", "minisign", "shasum", "openssl dgst"];
    let is_check = |step: &&Step<'_>| checks.iter().any(|check| step.text(document).contains(check));
    stage.steps.iter().rev().find(is_check).map_or(0, |step| step.span.start)
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::{checked, quiet, said};

    #[test]
    fn an_address_alone_is_found() {
        let text = "FROM a\nADD https://e.org/a.tgz b /\n";
        assert_eq!(said("add-without-checksum", text), [("https://e.org/a.tgz".to_owned(), None)]);
        let levels: Vec<Level> = checked("FROM a:1\nADD https://e.org/a http://e.org/b /\n").findings.iter().map(|one| one.level).collect();
        assert_eq!(levels, [Level::Note, Level::Warning]);
    }

    #[test]
    fn a_checksum_a_later_check_and_git_are_fine() {
        quiet("add-without-checksum", &[
            "FROM a\nADD --checksum=sha256:00 https://e.org/a /",
            "FROM a\nADD https://e.org/a /a\nRUN echo '00 /a' | sha256sum -c",
            "FROM a\nADD https://github.com/a/b.git#v1 /src",
            "FROM a\nADD a.tar /\nADD git@github.com:a/b.git /b",
        ]);
    }
}
