//! The answer, first and large, with its reasons.

use analyzer::report::{Answer, Elf, RemedyReport, Report};
use yew::prelude::*;

use crate::view;

/// The answer as one plain sentence.
pub(super) fn headline(answer: &Answer) -> String {
    match Kind::of(answer) {
        Kind::Use(image) => format!("Use {image}."),
        Kind::Stranger => "This is no Linux program.".to_owned(),
        Kind::NotAProgram(what) => format!("This is {what}, not a program."),
        Kind::Nowhere => "No image here holds this program.".to_owned(),
    }
}

enum Kind {
    Use(String),
    Stranger,
    NotAProgram(&'static str),
    Nowhere,
}

impl Kind {
    fn of(answer: &Answer) -> Self {
        let report = &answer.report;
        if let Some(place) = view::recommended(answer) {
            return Kind::Use(report.images[place].from.clone());
        }
        let Some(elf) = &report.elf else { return Kind::Stranger };
        part_of_a_program(elf).map_or(Kind::Nowhere, Kind::NotAProgram)
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

pub(super) fn answer_line(answer: &Answer) -> Html {
    let report = &answer.report;
    let words = match Kind::of(answer) {
        Kind::Use(image) => html! { <>{ "Use " }<code>{ breakable(&image) }</code>{ "." }</> },
        _ => html! { headline(answer) },
    };
    html! {
        <section class="answer">
            <h2 class="answer-line" id="answer" tabindex="-1">{ words }</h2>
            { stranger(report) }
            { reasons(report) }
            if report.recommendation.is_none() && report.elf.is_some() {
                { remedies("What you can do", &report.remedies) }
            }
            { partial(report) }
        </section>
    }
}

fn stranger(report: &Report) -> Html {
    let Some(stranger) = &report.stranger else { return Html::default() };
    html! {
        <div class="stranger">
            <p>{ &stranger.what }</p>
            <p>{ &stranger.advice }</p>
            if let Some(shebang) = &stranger.shebang {
                <p>{ "Its first line asks for " }<code>{ shebang }</code>{ "." }</p>
            }
        </div>
    }
}

fn reasons(report: &Report) -> Html {
    let Some(advice) = &report.recommendation else { return Html::default() };
    let reasons = advice.because.iter().map(|reason| html! { <li>{ reason }</li> });
    html! {
        <>
            <ul class="reasons">{ for reasons }</ul>
            <p class="answer-links">
                <a href="#facts">{ "What was read in the file" }</a>
            </p>
        </>
    }
}

/// A limit cut something short: said before anyone relies on the rest.
fn partial(report: &Report) -> Html {
    if !report.truncated {
        return Html::default();
    }
    html! {
        <p class="partial">
            <strong>{ "This is a partial answer." }</strong>
            { " A table of this file is longer than what is read; " }
            <a href="#oddities">{ "the oddities" }</a>
            { " say which." }
        </p>
    }
}

/// An image reference that may break at its slashes and before its tag, and nowhere else.
fn breakable(image: &str) -> Html {
    let parts = image.split_inclusive('/').map(|part| match part.split_once(':') {
        Some((name, tag)) => html! { <>{ name }<wbr />{ ":" }{ tag }</> },
        None => html! { <>{ part }<wbr /></> },
    });
    parts.collect()
}

pub(super) fn remedies(name: &'static str, remedies: &[RemedyReport]) -> Html {
    if remedies.is_empty() {
        return Html::default();
    }
    let remedies = remedies.iter().map(|remedy| {
        html! {
            <li>
                <p>{ &remedy.sentence }</p>
                if let Some(command) = &remedy.command {
                    <pre class="machine">{ command }</pre>
                }
            </li>
        }
    });
    html! {
        <section class="remedies">
            <h3>{ name }</h3>
            <ul>{ for remedies }</ul>
        </section>
    }
}
