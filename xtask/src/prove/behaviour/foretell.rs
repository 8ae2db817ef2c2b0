//! What was seen against what `finalstage check` foretells: the need, its words in the image in which the program
//! fails, and silence where it works.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::list::{Case, Program};
use super::recorded::Seen;
use crate::Done;

/// What `finalstage check --format json` says, as far as it is compared.
#[derive(Deserialize)]
pub(super) struct Report {
    /// Absent until the report speaks of needs.
    needs: Option<Vec<Need>>,
    images: Vec<ImageReport>,
}

#[derive(Deserialize)]
struct Need {
    code: String,
    certainty: String,
}

#[derive(Deserialize)]
struct ImageReport {
    slug: String,
    #[serde(default)]
    caveats: Vec<Caveat>,
}

#[derive(Deserialize)]
struct Caveat {
    code: String,
    /// What the terminal shows when the need is not met; three dots stand for any text.
    #[serde(default)]
    words: Option<String>,
}

/// Stands in foretold words for what no table of the file can know.
const ANYTHING: char = '…';
/// Fewer letters could be found by chance.
const FEWEST_LETTERS: usize = 8;

pub(super) fn check(finalstage: &Path, file: &Path) -> Done<Report> {
    let output = Command::new(finalstage).args(["check", "--format", "json"]).arg(file).output()?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("finalstage check {}: {error}; it said: {said}", file.display()).into()
    })
}

impl Report {
    pub(super) fn speaks_of_needs(&self) -> bool {
        self.needs.is_some()
    }
}

/// What the report gets wrong about one case; nothing when it foretells it.
pub(super) fn difference(program: &Program, case: &Case, seen: &Seen, report: &Report) -> Option<String> {
    let need = &program.need;
    let needs = report.needs.as_deref()?;
    if need.is_empty() {
        return surprise(case, needs, report);
    }
    if !needs.iter().any(|found| found.code == *need) {
        let found: Vec<&str> = needs.iter().map(|found| found.code.as_str()).collect();
        return Some(format!("the report finds {found:?} and not {need}"));
    }
    if !case.is_plain() || case.unforeseen.is_some() {
        return None;
    }
    let Some(image) = report.images.iter().find(|image| image.slug == case.image) else {
        return Some("the image is missing from the report".to_owned());
    };
    let caveat = image.caveats.iter().find(|caveat| caveat.code == *need);
    match (case.fails.is_some(), caveat) {
        (false, None) => None,
        (false, Some(_)) => Some(format!("it works, and the report warns of {need}")),
        (true, None) => Some(format!("it fails, and the report does not warn of {need}")),
        (true, Some(Caveat { words: None, .. })) => Some(format!("the warning of {need} has no words")),
        (true, Some(Caveat { words: Some(words), .. })) => {
            let met = foretold(words, seen);
            (!met).then(|| {
                format!("foretold is\n    {words}\n  and seen was\n    {}{}", seen.stderr, seen.stdout)
            })
        }
    }
}

/// A need that is called certain or likely in a program that has none.
fn surprise(case: &Case, needs: &[Need], report: &Report) -> Option<String> {
    let wrong = needs.iter().find(|need| need.certainty != "possible");
    let image = report.images.iter().find(|image| image.slug == case.image);
    let warned = image.and_then(|image| {
        image.caveats.iter().find(|caveat| needs.iter().any(|need| need.code == caveat.code))
    });
    wrong
        .map(|need| format!("it needs nothing, and the report calls {} {}", need.code, need.certainty))
        .or_else(|| warned.map(|caveat| format!("it works, and the report warns of {}", caveat.code)))
}

/// Whether the foretold words stand in what the program printed, in order.
fn foretold(words: &str, seen: &Seen) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= FEWEST_LETTERS && [&seen.stderr, &seen.stdout].into_iter().any(|text| stands_in(words, text))
}

fn stands_in(words: &str, text: &str) -> bool {
    let mut rest = text;
    for part in words.split(ANYTHING).map(str::trim).filter(|part| !part.is_empty()) {
        let Some(at) = rest.find(part) else { return false };
        rest = rest.get(at + part.len()..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(need: &str) -> Program {
        let text = format!(
            r#"name = "p"
need = "{need}"
shows = "s"
source = "p"
built_on = "trixie"
packages = []
command = "c"
in = [{{ image = "scratch", fails = "unknown time zone", ended = "status 1" }}, {{ image = "scratch", works = "ok" }}]"#
        );
        toml::from_str(&text).expect("a program")
    }

    fn report(needs: &str, caveats: &str) -> Report {
        let text = format!(r#"{{"needs":[{needs}],"images":[{{"slug":"scratch","caveats":[{caveats}]}}]}}"#);
        serde_json::from_str(&text).expect("a report")
    }

    fn seen() -> Seen {
        Seen {
            case: "scratch".into(),
            stderr: "unknown time zone Europe/Berlin\n".into(),
            stdout: String::new(),
            ended: "status 1".into(),
        }
    }

    const NEED: &str = r#"{"code":"time-zone","certainty":"certain"}"#;

    #[test]
    fn a_need_that_is_not_found_or_has_other_words_is_a_difference() {
        let program = program("time-zone");
        let fails = &program.cases[0];
        let caveat = |words: &str| format!(r#"{{"code":"time-zone","words":"{words}"}}"#);
        let differs = |report: &Report| difference(&program, fails, &seen(), report).is_some();
        assert!(differs(&report("", "")));
        assert!(differs(&report(NEED, "")));
        assert!(differs(&report(NEED, &caveat("no such zone"))));
        assert!(differs(&report(NEED, &caveat(""))));
        assert!(differs(&report(NEED, &caveat("…"))));
        assert!(!differs(&report(NEED, &caveat("unknown time zone Europe/Berlin"))));
        assert!(!differs(&report(NEED, &caveat("unknown time zone …"))));
    }

    #[test]
    fn a_warning_where_the_program_works_is_a_difference() {
        let program = program("time-zone");
        let works = &program.cases[1];
        let caveat = r#"{"code":"time-zone","words":"unknown time zone"}"#;
        assert!(difference(&program, works, &seen(), &report(NEED, caveat)).is_some());
        assert!(difference(&program, works, &seen(), &report(NEED, "")).is_none());
    }

    #[test]
    fn a_program_without_a_need_has_none_that_is_certain() {
        let program = program("");
        let works = &program.cases[1];
        assert!(difference(&program, works, &seen(), &report(NEED, "")).is_some());
        assert!(difference(&program, works, &seen(), &report("", "")).is_none());
    }
}
