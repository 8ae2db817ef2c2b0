//! The pages of `content/errors/` against what `explain` recognises and what the analyzer foretells.

use std::collections::BTreeSet;
use std::path::Path;

use app::site::Content;
use explain::explain;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn content() -> Content {
    Content::load(Path::new(ROOT)).expect("the content loads")
}

#[test]
fn every_text_of_a_page_is_recognised_and_leads_back_to_it() {
    let mut wrong = Vec::new();
    for page in &content().errors {
        for text in &page.texts {
            let explained = explain(text.as_bytes());
            let found = explained.findings.iter().any(|finding| {
                finding.page == page.slug && page.codes.iter().any(|code| code == finding.code)
            });
            if !found {
                wrong.push(format!("{}: {text:?} is {:?}", page.slug, explained.findings.first()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_and_shapes_know_each_other() {
    let written: BTreeSet<String> = content().errors.iter().map(|page| page.slug.clone()).collect();
    let named: BTreeSet<String> = explain::pages().into_iter().map(str::to_owned).collect();
    assert_eq!(written, named, "left: pages; right: what a finding can lead to");
    assert!(written.len() >= 40, "{}", written.len());
}

#[test]
fn a_shape_and_its_page_have_the_same_code() {
    let content = content();
    for (text, code, slug) in explain::shapes() {
        let page = content.errors.iter().find(|page| page.slug == slug).expect("it is there");
        assert!(
            page.codes.iter().any(|known| known == code),
            "{text}: {slug} has {:?}, not {code}",
            page.codes
        );
    }
}

/// The report links to `errors/CODE/`, so each code that it foretells an error by has a page of that name.
#[test]
fn every_code_that_foretells_an_error_has_a_page_of_its_name() {
    let content = content();
    for code in codes() {
        let page = content.errors.iter().find(|page| page.slug == code);
        let page = page.unwrap_or_else(|| panic!("content/errors/{code}.md is missing"));
        assert!(page.codes.contains(&code), "{code}: {:?}", page.codes);
    }
}

/// From the report to the page of the error, and from there to the rule that finds it in a Dockerfile.
#[test]
fn every_blocker_leads_to_a_rule_and_every_rule_to_pages_that_are_there() {
    let content = content();
    let caught: BTreeSet<&str> = lint::ABOUT.iter().flat_map(|(.., about)| about.errors).copied().collect();
    for error in &caught {
        assert!(
            content.errors.iter().any(|page| page.slug == *error),
            "content/errors/{error}.md is missing"
        );
    }
    for code in blockers() {
        assert!(caught.contains(code.as_str()), "no rule of lint catches {code}");
    }
    // These keep nothing from failing at once: what they find is age, rights, or somebody else's file.
    let silent = ["wrong-package", "unchecked-init", "add-without-checksum", "base-unsupported", "secret"];
    for (id, _, _, about) in lint::ABOUT {
        assert_eq!(about.errors.is_empty(), silent.contains(id), "{id}");
    }
}

/// Codes of blockers and needs, read where the analyzer has them: every string behind `=> "` in `Blocker::code`, and
/// behind `code: "` in the rules of needs.
fn blockers() -> BTreeSet<String> {
    let path = Path::new(ROOT).join("analyzer/src/verdict/blocker.rs");
    let verdict = std::fs::read_to_string(path).expect("it is text");
    let blocker = verdict.split_once("impl Blocker {").expect("it is there").1;
    let blocker = blocker.split_once("pub fn subject").expect("it is there").0;
    let codes = strings_behind(blocker, "=> \"");
    assert_eq!(codes.len(), 8, "{codes:?}");
    codes
}

fn codes() -> BTreeSet<String> {
    let needs = Path::new(ROOT).join("analyzer/src/need");
    let mut codes = blockers();
    for entry in std::fs::read_dir(needs).expect("rules are there").flatten() {
        codes.extend(strings_behind(&std::fs::read_to_string(entry.path()).expect("it is text"), "code: \""));
    }
    assert!(codes.len() >= 20, "{codes:?}");
    codes
}

fn strings_behind(source: &str, mark: &str) -> BTreeSet<String> {
    source
        .split(mark)
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(code, _)| code.to_owned())
        .collect()
}

#[test]
fn every_page_names_a_lesson_that_has_the_heading() {
    let content = content();
    for page in &content.errors {
        let (slug, heading) = page.lesson.split_once('#').expect("a lesson is named to its heading");
        let lesson = content.course.lessons.iter().find(|lesson| lesson.slug == slug);
        let lesson = lesson.unwrap_or_else(|| panic!("{}: there is no lesson {slug}", page.slug));
        let has = lesson.headings.iter().any(|known| known.id == heading);
        assert!(has, "{}: {slug} has no #{heading}", page.slug);
    }
}
