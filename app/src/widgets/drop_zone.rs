//! The way in. Before a file it fills the first screen; afterwards it is a strip above the report.

use yew::html::Scope;
use yew::prelude::*;

use super::live::Live;
use super::lock_panel::lock_panel;
use super::samples::samples_row;
use super::tool::{PictureRung, ToolProps};
use crate::engine;
use crate::markup::{container, container_with, element, fixed, list, nothing, with, words};
use crate::measure;
use crate::session::{Session, Stage};

pub(super) fn drop_zone(session: &Session, props: &ToolProps, link: &Scope<Live>) -> Html {
    let empty = matches!(session.stage, Stage::Empty);
    let title = if empty { promise() } else { element("h1", "zone-file", [file_line(&session.stage)]) };
    let others = element("p", "", [words(&left_out(session.others))]);
    let zone_words = vec![
        title,
        if session.others > 0 && !empty { others } else { nothing() },
        way_in(empty),
        lock_panel(session, link),
    ];
    let parts = vec![
        if empty { background_ladder(&props.rungs) } else { nothing() },
        container("div", "zone-words", zone_words),
        samples_row(&props.samples, session.locked, !empty, link),
    ];
    container("section", if empty { "zone zone-empty" } else { "zone zone-strip" }, parts)
}

fn promise() -> Html {
    list([
        element("h1", "", [fixed("Which final stage will your program start in?")]),
        element(
            "p",
            "lead",
            [fixed(
                "Drop a Linux executable. See the container images it starts in, the exact error in the others, and \
                 the Dockerfile for the smallest that holds it.",
            )],
        ),
    ])
}

fn way_in(empty: bool) -> Html {
    let (choose, drop) = match empty {
        true => ("Choose a file", "or drop it anywhere on this page"),
        false => ("Choose another file", "or drop it here"),
    };
    let onchange = Callback::from(|event: yew::Event| {
        if let Some(input) = event.target() {
            engine::take_input(&input);
        }
    });
    html! {
        <p class="zone-way">
            <input type="file" id="file" class="unseen" {onchange} />
            <label for="file" class="button">{ choose }</label>
            <span class="zone-hint">{ drop }</span>
        </p>
    }
}

fn file_line(stage: &Stage) -> Html {
    let (name, size) = match stage {
        Stage::Empty => return nothing(),
        Stage::Reading(reading) => (&reading.name, reading.size),
        Stage::Failed(failure) => (&failure.name, None),
        Stage::Answered(found) => {
            let file = &found.answer.report.file;
            (&file.name, Some(file.size))
        }
    };
    let size = size.map(|size| element("span", "zone-size", [words(&measure::size(size))]));
    list([element("span", "machine", [words(name)]), size.unwrap_or_default()])
}

fn left_out(others: u64) -> String {
    match others {
        1 => "Two files came at once. This is the first; the other was not opened.".to_owned(),
        _ => format!("{} files came at once. This is the first; the others were not opened.", others + 1),
    }
}

/// The ladder as it waits: names and true sizes of the images, with nothing judged yet.
fn background_ladder(rungs: &[PictureRung]) -> Html {
    let widest = rungs.iter().map(|rung| rung.size).max().unwrap_or_default();
    let rungs = rungs.iter().map(|PictureRung { name, size }| {
        let text = |text: &str| element("span", "", [words(text)]);
        let length = &[&measure::bar(*size, widest), "6"];
        let length = with("rect", &["width", "height"], length, []);
        let bar = with("svg", &["class", "width", "height"], &["bar", "100%", "6"], [length]);
        element("li", "", [text(name), bar, text(&measure::size(*size))])
    });
    container_with("ol", &["class", "aria-hidden"], &["zone-ladder", "true"], rungs.collect())
}
