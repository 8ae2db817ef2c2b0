//! A base image whose tag moves.

use super::{About, Context, Found, Rule};
use crate::document::Base;
use crate::finding::{Fix, Level};
use crate::image::Image;

pub(super) static RULE: Rule =
    Rule { id: "latest-tag", level: Level::Warning, lesson: "ten-security-practices", check };

pub(super) static ABOUT: About = About {
    title: "A base image without a version",
    why: "Without a tag Docker takes latest, which is another release some day, with another C library: what was built and \
          tested last week is not what is built today. Chainguard's free images have no other tag, and distroless has the \
          release in its name; they are not meant.",
    same_as: &["hadolint DL3006", "hadolint DL3007"],
    errors: &["missing-version", "missing-libssl"],
    source: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    bad: "FROM debian:latest\nCMD [\"ls\"]\nUSER 65532\n",
    good: "FROM debian:trixie-slim\nUSER 65532\nCMD [\"ls\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    for stage in &context.document.stages {
        let Base::Image(image) = &stage.base else { continue };
        let written = &stage.from.image;
        let is_moving = matches!(image.tag.as_deref(), None | Some("latest"));
        let has_no_other = image.repository.starts_with("cgr.dev/chainguard/");
        let name = crate::shown(&image.repository);
        let distroless = image.repository.strip_prefix("gcr.io/distroless/");
        let has_release = distroless.is_some_and(|tier| tier.contains("-debian"));
        // A name that a variable gives may be a placeholder that each build replaces.
        let is_given = image.tag.is_none() && written.value.starts_with('$');
        let is_own = image.is_official() && !VERSIONED.contains(&image.repository.as_str());
        if !is_moving || image.has_digest || image.is_scratch() || has_no_other || has_release || is_given || is_own {
            continue;
        }
        // The newest release of distroless; its names carry it before the tag.
        let at = written.span.start.saturating_add(image.repository.len());
        let is_literal = written.value == image.reference && written.value.starts_with(&image.repository);
        let fix = (distroless.is_some() && is_literal && image.known.is_some())
            .then(|| Fix::insert("Name the release: -debian13", at, "-debian13"));
        let by_default = stage.by_default(image);
        let instead = match image.release_to_take(context.today) {
            Some(reference) => format!("Name the one you have tested, such as {reference}."),
            None => "Name the one you have tested.".to_owned(),
        };
        let message = match (distroless, &image.tag) {
            (Some(_), _) => format!("{name} is made of the newest Debian, so what lies under the program becomes another release some day. {name}-debian13 stays what it is."),
            (None, None) => format!("{by_default}{name} has no tag, so the build takes whatever version is the latest on its day. {instead}"),
            (None, Some(_)) => format!("{by_default}{name}:latest is another version some day. {instead}"),
        };
        found.push_as(level(image), written.span.clone(), message, fix);
    }
}

/// Whether a version is there to be named is certain only of images that have some. Under a static program there are no
/// libraries that could change.
fn level(image: &Image) -> Level {
    let has_libraries = image.known.is_none_or(|known| known.image.libc != "none");
    let has_versions = VERSIONED.contains(&image.repository.as_str()) || image.repository.starts_with("gcr.io/distroless/");
    if has_versions && has_libraries { Level::Warning } else { Level::Note }
}

/// Docker's own images that have a tag for each version (docker-library/official-images at 37079fb, `library/`). Any
/// other name without a slash may be that of an image that was built a moment ago.
const VERSIONED: [&str; 72] = [
    "adminer", "almalinux", "alpine", "amazoncorretto", "amazonlinux", "azul-zulu", "bash", "buildpack-deps", "busybox", "caddy", "cassandra", "clickhouse", "clojure", "composer", "couchdb", "dart", "debian", "docker", "drupal", "eclipse-mosquitto", "eclipse-temurin", "elasticsearch", "elixir", "erlang", "fedora", "gcc", "ghost", "golang", "gradle", "groovy", "haproxy", "haskell", "httpd", "influxdb", "jetty", "julia", "kibana", "kong", "logstash", "mariadb", "maven", "memcached", "mongo", "mysql", "nats", "neo4j", "nextcloud", "nginx", "node", "openjdk", "oraclelinux", "perl", "php", "postgres", "pypy", "python", "rabbitmq", "redis", "registry", "rockylinux", "ruby", "rust", "sonarqube", "spark", "swift", "telegraf", "tomcat", "traefik", "ubuntu", "varnish", "wordpress", "zookeeper",
];

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rule::tests::{checked, quiet, said};

    #[test]
    fn a_tag_that_moves_is_found() {
        assert_eq!(said("latest-tag", "FROM golang AS a\nFROM a\nFROM golang:latest\n").len(), 2);
        let fixed = said("latest-tag", "FROM gcr.io/distroless/static:nonroot\nFROM gcr.io/distroless/cc\n");
        let fix = "FROM gcr.io/distroless/static:nonroot\nFROM gcr.io/distroless/cc-debian13\n".to_owned();
        assert_eq!(fixed, [("gcr.io/distroless/cc".to_owned(), Some(fix))]);
    }

    #[test]
    fn what_may_have_no_versions_is_a_note() {
        let level = |text: &str| checked(text).findings.iter().map(|one| one.level).max();
        assert_eq!(level("FROM alpine"), Some(Level::Warning));
        assert_eq!(level("FROM gcr.io/distroless/cc"), Some(Level::Warning));
        for text in ["FROM tonistiigi/xx", "FROM gcr.io/distroless/static", "ARG B=a/b:latest\nFROM $B"] {
            assert_eq!(level(text), Some(Level::Note), "{text}");
        }
    }

    #[test]
    fn what_to_write_is_the_catalogs_newest() {
        let message = |text: &str| checked(text).findings.first().map(|one| one.message.clone()).unwrap_or_default();
        assert!(message("FROM debian:latest\n").ends_with("such as debian:trixie-slim."), "{}", message("FROM debian:latest\n"));
        assert!(message("FROM ruby\n").ends_with("Name the one you have tested."));
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
            "FROM my-base",
            "FROM my-base:latest",
            "ARG BASE=placeholder\nFROM $BASE",
            "ARG FLAVOR=${TARGETARCH}\nFROM $FLAVOR",
        ]);
    }
}
