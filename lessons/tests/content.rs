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

/// The table of the first material: every topic has its place, and the place is there.
#[test]
fn every_topic_of_the_first_material_leads_to_a_heading() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let guide = fs::read_to_string(content.join("README.md")).unwrap();
    let (_, table) = guide.split_once("| Text | Topic | Lesson |").unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 30, "{}", rows.len());
    for row in rows {
        let links: Vec<&str> = row.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(!links.is_empty(), "{row}");
        for link in links {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let lesson =
                fs::read_to_string(content.join(file)).unwrap_or_else(|error| panic!("{link}: {error}"));
            assert!(anchor.is_empty() || lesson.contains(&format!("{{#{anchor}}}")), "{link}");
        }
    }
}
