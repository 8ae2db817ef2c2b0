//! Whatever the analyzer foretells is recognised: every message of every sample in every image, in the words of every
//! runtime, leads back to the code and the subject of its blocker; every need's words to the code of the need.

use std::fs;
use std::path::Path;

use analyzer::report::{ImageReport, Report};
use analyzer::{Machine, Runtime, SliceSource};
use explain::{Finding, explain};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content/samples");

fn samples() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(Path::new(SAMPLES)).expect("content/samples is there").flatten();
    let files = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|end| end != "toml" && end != "md"));
    files
        .map(|path| {
            let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("it is readable"))
        })
        .collect()
}

/// One message can stand for two codes; these the text alone does not tell apart.
fn is_same(found: &str, judged: &str) -> bool {
    let among = |codes: [&str; 2]| codes.contains(&found) && codes.contains(&judged);
    found == judged
        || among(["wrong-architecture", "wrong-format"])
        || among(["permission", "unusable-interpreter"])
}

/// A refusal by the kernel names the program and nothing else; any other message names its subject.
fn subject_fits(finding: &Finding, image: &ImageReport) -> bool {
    let error = image.error.as_deref().unwrap_or_default();
    let blocker = &image.blockers[0];
    if error.contains(&blocker.subject) && blocker.subject != "/app" {
        finding.subject == blocker.subject
    } else {
        ["/app", ""].contains(&finding.subject.as_str())
    }
}

#[test]
fn every_message_leads_back_to_its_blocker() {
    let mut messages = 0;
    for (name, bytes) in samples() {
        for runtime in Runtime::ALL {
            let machine = Machine { runtime, ..Machine::default() };
            let answer = analyzer::answer(&mut SliceSource(&bytes), name.as_bytes(), machine);
            for image in &answer.expect("a sample can be analysed").report.images {
                let Some(error) = &image.error else { continue };
                let findings = explain(error.as_bytes()).findings;
                let first = findings.first().unwrap_or_else(|| panic!("{name}, {}: {error}", image.slug));
                let code = &image.blockers[0].code;
                assert!(is_same(first.code, code), "{name}: {error}\n{code} was read as {first:?}");
                assert!(subject_fits(first, image), "{name}: {error}\n{first:?}");
                messages += 1;
            }
        }
    }
    assert!(messages > 500, "{messages}");
}

/// Each further line of a message has its finding as well: musl and the versions of glibc print many.
#[test]
fn every_blocker_that_the_message_names_is_found() {
    let bytes = fs::read(Path::new(SAMPLES).join("c-libpq")).expect("the sample is there");
    let answer = analyzer::answer(&mut SliceSource(&bytes), b"c-libpq", Machine::default());
    let report = answer.expect("it can be analysed").report;
    let mut named = 0;
    for image in &report.images {
        let Some(error) = &image.error else { continue };
        let findings = explain(error.as_bytes()).findings;
        for blocker in image.blockers.iter().filter(|blocker| error.contains(&blocker.subject)) {
            let found = findings.iter().any(|finding| finding.subject == blocker.subject);
            assert!(found, "{}: {} is not found in {error}", image.slug, blocker.subject);
            named += 1;
        }
    }
    assert!(named > 0);
}

/// What `strerror` says names no cause. Programs print it behind a name of theirs, and those are in the family tables.
const BARE: [&str; 3] = ["Invalid argument", "System error", "Permission denied"];

#[test]
fn the_words_of_every_need_lead_back_to_it() {
    let mut checked = 0;
    for (code, words) in words_of_needs() {
        if BARE.contains(&words.as_str()) {
            continue;
        }
        let findings = explain(words.as_bytes()).findings;
        let first = findings.first().unwrap_or_else(|| panic!("{code}: {words}"));
        assert_eq!(first.code, code, "{words}: {first:?}");
        checked += 1;
    }
    assert!(checked >= 14, "{checked}");
}

/// The words stand as constants in the rules of `analyzer/src/need/`, one behind each code. Which of them a sample brings
/// out depends on the samples, so they are read where they stand.
fn words_of_needs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../analyzer/src/need");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the rules are there").flatten() {
        let source = fs::read_to_string(entry.path()).expect("a rule is text");
        for part in source.split("pub(super) fn ").skip(1) {
            let code =
                part.split_once("code: \"").and_then(|(_, rest)| rest.split_once('"')).map(|(code, _)| code);
            let code =
                code.or_else(|| source.split_once("code: \"")?.1.split_once('"').map(|(code, _)| code));
            let Some(code) = code else { continue };
            found.extend(literals(part).into_iter().map(|words| (code.to_owned(), words)));
        }
    }
    found
}

/// Strings that are words: those behind `words` and in `Some(…)`.
fn literals(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in [
        "Some(\"",
        "words = \"",
        "Some(\n            \"",
        "words: Some(\n            \"",
        "let words = if by_c {\n            \"",
    ] {
        for part in source.split(start).skip(1) {
            let end = part
                .match_indices('"')
                .find(|(place, _)| !part[..*place].ends_with('\\'))
                .map(|(place, _)| place);
            if let Some(end) = end {
                found.push(part[..end].replace("\\\"", "\""));
            }
        }
    }
    found.retain(|words| words.contains(' ') && !words.ends_with("otherwise."));
    found
}

#[test]
fn the_needs_of_the_samples_are_recognised_by_their_words() {
    for entry in fs::read_dir(Path::new(SAMPLES).join("expected")).expect("expectations are there").flatten()
    {
        let text = fs::read_to_string(entry.path()).expect("an expectation is text");
        let report: Report = serde_json::from_str(&text).expect("it is a report");
        for need in &report.needs {
            let Some(words) = need.words.as_ref().filter(|words| !BARE.contains(&words.as_str())) else {
                continue;
            };
            let first = explain(words.as_bytes()).findings.first().map(|finding| finding.code);
            assert_eq!(first, Some(need.code.as_str()), "{words}");
        }
    }
}
