//! What the program will look for once it runs, and what it does as a process: rows that open, like the facts.

use analyzer::report::{NeedReport, ProcessReport, Report, SeenReport};
use yew::prelude::Html;

use super::rung::decoded;
use crate::markup::{code, container, container_with, element, fixed, list, list_of, nothing, with, words};

/// `root` leads from this page to the site's root.
pub(super) fn needs(report: &Report, root: &str) -> Html {
    let Some(process) = report.process.as_ref().filter(|_| report.scanned) else { return nothing() };
    let mut parts = vec![element("h2", "", [fixed("What it needs when it runs")])];
    parts.extend(report.needs.iter().map(|each| need(each, root)));
    parts.push(as_process(process, root));
    container_with("section", &["class", "id"], &["facts needs", "needs"], parts)
}

fn need(need: &NeedReport, root: &str) -> Html {
    let mut body = vec![element("p", "", [words(&need.advice)])];
    if let Some(said) = &need.words {
        body.push(list([
            element("p", "", [fixed("Where it is missing:")]),
            element("pre", "error", [words(said)]),
        ]));
    }
    body.push(decoded(root, &need.code));
    body.extend(lesson(root, &need.lesson));
    body.push(evidence(&need.evidence));
    row(&need.certainty, &need.sentence, body)
}

fn as_process(process: &ProcessReport, root: &str) -> Html {
    let init = match process.init.as_str() {
        "none" => "It can be PID 1 itself.",
        "--init" => "Run it with --init.",
        "tini" => "Put tini before it.",
        _ => "Whether it needs an init, the file does not tell.",
    };
    let mut body = vec![element("p", "", [words(&process.because)])];
    body.extend(lesson(root, &process.lesson));
    body.push(evidence(&process.evidence));
    row("PID 1", init, body)
}

fn row(name: &str, value: &str, body: Vec<Html>) -> Html {
    let name = element("span", "fact-name", [words(name)]);
    let value = element("span", "fact-value", [words(value)]);
    let summary = element("summary", "", [name, value]);
    element("details", "fact", [summary, container("div", "fact-body", body)])
}

fn lesson(root: &str, address: &str) -> Option<Html> {
    let link = || with("a", &["href"], &[&[root, address].concat()], [fixed("The lesson about it")]);
    (!address.is_empty()).then(|| element("p", "", [link()]))
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
