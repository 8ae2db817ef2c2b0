//! What the program will look for once it runs, and what it does as a process: rows that open, like the facts.

use analyzer::report::{NeedReport, ProcessReport, Report, SeenReport};
use yew::prelude::Html;

use super::rung::decoded;
use crate::markup::{code, container, container_with, element, fixed, list, list_of, nothing, with, words};

pub(super) fn needs(report: &Report) -> Html {
    let Some(process) = report.process.as_ref().filter(|_| report.scanned) else { return nothing() };
    let mut parts = vec![element("h2", "", [fixed("What it needs when it runs")])];
    parts.extend(report.needs.iter().map(need));
    parts.push(as_process(process));
    container_with("section", &["class", "id"], &["facts needs", "needs"], parts)
}

fn need(need: &NeedReport) -> Html {
    let mut body = vec![element("p", "", [words(&need.advice)])];
    if let Some(said) = &need.words {
        body.push(list([
            element("p", "", [fixed("Where it is missing:")]),
            element("pre", "error", [words(said)]),
        ]));
    }
    body.push(decoded("", &need.code));
    body.extend(lesson(&need.lesson));
    body.push(evidence(&need.evidence));
    row(&need.certainty, &need.sentence, body)
}

fn as_process(process: &ProcessReport) -> Html {
    let init = match process.init.as_str() {
        "none" => "It can be PID 1 itself.",
        "--init" => "Run it with --init.",
        "tini" => "Put tini before it.",
        _ => "Whether it needs an init, the file does not tell.",
    };
    let mut body = vec![element("p", "", [words(&process.because)])];
    body.extend(lesson(&process.lesson));
    body.push(evidence(&process.evidence));
    row("PID 1", init, body)
}

fn row(name: &str, value: &str, body: Vec<Html>) -> Html {
    let name = element("span", "fact-name", [words(name)]);
    let value = element("span", "fact-value", [words(value)]);
    let summary = element("summary", "", [name, value]);
    element("details", "fact", [summary, container("div", "fact-body", body)])
}

fn lesson(address: &str) -> Option<Html> {
    (!address.is_empty())
        .then(|| element("p", "", [with("a", &["href"], &[address], [fixed("The lesson about it")])]))
}

fn evidence(seen: &[SeenReport]) -> Html {
    let items = seen.iter().map(|seen| {
        let mut parts = vec![words(&seen.what)];
        if let Some(place) = &seen.place {
            parts.extend([fixed(" at "), code(place)]);
        }
        element("li", "", [list_of(parts)])
    });
    container("ul", "evidence", items.collect())
}
