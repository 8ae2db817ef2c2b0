//! A base image whose tag moves.

use super::{About, Context, Found, Rule};
use crate::document::Base;
use crate::finding::{Fix, Level};

pub(super) static RULE: Rule =
    Rule { id: "latest-tag", level: Level::Warning, lesson: "ten-security-practices", check };

pub(super) static ABOUT: About = About {
    title: "A base image without a version",
    why: "Without a tag Docker takes latest, which is another release some day, with another C library: what was built and \
          tested last week is not what is built today. Chainguard's free images have no other tag, and distroless has the \
          release in its name; they are not meant.",
    same_as: &["hadolint DL3006", "hadolint DL3007"],
    source: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    bad: "FROM debian:latest\nCMD [\"ls\"]\nUSER 65532\n",
    good: "FROM debian:trixie-slim\nUSER 65532\nCMD [\"ls\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    for stage in &context.document.stages {
        let Base::Image(image) = &stage.base else { continue };
        let is_moving = matches!(image.tag.as_deref(), None | Some("latest"));
        let has_no_other = image.repository.starts_with("cgr.dev/chainguard/");
        let name = crate::shown(&image.repository);
        let distroless = image.repository.strip_prefix("gcr.io/distroless/");
        let has_release = distroless.is_some_and(|tier| tier.contains("-debian"));
        if !is_moving || image.has_digest || image.is_scratch() || has_no_other || has_release {
            continue;
        }
        let written = &stage.from.image;
        // The newest release of distroless; its names carry it before the tag.
        let at = written.span.start.saturating_add(image.repository.len());
        let is_literal = written.value == image.reference && written.value.starts_with(&image.repository);
        let fix = (distroless.is_some() && is_literal && image.known.is_some())
            .then(|| Fix::insert("Name the release: -debian13", at, "-debian13"));
        let message = match (distroless, &image.tag) {
            (Some(_), _) => format!("{name} follows the newest Debian: the libraries under the program change without notice."),
            (None, None) => format!("{name} has no tag, so it is whatever latest means on the day of the build."),
            (None, Some(_)) => format!("{name}:latest is another release some day."),
        };
        found.push(written.span.clone(), message, fix);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn a_tag_that_moves_is_found() {
        assert_eq!(said("latest-tag", "FROM golang AS a\nFROM a\nFROM golang:latest\n").len(), 2);
        let fixed = said("latest-tag", "FROM gcr.io/distroless/static:nonroot\nFROM gcr.io/distroless/cc\n");
        let fix = "FROM gcr.io/distroless/static:nonroot\nFROM gcr.io/distroless/cc-debian13\n".to_owned();
        assert_eq!(fixed, [("gcr.io/distroless/cc".to_owned(), Some(fix))]);
    }

    #[test]
    fn a_version_a_digest_and_what_has_no_other_tag_are_fine() {
        quiet("latest-tag", &[
            "ARG V=1.27\nFROM golang:${V}",
            "FROM debian@sha256:00",
            "FROM scratch",
            "FROM cgr.dev/chainguard/static:latest",
            "FROM gcr.io/distroless/static-debian13",
            "FROM $BASE",
        ]);
    }
}
