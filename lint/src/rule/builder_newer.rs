//! A builder with a newer C library than the image its program runs in.

use super::{About, Context, Found, Rule, dynamic_build};
use crate::compile;
use crate::document::{Base, Stage};
use crate::finding::{Fix, Level};
use crate::release::Release;

pub(super) static RULE: Rule =
    Rule { id: "builder-newer", level: Level::Warning, lesson: "symbol-versions", check };

pub(super) static ABOUT: About = About {
    title: "The builder\u{2019}s release is newer than the final image\u{2019}s",
    why: "A program that is linked against glibc asks for the symbol versions of the glibc it was built with. An older one has \
          not all of them: version `GLIBC_2.38\u{2019} not found. The other way round is fine. Take the builder on the release of \
          the final image.",
    same_as: &[],
    errors: &["missing-version", "missing-glibcxx", "missing-openssl-version"],
    source: "https://sourceware.org/glibc/wiki/FAQ",
    bad: "FROM rust:1.98-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n\n\
          FROM debian:bookworm-slim\nCOPY --from=build /src/target/release/app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n",
    good: "FROM rust:1.98-bookworm AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\n\n\
           FROM debian:bookworm-slim\nCOPY --from=build /src/target/release/app /app\nUSER 65532\nENTRYPOINT [\"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    let release = |stage: &Stage<'_>| {
        let image = document.image(stage)?;
        image.release.filter(|release| release.glibc > 0)
    };
    for stage in &document.stages {
        let Some(own) = release(stage) else { continue };
        for step in &stage.steps {
            let Some(builder) = dynamic_build::taken_from(document, stage, step) else { continue };
            let Some(theirs) = release(builder).filter(|theirs| theirs.glibc > own.glibc) else { continue };
            if compile::dynamic(document, builder).is_none() {
                continue;
            }
            let base = document.image(stage).map(|image| crate::shown(&image.reference)).unwrap_or_default();
            let message = format!(
                "This builder is {} with glibc 2.{}, and {base} has 2.{}: the program may ask for symbol versions that are not there. Build on a release that is not newer, or end on a newer one.",
                theirs.name(),
                theirs.glibc,
                own.glibc
            );
            // The stage that its image stands in.
            let Some(root) = document.stages.get(builder.root) else { continue };
            found.push(root.from.image.span.clone(), message, same_release(root, theirs, own));
        }
    }
}

/// The builder's tag with the other codename in it. Which tags exist is not known; those of the official images exist
/// for the releases that Debian keeps up.
fn same_release(root: &Stage<'_>, theirs: &Release, own: &Release) -> Option<Fix> {
    let Base::Image(image) = &root.base else { return None };
    let written = &root.from.image;
    let is_kept_up = matches!(own.codename, "bookworm" | "trixie") && matches!(theirs.codename, "trixie" | "bookworm");
    let at = written.value.rfind(theirs.codename).filter(|_| is_kept_up && written.value == image.reference)?;
    let start = written.span.start.saturating_add(at);
    let end = start.saturating_add(theirs.codename.len());
    Some(Fix::replace(format!("Build on {}", own.codename), start..end, own.codename))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_newer_builder_is_put_on_the_older_release() {
        let text = "FROM golang:1.27-trixie AS b\nRUN go build -o /app\nFROM gcr.io/distroless/base-debian12:nonroot\nCOPY --from=b /app /app\n";
        let (place, fixed) = said("builder-newer", text).remove(0);
        assert_eq!(place, "golang:1.27-trixie");
        assert!(fixed.expect("there is one").starts_with("FROM golang:1.27-bookworm AS b\n"));
        let ubuntu = "FROM ubuntu:26.04 AS b\nRUN gcc -o /app a.c\nFROM ubuntu:24.04\nCOPY --from=b /app /app\n";
        assert!(matches!(said("builder-newer", ubuntu).as_slice(), [(_, None)]));
    }

    #[test]
    fn older_equal_static_and_unknown_builders_are_fine() {
        quiet("builder-newer", &[
            "FROM rust:1.98-bookworm AS b\nRUN cargo build\nFROM debian:trixie-slim\nCOPY --from=b /app /app",
            "FROM rust:1.98-trixie AS b\nRUN cargo build\nFROM gcr.io/distroless/cc\nCOPY --from=b /app /app",
            "FROM golang:1.27-trixie AS b\nRUN CGO_ENABLED=0 go build\nFROM debian:bookworm-slim\nCOPY --from=b /app /app",
            "FROM rust:1.98 AS b\nRUN cargo build\nFROM debian:bookworm-slim\nCOPY --from=b /app /app",
            "FROM node:24-trixie AS b\nRUN npm ci\nFROM node:24-bookworm-slim\nCOPY --from=b /app /app",
            "FROM rust:1.98-trixie AS b\nRUN cargo build\nFROM debian:bookworm-slim\nCOPY --from=b /etc/x.conf /etc/",
        ]);
    }
}
