//! A package by a name that the release has not.

use parse_dockerfile::Instruction;

use super::{About, Context, Found, Rule};
use crate::finding::{Fix, Level};
use crate::image::Manager;
use crate::package;
use crate::release::{Distribution, Release};

pub(super) static RULE: Rule =
    Rule { id: "wrong-package", level: Level::Error, lesson: "debian-slim", check };

pub(super) static ABOUT: About = About {
    title: "A package name of another release or distribution",
    why: "Libraries of Debian carry their version in the package\u{2019}s name, so a new release has new names, and Alpine calls \
          nearly all of them otherwise: unable to locate package. Ubuntu\u{2019}s names are not judged.",
    same_as: &[],
    errors: &[],
    source: "https://packages.debian.org/",
    bad: "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libssl1.1\n",
    good: "FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libssl3t64\n",
};

/// A name, the first and the last release of Debian among 11, 12 and 13 that has it, and the name to take instead; the
/// last is empty where it is a matter of what is wanted. 0 and 99 stand for releases that were not looked at.
///
/// Read from the indices of bullseye, bookworm and trixie with their updates and security archives, `main`, amd64, on
/// 2026-11-25; a name that a package of the release provides counts as there, unless several do.
const DEBIAN: [(&str, u32, u32, &str); 45] = [
    ("clang-11", 0, 11, "clang"),
    ("clang-14", 12, 12, "clang"),
    ("gcc-10", 0, 11, "gcc"),
    ("libaio1", 0, 12, "libaio1t64"),
    ("libavcodec58", 0, 11, ""),
    ("libavcodec59", 12, 12, ""),
    ("libavcodec61", 13, 99, ""),
    ("libcurl3", 99, 99, "libcurl4"),
    ("libevent-2.1-7t64", 13, 99, "libevent-2.1-7"),
    ("libffi7", 0, 11, "libffi8"),
    ("libffi8", 12, 99, ""),
    ("libgconf-2-4", 0, 12, ""),
    ("libgl1-mesa-glx", 0, 12, "libgl1"),
    ("libgnutls30t64", 13, 99, "libgnutls30"),
    ("libicu67", 0, 11, ""),
    ("libicu72", 12, 12, ""),
    ("libicu76", 13, 99, ""),
    ("libldap-2.4-2", 0, 11, ""),
    ("libldap-2.5-0", 12, 12, ""),
    ("libldap2", 13, 99, ""),
    ("libmariadbclient-dev", 99, 99, "libmariadb-dev"),
    ("libmysqlclient-dev", 99, 99, "default-libmysqlclient-dev"),
    ("libncurses5", 0, 12, "libncurses6"),
    ("libpcre3", 0, 12, "libpcre2-8-0"),
    ("libpcre3-dev", 0, 12, "libpcre2-dev"),
    ("libprocps8", 0, 11, ""),
    ("libssl1.1", 0, 11, "libssl3"),
    ("libssl3", 12, 99, ""),
    ("libtiff5", 0, 11, "libtiff6"),
    ("libtinfo5", 0, 12, "libtinfo6"),
    ("libwebp6", 0, 11, "libwebp7"),
    ("llvm-14", 12, 12, "llvm"),
    ("mysql-client", 99, 99, "default-mysql-client"),
    ("neofetch", 0, 12, ""),
    ("netcat", 0, 11, "netcat-openbsd"),
    ("openjdk-11-jdk", 0, 11, ""),
    ("openjdk-11-jre-headless", 0, 11, ""),
    ("openjdk-17-jdk", 11, 12, ""),
    ("openjdk-17-jre-headless", 11, 12, ""),
    ("openjdk-21-jdk", 13, 99, ""),
    ("openjdk-21-jre-headless", 13, 99, ""),
    ("python", 0, 11, "python3"),
    ("python-pip", 99, 99, "python3-pip"),
    ("python2", 0, 11, "python3"),
    ("software-properties-common", 0, 12, ""),
];

/// Names of the other distribution, and what it is called here. None of Alpine's is in the indices above; those of
/// Debian's are made of its own habits: a version behind the name, `-essential`, `python3-`.
const ALPINES: [(&str, &str); 16] = [
    ("bind-tools", "dnsutils"),
    ("build-base", "build-essential"),
    ("curl-dev", "libcurl4-openssl-dev"),
    ("gcompat", ""),
    ("icu-dev", "libicu-dev"),
    ("icu-libs", ""),
    ("jpeg-dev", "libjpeg-dev"),
    ("libc6-compat", ""),
    ("libgcc", "libgcc-s1"),
    ("libstdc++", "libstdc++6"),
    ("openssl-dev", "libssl-dev"),
    ("postgresql-dev", "libpq-dev"),
    ("py3-pip", "python3-pip"),
    ("sqlite-dev", "libsqlite3-dev"),
    ("su-exec", "gosu"),
    ("zlib-dev", "zlib1g-dev"),
];
const DEBIANS: [(&str, &str); 11] = [
    ("apt-transport-https", ""),
    ("build-essential", "build-base"),
    ("default-jdk", ""),
    ("default-jre", ""),
    ("libc6-dev", "musl-dev"),
    ("libssl-dev", "openssl-dev"),
    ("libstdc++6", "libstdc++"),
    ("python3-pip", "py3-pip"),
    ("software-properties-common", ""),
    ("zlib1g", "zlib"),
    ("zlib1g-dev", "zlib-dev"),
];

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        let Some(own) = image.manager() else { continue };
        // Packages of another release may come from another archive.
        let sources = ["sources.list", "add-apt-repository", "deb http", "deb [", "/etc/apk/repositories", "--repository", "-X "];
        let history = document.history(stage);
        let has_other = |text: &str| sources.iter().any(|source| text.contains(source));
        if history.iter().any(|step| has_other(step.text(document))) {
            continue;
        }
        for step in stage.steps.iter().filter(|step| matches!(step.instruction, Instruction::Run(_))) {
            let installs = package::installs(step).filter(|install| install.manager == own && !install.conditional);
            for asked in installs.flat_map(|install| install.packages) {
                let Some(instead) = refused(asked.name, own, image.release) else { continue };
                let name = crate::shown(asked.name);
                let of = image.release.map_or_else(|| crate::shown(&image.reference), Release::name);
                let advice = if instead.is_empty() { String::new() } else { format!(" It is called {instead} there.") };
                let message = format!("{of} has no package {name}.{advice}");
                let start = asked.span.start;
                let word = document.text.get(asked.span.clone()).unwrap_or_default();
                let is_plain = !instead.is_empty() && word == asked.name;
                let fix = is_plain.then(|| Fix::replace(format!("Install {instead}"), start..asked.span.end, instead));
                found.push(asked.span, message, fix);
            }
        }
    }
}

/// What a name is called instead, where the release certainly has not this one.
fn refused(name: &str, manager: Manager, release: Option<&Release>) -> Option<&'static str> {
    let find = |table: &[(&str, &'static str)]| table.iter().find(|(other, _)| *other == name).map(|(_, own)| *own);
    if manager == Manager::Apk {
        return find(&DEBIANS);
    }
    let release = release.filter(|release| release.distribution == Distribution::Debian)?;
    let number: u32 = release.version.parse().ok()?;
    // The indices that were read.
    if !(11..=13).contains(&number) {
        return None;
    }
    let Some((_, first, last, instead)) = DEBIAN.iter().find(|(other, ..)| *other == name) else {
        return find(&ALPINES);
    };
    (number < *first || number > *last).then_some(*instead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::tests::{quiet, said};

    #[test]
    fn names_that_are_gone_and_names_of_others_are_found() {
        let text = "FROM debian:bookworm-slim\nRUN apt-get install -y libicu67 libssl1.1 build-base\n";
        let found = said("wrong-package", text);
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(places, ["libicu67", "libssl1.1", "build-base"]);
        let fixed = "FROM debian:bookworm-slim\nRUN apt-get install -y libicu67 libssl3 build-base\n";
        assert_eq!((found[0].1.as_deref(), found[1].1.as_deref()), (None, Some(fixed)));
        assert_eq!(said("wrong-package", "FROM golang:1.27-alpine\nRUN apk add build-essential\n").len(), 1);
        assert_eq!(said("wrong-package", "FROM python:3.13-slim-trixie\nRUN apt install openjdk-17-jdk\n").len(), 1);
    }

    #[test]
    fn names_of_the_release_other_archives_and_unknown_releases_are_fine() {
        quiet("wrong-package", &[
            "FROM debian:trixie-slim\nRUN apt-get install -y libssl3 libicu76 python3",
            "FROM debian:bookworm-slim\nRUN echo 'deb http://x bullseye main' >/etc/apt/sources.list && apt-get install libssl1.1",
            "FROM ubuntu:24.04\nRUN apt-get install -y netcat libicu67",
            "FROM golang:1.27\nRUN apt-get install -y libicu67",
            "FROM debian:buster\nRUN apt-get install -y libicu67",
            "FROM alpine:3.24\nRUN apk add build-base",
            "FROM alpine:3.24\nRUN apt-get install -y libc6-dev",
        ]);
    }

    #[test]
    fn the_table_is_in_order_and_names_no_advice_that_is_refused() {
        assert!(DEBIAN.is_sorted_by_key(|(name, ..)| *name));
        for (name, _, _, instead) in DEBIAN {
            for version in ["11", "12", "13"] {
                let release = Release::of(Distribution::Debian, version);
                if refused(name, Manager::Apt, release).is_some() && !instead.is_empty() {
                    let again = refused(instead, Manager::Apt, release);
                    assert!(again.is_none() || again == Some(""), "{name} on {version}: {instead}");
                }
            }
        }
    }
}
