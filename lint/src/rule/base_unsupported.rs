//! A base image that nobody mends any more.

use super::{About, Context, Found, Rule};
use crate::document::{Base, Stage};
use crate::finding::{Fix, Level};
use crate::image::Image;
use crate::release;

pub(super) static RULE: Rule =
    Rule { id: "base-unsupported", level: Level::Warning, lesson: "debian-slim", check };

pub(super) static ABOUT: About = About {
    title: "A base past the end of its support",
    why: "Holes that are found from that day on stay open, and scanners report them for ever. Debian is meant with its long \
          term support, Ubuntu without paid maintenance.",
    same_as: &[],
    source: "https://endoflife.date/",
    bad: "FROM debian:buster-slim\nUSER 65532\nCMD [\"ls\"]\n",
    good: "FROM debian:trixie-slim\nUSER 65532\nCMD [\"ls\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    for stage in &context.document.stages {
        let Base::Image(image) = &stage.base else { continue };
        let Some((what, day)) = end(image, context.today) else { continue };
        let message = format!("The support of {what} ended on {day}: holes that are found in it stay open.");
        found.push(stage.from.image.span.clone(), message, successor(stage, image));
    }
}

/// What is out of support, and since when.
fn end(image: &Image, today: &str) -> Option<(String, &'static str)> {
    if let Some(known) = image.known.filter(|known| known.exact) {
        let day = known.image.supported_until;
        return known.image.is_past(today).then(|| (known.image.reference.to_owned(), day));
    }
    let tag = image.tag.as_deref().unwrap_or_default();
    let is_past = |day: &str| !day.is_empty() && day < today;
    if image.is_official() {
        let language = release::language_end(&image.repository, tag).filter(|(_, day)| is_past(day));
        if let Some((version, day)) = language {
            let name = if image.repository == "node" { "Node.js" } else { "Python" };
            return Some((format!("{name} {version}"), day));
        }
    }
    let release = image.release.filter(|release| is_past(release.supported_until))?;
    Some((release.name(), release.supported_until))
}

/// Of distroless the same tier on the next release: what starts on an older glibc starts on a newer one.
fn successor(stage: &Stage<'_>, image: &Image) -> Option<Fix> {
    let known = image.known.filter(|known| known.exact && known.image.family == "distroless")?;
    let next = known.image.slug.replace("-debian12", "-debian13");
    let is_there = Image::of(&format!("gcr.io/distroless/{}", next.strip_prefix("distroless-")?)).known?.exact;
    let written = &stage.from.image;
    let at = written.value.find("-debian12").filter(|_| is_there && written.value == image.reference)?;
    let start = written.span.start.saturating_add(at);
    Some(Fix::replace("Take Debian 13", start..start.saturating_add("-debian12".len()), "-debian13"))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{quiet, said};

    #[test]
    fn what_has_ended_is_found_with_its_day() {
        for text in [
            "FROM alpine:3.16",
            "FROM python:3.9-slim-trixie",
            "FROM golang:1.20-buster",
            "FROM ubuntu:20.04",
            "FROM node:16-alpine",
            "FROM gcr.io/distroless/base-debian11",
        ] {
            assert_eq!(said("base-unsupported", text).len(), 1, "{text}");
        }
        let fixed = said("base-unsupported", "FROM gcr.io/distroless/static-debian12:nonroot\n");
        let expected = "FROM gcr.io/distroless/static-debian13:nonroot\n".to_owned();
        assert_eq!(fixed, [("gcr.io/distroless/static-debian12:nonroot".to_owned(), Some(expected))]);
    }

    #[test]
    fn what_is_kept_up_and_what_is_not_known_is_not() {
        quiet("base-unsupported", &[
            "FROM debian:bookworm-slim",
            "FROM golang:1.18",
            "FROM example.org/python:3.6",
            "FROM alpine",
            "FROM gcr.io/distroless/static-debian13",
        ]);
    }
}
