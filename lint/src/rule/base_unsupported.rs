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
    why: "Holes that are found from that day on stay open, and scanners report them for ever. In a stage that only builds they \
          do not get into the final image, so that is a note. Debian is meant with its long term support, Ubuntu without \
          paid maintenance.",
    same_as: &[],
    errors: &[],
    source: "https://endoflife.date/",
    bad: "FROM debian:buster-slim\nUSER 65532\nCMD [\"ls\"]\n",
    good: "FROM debian:trixie-slim\nUSER 65532\nCMD [\"ls\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Base::Image(image) = &stage.base else { continue };
        let Some((what, day)) = end(image, context.today) else { continue };
        let by_default = stage.by_default(image);
        let (level, so) = match document.is_shipped(stage) {
            true => (Level::Warning, "Holes that are found in it stay open, and the program is shipped with them."),
            false => (Level::Note, "This stage only builds, so its holes do not get into the final image."),
        };
        let next = next(image, context.today);
        let message = format!("{by_default}The support of {what} ended on {day}. {so}{next}");
        found.push_as(level, stage.from.image.span.clone(), message, successor(stage, image));
    }
}

/// What is still mended, in a sentence; nothing where the tables have nothing.
fn next(image: &Image, today: &str) -> String {
    let tag = image.tag.as_deref().unwrap_or_default();
    let language = release::language_end(&image.repository, tag).and(release::language_newest(&image.repository, today));
    let (name, day) = if let Some((version, day)) = language.filter(|_| is_past_language(image, today)) {
        (format!("{} {version}", language_name(image)), day)
    } else if let Some(release) = image.release.and_then(|release| release.distribution.newest(today)) {
        // Distroless has a policy of its own, and a fix that names its release.
        match image.repository.starts_with("gcr.io/distroless/") {
            true => return " Distroless has images of newer releases of Debian.".to_owned(),
            false => (release.name(), release.supported_until),
        }
    } else {
        return String::new();
    };
    format!(" {name} has support until {day}.")
}

/// What is out of support, and since when.
fn end(image: &Image, today: &str) -> Option<(String, &'static str)> {
    if let Some(known) = image.known.filter(|known| known.exact) {
        let day = known.image.supported_until;
        return known.image.is_past(today).then(|| (known.image.reference.to_owned(), day));
    }
    let tag = image.tag.as_deref().unwrap_or_default();
    if is_past_language(image, today) {
        let (version, day) = release::language_end(&image.repository, tag)?;
        return Some((format!("{} {version}", language_name(image)), day));
    }
    let release = image.release.filter(|release| is_past(release.supported_until, today))?;
    Some((release.name(), release.supported_until))
}

fn is_past(day: &str, today: &str) -> bool {
    !day.is_empty() && day < today
}

fn is_past_language(image: &Image, today: &str) -> bool {
    let language = release::language_end(&image.repository, image.tag.as_deref().unwrap_or_default());
    language.is_some_and(|(_, day)| is_past(day, today))
}

/// Of an image with a version in `release::LANGUAGES`.
fn language_name(image: &Image) -> &'static str {
    if image.repository == "node" { "Node.js" } else { "Python" }
}

/// Of distroless the same tier on the next release: what starts on an older glibc starts on a newer one. A digest would
/// still be that of the old image.
fn successor(stage: &Stage<'_>, image: &Image) -> Option<Fix> {
    let known = image.known.filter(|known| known.exact && known.image.family == "distroless" && !image.has_digest)?;
    let next = known.image.slug.replace("-debian12", "-debian13");
    let is_there = Image::of(&format!("gcr.io/distroless/{}", next.strip_prefix("distroless-")?)).known?.exact;
    let written = &stage.from.image;
    let at = written.value.find("-debian12").filter(|_| is_there && written.value == image.reference)?;
    let start = written.span.start.saturating_add(at);
    Some(Fix::replace("Take Debian 13", start..start.saturating_add("-debian12".len()), "-debian13"))
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::{checked, quiet, said};

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
    fn what_only_builds_is_a_note_and_a_digest_is_not_carried_over() {
        let text = "FROM node:20 AS build\nFROM gcr.io/distroless/static-debian12@sha256:00 AS run\nFROM run\nUSER 1\n";
        let checked = checked(text);
        let levels: Vec<_> = checked.findings.iter().map(|one| (one.rule, one.level, one.fix.is_some())).collect();
        assert_eq!(levels, [("base-unsupported", Level::Note, false), ("base-unsupported", Level::Warning, false)]);
        let [node, static_] = checked.findings.as_slice() else { panic!("{levels:?}") };
        assert!(node.message.ends_with("final image. Node.js 26 has support until 2029-04-30."), "{}", node.message);
        assert!(static_.message.ends_with("newer releases of Debian."), "{}", static_.message);
    }

    #[test]
    fn a_default_is_called_one() {
        let checked = checked("ARG V=3.16\nFROM alpine:$V\nUSER 1\n");
        let message = checked.findings.first().map(|one| one.message.as_str()).unwrap_or_default();
        assert_eq!(
            message,
            "By the defaults of its variables this is alpine:3.16. The support of Alpine 3.16 ended on 2024-05-23. Holes that \
             are found in it stay open, and the program is shipped with them. Alpine 3.24 has support until 2028-06-01."
        );
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
