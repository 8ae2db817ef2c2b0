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
    needs: Vec<Need>,
    images: Vec<ImageReport>,
    toolchain: Option<Toolchain>,
    process: Option<Process>,
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

/// What the program is, whatever the image.
#[derive(Deserialize)]
struct Toolchain {
    #[serde(default)]
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    sentence: String,
}

/// What becomes of it as process 1.
#[derive(Deserialize)]
struct Process {
    init: String,
}

/// Stands in foretold words for what no table of the file can know.
const ANYTHING: char = '…';
/// Fewer letters could be found by chance.
const FEWEST_LETTERS: usize = 8;
/// Needs of process 1, which the report answers with an init.
const OF_PROCESS_1: [&str; 2] = ["signals", "zombies"];

pub(super) fn check(finalstage: &Path, file: &Path) -> Done<Report> {
    let output = Command::new(finalstage).args(["check", "--format", "json"]).arg(file).output()?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("finalstage check {}: {error}; it said: {said}", file.display()).into()
    })
}

impl Report {
    fn finding(&self, code: &str) -> Option<&Finding> {
        self.toolchain.as_ref()?.findings.iter().find(|finding| finding.code == code)
    }

    fn knows(&self, code: &str) -> bool {
        let advises_init = self
            .process
            .as_ref()
            .is_some_and(|process| !["none", "unknown"].contains(&process.init.as_str()));
        self.needs.iter().any(|need| need.code == code)
            || self.finding(code).is_some()
            || (OF_PROCESS_1.contains(&code) && advises_init)
    }

    fn caveats(&self, image: &str) -> Option<&[Caveat]> {
        let image = self.images.iter().find(|one| one.slug == image)?;
        Some(&image.caveats)
    }
}

/// What the report gets wrong about one case; nothing when it foretells it.
pub(super) fn difference(program: &Program, case: &Case, seen: &Seen, report: &Report) -> Option<String> {
    let wrong = wrong(program, case, seen, report);
    match (&program.unforeseen, &case.unforeseen) {
        // No case of the program is held to the report, so a single one that is foretold is no news.
        (Some(_), _) => (!program.need.is_empty() && report.knows(&program.need))
            .then(|| format!("it is marked unforeseen, and the report finds {}", program.need)),
        (None, Some(_)) if wrong.is_none() => Some("it is marked unforeseen, and foretold".to_owned()),
        (None, Some(_)) => None,
        (None, None) => wrong,
    }
}

fn wrong(program: &Program, case: &Case, seen: &Seen, report: &Report) -> Option<String> {
    let need = program.need.as_str();
    if need.is_empty() {
        return surprise(case, report);
    }
    if !report.knows(need) {
        let found: Vec<&str> = report.needs.iter().map(|found| found.code.as_str()).collect();
        return Some(format!("the report finds {found:?} and not {need}"));
    }
    if !case.is_plain() || OF_PROCESS_1.contains(&need) {
        return None;
    }
    let Some(caveats) = report.caveats(&case.image) else {
        return Some("the image is missing from the report".to_owned());
    };
    let own: Vec<&Caveat> = caveats.iter().filter(|caveat| caveat.code == need).collect();
    if case.fails.is_none() {
        return (!own.is_empty())
            .then(|| format!("it works, and the report warns of {need}"))
            .or_else(|| surprise_that_is_certain(caveats, report));
    }
    if let Some(finding) = report.finding(need) {
        let met = finding.sentence.contains(case.words());
        return (!met).then(|| format!("`{}` is not in what the report says of {need}", case.words()));
    }
    let words: Vec<&str> = own.iter().filter_map(|caveat| caveat.words.as_deref()).collect();
    if own.is_empty() {
        return Some(format!("it fails, and the report does not warn of {need}"));
    }
    let met = words.iter().any(|words| foretold(words, seen));
    (!met).then(|| format!("foretold is\n    {words:?}\n  and seen was\n    {}{}", seen.stderr, seen.stdout))
}

/// A need that is called certain or likely in a program that has none.
fn surprise(case: &Case, report: &Report) -> Option<String> {
    let wrong = report.needs.iter().find(|need| need.certainty != "possible");
    let known = |caveat: &&Caveat| report.needs.iter().any(|need| need.code == caveat.code);
    let warned = report.caveats(&case.image).and_then(|caveats| caveats.iter().find(known));
    wrong
        .map(|need| format!("it needs nothing, and the report calls {} {}", need.code, need.certainty))
        .or_else(|| warned.map(|caveat| format!("it works, and the report warns of {}", caveat.code)))
}

/// A program that works cannot lack what it is certain to need.
fn surprise_that_is_certain(caveats: &[Caveat], report: &Report) -> Option<String> {
    let certain = |code: &str| {
        let mut needs = report.needs.iter().filter(|need| need.code == code);
        needs.clone().count() > 0 && needs.all(|need| need.certainty == "certain")
    };
    let wrong = caveats.iter().find(|caveat| certain(&caveat.code))?;
    Some(format!("it works, and the report is certain that it lacks {}", wrong.code))
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
    fn what_is_marked_unforeseen_must_not_be_foretold() {
        let mut program = program("time-zone");
        let caveat = r#"{"code":"time-zone","words":"unknown time zone"}"#;
        program.cases[0].unforeseen = Some("why".into());
        let differs = |program: &Program, report: &Report| {
            difference(program, &program.cases[0], &seen(), report).is_some()
        };
        assert!(!differs(&program, &report(NEED, "")));
        assert!(differs(&program, &report(NEED, caveat)));
        program.unforeseen = Some("why".into());
        assert!(!differs(&program, &report("", "")));
        assert!(differs(&program, &report(NEED, "")));
    }

    #[test]
    fn a_program_that_works_lacks_nothing_that_is_certain() {
        let program = program("home");
        let needs = format!(r#"{NEED},{{"code":"home","certainty":"possible"}}"#);
        let caveat = r#"{"code":"time-zone"}"#;
        assert!(difference(&program, &program.cases[1], &seen(), &report(&needs, caveat)).is_some());
        assert!(difference(&program, &program.cases[1], &seen(), &report(&needs, "")).is_none());
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
