//! The writers' guide against the compiler.

use std::{fs, path::Path};

use lessons::{Fact, Facts, Known, compile};

struct Nothing;

impl Facts for Nothing {
    fn state(&self, _: &Fact) -> Result<String, String> {
        Err("not known".into())
    }
}

/// What the compiler says is allowed when it meets `body`.
fn allowed_after(body: &str) -> Vec<String> {
    let front = "+++\ntitle = \"T\"\nslug = \"t\"\ndescription = \"D\"\nminutes = 1\n\
                 sources = [{ title = \"S\", url = \"https://example.org\", date = 2026-11-21 }]\n+++\n";
    let known = Known { samples: &[], images: &[], facts: &Nothing };
    let errors = compile("t.md", &format!("{front}{body}"), &known).unwrap_err();
    let (_, allowed) = errors[0].message.rsplit_once("allowed: ").unwrap();
    allowed.split(", ").map(|name| name.trim_matches('`').to_owned()).collect()
}

#[track_caller]
fn guide_names(written: impl IntoIterator<Item = String>) {
    let guide =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/README.md")).unwrap();
    let missing: Vec<_> = written.into_iter().filter(|name| !guide.contains(name)).collect();
    assert!(missing.is_empty(), "content/README.md does not name {missing:?}");
}

#[test]
fn the_guide_names_every_fact() {
    guide_names(allowed_after("{{x}}\n").into_iter().map(|form| format!("| `{{{{{form}}}}}` |")));
}

#[test]
fn the_guide_names_every_widget() {
    guide_names(allowed_after("```widget x\n```\n").into_iter().map(|name| format!("| `{name}` |")));
}

#[test]
fn the_guide_names_every_kind_of_code() {
    guide_names(allowed_after("```x\n```\n").into_iter().map(|kind| format!("`{kind}`")));
}
