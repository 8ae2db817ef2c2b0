//! Every language on every image, and each option on images where it changes something.

use std::sync::OnceLock;

use analyzer::catalog::Catalog;
use analyzer::dockerfile::choice::{self, Pair};
use analyzer::dockerfile::{Dockerfile, Plan, write};
use analyzer::elf::platform::Architecture;

pub(crate) struct Combination {
    pub name: String,
    pub plan: Plan<'static>,
    pub dockerfile: Dockerfile,
}

/// What a language can be asked beside its name.
const LANGUAGES: &[&str] = &[
    "language=go",
    "language=go&cgo=on",
    "language=go&cgo=on&tags=sqlite_fts5&package=./cmd/server&go=1.26",
    "language=rust",
    "language=rust&static=on",
    "language=rust&static=on&libc=glibc&bin=server",
    "language=c",
    "language=c&static=on",
    "language=c&static=on&libc=glibc",
    "language=c&build=cmake&bin=server",
    "language=cpp",
    "language=cpp&build=cmake&static=on",
    "language=zig",
    "language=python",
    "language=python&packages=uv&serve=uvicorn&module=service.main",
    "language=python&serve=gunicorn",
    "language=java",
    "language=java&jar=ready&java=21",
    "language=java&modules=java.base,java.sql",
    "language=node",
    "language=node&node=22&script=src/server.js",
    "language=dotnet",
    "language=binary",
    "language=folder&program=/app/bin/app",
];

const OPTIONS: &[&str] = &[
    "",
    "init=docker",
    "init=tini",
    "user=10001&port=8080&port=9090",
    "user=0&port=80",
    "volume=/data&directory=/var/cache/app",
    "health=own",
    "health=http&health-path=/healthz&port=8081",
    "certificates=on&zones=on&accounts=on&tmp=on",
    "certificates=off",
    "labels=on&stop-signal=SIGINT",
    "debug=on",
    "strip=off",
    "upx=on",
    "builder-digest=sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "digest=sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "library=libpq.so.5&library=libgomp.so.1",
    "init=tini&user=1000&port=8080&volume=/data&health=http&labels=on&zones=on&tmp=on&upx=on",
];

/// All that can be written; a language on an image that cannot hold it is refused with a sentence.
pub(crate) fn all() -> &'static [Combination] {
    static ALL: OnceLock<Vec<Combination>> = OnceLock::new();
    ALL.get_or_init(made)
}

fn made() -> Vec<Combination> {
    let mut all = Vec::new();
    for image in Catalog::of(Architecture::Amd64).images.iter() {
        for language in LANGUAGES {
            for options in OPTIONS {
                let query = format!("{language}&image={}&{options}", image.slug);
                all.extend(combination(&query));
            }
        }
    }
    all
}

pub(super) fn combination(query: &str) -> Option<Combination> {
    let pairs: Vec<Pair> = choice::pairs(query);
    let chosen = choice::read(&pairs).expect("the catalog has images");
    let mistakes: Vec<&str> = chosen.mistakes.iter().map(|mistake| mistake.sentence.as_str()).collect();
    let known = |mistake: &&str| mistake.starts_with("scratch is no image");
    assert!(mistakes.iter().all(known), "{query}: {mistakes:?}");
    match write(&chosen.plan) {
        Ok(dockerfile) => Some(Combination { name: query.to_owned(), plan: chosen.plan, dockerfile }),
        Err(sentence) => {
            assert!(sentence.ends_with('.'), "{query}: {sentence}");
            None
        }
    }
}

#[test]
fn every_language_has_images_and_every_image_a_language() {
    let all = all();
    for language in LANGUAGES {
        let held = all.iter().filter(|one| one.name.starts_with(&format!("{language}&image="))).count();
        assert!(held > 0, "{language}");
    }
    for image in Catalog::of(Architecture::Amd64).images.iter() {
        assert!(all.iter().any(|one| one.plan.image.slug == image.slug), "{}", image.slug);
    }
    assert!(all.len() > 4000, "{} combinations", all.len());
}

#[test]
fn a_link_restores_every_choice() {
    for Combination { name, plan, dockerfile } in all() {
        let query = choice::query(&choice::choices(plan));
        let again = choice::read(&choice::pairs(&query)).expect("the catalog has images");
        assert!(again.mistakes.is_empty(), "{name}: {query}: {:?}", again.mistakes);
        assert_eq!(write(&again.plan).as_ref(), Ok(dockerfile), "{name}: {query}");
    }
}
