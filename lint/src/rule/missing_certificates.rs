//! A stage that fetches by TLS and has no certificates.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::document::{Document, Stage};
use crate::finding::Level;
use crate::package;
use crate::shell::Command;
use crate::transfer::Transfer;

pub(super) static RULE: Rule =
    Rule { id: "missing-certificates", level: Level::Error, lesson: "certificates-time-zones-dns", check };

pub(super) static ABOUT: About = About {
    title: "TLS without a CA bundle",
    why: "debian:slim, busybox and scratch have no certificates, and apt-get install --no-install-recommends curl brings none. \
          The first https address ends with unable to get local issuer certificate, and a variable that names a bundle does \
          not make one. Install ca-certificates, or copy the bundle from a stage that has it.",
    same_as: &[],
    errors: &["ca-certificates"],
    source: "https://packages.debian.org/trixie/libcurl4t64",
    bad: "FROM debian:trixie-slim\n\
          RUN apt-get update && apt-get install -y --no-install-recommends curl && curl -fsSL https://example.org/a -o /a\n",
    good: "FROM debian:trixie-slim\n\
           RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && curl -fsSL https://example.org/a -o /a\n",
};

/// Packages that bring no certificates along, as long as recommendations are left out.
pub(super) const PLAIN: [&str; 30] = [
    "bash", "build-essential", "bzip2", "ca-certificates", "coreutils", "cmake", "curl", "dumb-init", "file", "g++", "gcc",
    "git", "gnupg", "gosu", "gzip", "jq", "less", "libc6-dev", "make", "patch", "pkg-config", "procps", "tar", "tini", "unzip",
    "vim", "wget", "xz-utils", "zip", "zstd",
];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let known = document.image(stage).and_then(|image| image.known).filter(|known| known.exact);
        let Some(known) = known else { continue };
        let has_bundle = known.image.contents.as_ref().is_some_and(|contents| !contents.ca_bundle.is_empty());
        if has_bundle {
            continue;
        }
        let base = known.image.reference;
        let brought = brought(document, stage);
        let fetching = stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Run(_)));
        let first = fetching.filter(|step| step.span.start < brought);
        if let Some(address) = first.flat_map(|step| &step.commands).find_map(fetches) {
            let message = format!(
                "{base} has no CA bundle, and nothing here brings one: no certificate can be checked. Install ca-certificates."
            );
            found.push(address, message, None);
        }
        if brought < usize::MAX {
            continue;
        }
        for step in stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Env(_))) {
            for named in step.assignments.iter().filter(|one| one.name == "SSL_CERT_FILE") {
                let path = crate::shown(named.value.as_deref().unwrap_or_default());
                let message = format!("{base} has no CA bundle, and nothing here brings one to {path}. Copy /etc/ssl/certs/ca-certificates.crt from an earlier stage.");
                found.push(named.span.clone(), message, None);
            }
        }
    }
}

/// The address that a command certainly fetches with its certificate checked.
fn fetches(command: &Command) -> Option<std::ops::Range<usize>> {
    let is_client = matches!(command.name(), "curl" | "wget") || command.name() == "git" && command.mentions("clone");
    let is_open = ["-k", "--insecure", "--no-check-certificate"];
    let ignores = command.words.iter().any(|word| is_open.contains(&word.text.as_str()) || word.text.contains("sslVerify"));
    let address = command.arguments().iter().find(|word| word.text.starts_with("https://"))?;
    // Of `-fsSLk`, too.
    let short = command.arguments().iter().any(|word| {
        word.text.starts_with('-') && !word.text.starts_with("--") && word.text.contains('k') && command.name() == "curl"
    });
    (is_client && !ignores && !short && !command.conditional && !command.mentions("--cacert")).then(|| address.span.clone())
}

/// Where the first line stands that may bring certificates.
fn brought(document: &Document<'_>, stage: &Stage<'_>) -> usize {
    document.first(stage, |step| match &step.instruction {
        Instruction::Run(_) => {
            let text = step.text(document);
            let is_plain = |name: &str| PLAIN.contains(&name) && name != "ca-certificates";
            let mut installs = package::installs(step);
            let brings = installs.any(|one| {
                one.is_open || !one.bare || one.packages.iter().any(|package| !is_plain(package.name))
            });
            brings || text.contains("/etc/ssl") || text.contains("cert")
        }
        _ => Transfer::of(step).is_some_and(|transfer| {
            let files = transfer.files(document, stage);
            let is_bundle = |path: &String| path.contains("cert") || path.contains("ssl") || path.contains("pki");
            transfer.may_bring_anything(document, stage) || files.is_empty() || files.iter().any(is_bundle)
        }),
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn an_address_without_a_bundle_is_found() {
        let text = "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends wget\n\
                    RUN wget https://e.org/a\nRUN wget https://e.org/b\n";
        assert_eq!(said("missing-certificates", text), [("https://e.org/a".to_owned(), None)]);
        let text = "FROM scratch\nCOPY app /app\nENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt\n";
        assert_eq!(said("missing-certificates", text).len(), 1);
    }

    #[test]
    fn where_one_may_be_there_it_is_fine() {
        quiet("missing-certificates", &[
            "FROM debian:trixie-slim\nRUN apt-get install -y curl && curl https://e.org",
            "FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends ca-certificates curl && curl https://e.org",
            "FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends curl && curl -fsSLk https://e.org",
            "FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends curl nodejs && curl https://e.org",
            "FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends curl && curl http://e.org",
            "FROM alpine:3.24\nRUN wget https://e.org",
            "FROM buildpack-deps:trixie\nRUN curl https://e.org",
            "FROM scratch\nCOPY --from=b /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt",
        ]);
    }
}
