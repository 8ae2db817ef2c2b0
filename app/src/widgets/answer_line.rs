//! The answer, first and large, with its reasons.

use analyzer::report::{Answer, Elf, Recommendation, RemedyReport, Stranger};
use yew::prelude::*;

use super::controls::button;
use crate::markup::{code, container, element, fixed, list, nothing, with, words};
use crate::view;

/// The answer as one plain sentence.
pub(super) fn headline(answer: &Answer) -> String {
    match Kind::of(answer) {
        Kind::Use(image) => format!("Use {image}."),
        Kind::Stranger => "This is no Linux program.".to_owned(),
        Kind::NotAProgram(what) => format!("This is {what}, not a program."),
        Kind::CutOff => "This program is cut off. Copy it again.".to_owned(),
        Kind::Nowhere => "No image here holds this program.".to_owned(),
    }
}

enum Kind {
    Use(String),
    Stranger,
    NotAProgram(&'static str),
    CutOff,
    Nowhere,
}

impl Kind {
    fn of(answer: &Answer) -> Self {
        let report = &answer.report;
        if let Some(place) = view::recommended(answer) {
            return Kind::Use(report.images[place].from.clone());
        }
        let Some(elf) = &report.elf else { return Kind::Stranger };
        match part_of_a_program(elf) {
            Some(what) => Kind::NotAProgram(what),
            None if report.oddities.iter().any(|oddity| oddity.code == "cut-short") => Kind::CutOff,
            None => Kind::Nowhere,
        }
    }
}

fn part_of_a_program(elf: &Elf) -> Option<&'static str> {
    match elf.kind.as_str() {
        "shared-library" => Some("a shared library"),
        "object" => Some("an object file"),
        "core" => Some("a core dump"),
        _ => None,
    }
}

pub(super) fn answer_line(answer: &Answer, (search, going): &(String, bool)) -> Html {
    let report = &answer.report;
    let line = match Kind::of(answer) {
        Kind::Use(image) => list([fixed("Use "), breakable(&image), fixed(".")]),
        _ => words(&headline(answer)),
    };
    let keys = &["class", "id", "tabindex"];
    let line = with("h2", keys, &["answer-line", "answer", "-1"], [line]);
    let mut parts = vec![line];
    parts.extend(report.stranger.as_ref().map(stranger));
    parts.extend(report.recommendation.as_ref().map(reasons));
    if report.recommendation.is_none() && report.elf.is_some() {
        parts.push(remedies("What you can do", &report.remedies));
    }
    if report.truncated {
        parts.push(partial());
    }
    if report.elf.is_some() {
        let evidence = with("a", &["href"], &["#facts"], [fixed("What was read in the file")]);
        let stop = if *going { button("quiet", "Stop", "stop") } else { nothing() };
        let search = element("span", "search", [words(search), stop]);
        parts.push(element("p", "answer-evidence", [evidence, search]));
    }
    container("section", "answer", parts)
}

fn stranger(stranger: &Stranger) -> Html {
    let mut parts =
        vec![element("p", "", [words(&stranger.what)]), element("p", "", [words(&stranger.advice)])];
    if let Some(shebang) = &stranger.shebang {
        parts.push(element("p", "", [fixed("Its first line asks for "), code(shebang), fixed(".")]));
    }
    container("div", "stranger", parts)
}

fn reasons(advice: &Recommendation) -> Html {
    let reasons = advice.because.iter().map(|reason| element("li", "", [words(reason)]));
    container("ul", "reasons", reasons.collect())
}

/// A limit cut something short: said before anyone relies on the rest.
fn partial() -> Html {
    let oddities = with("a", &["href"], &["#oddities"], [fixed("the oddities")]);
    element(
        "p",
        "partial",
        [
            element("strong", "", [fixed("This is a partial answer.")]),
            fixed(" A table of this file is longer than what is read; "),
            oddities,
            fixed(" say which."),
        ],
    )
}

/// An image reference that may break after its slashes and before its tag, and nowhere else.
fn breakable(image: &str) -> Html {
    let place = || element("wbr", "", []);
    let mut parts = Vec::new();
    for part in image.split_inclusive('/') {
        let (name, tag) = part.split_at(part.find(':').unwrap_or(part.len()));
        parts.extend([words(name), place(), words(tag)]);
    }
    container("code", "", parts)
}

pub(super) fn remedies(name: &'static str, remedies: &[RemedyReport]) -> Html {
    if remedies.is_empty() {
        return nothing();
    }
    let remedies = remedies.iter().map(|remedy| {
        let command = remedy.command.iter().map(|command| element("pre", "machine", [words(command)]));
        let parts = [element("p", "", [words(&remedy.sentence)])].into_iter().chain(command);
        container("li", "", parts.collect())
    });
    let remedies = container("ul", "", remedies.collect());
    element("section", "remedies", [element("h3", "", [fixed(name)]), remedies])
}
