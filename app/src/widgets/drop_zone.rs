//! The way in. Before a file it fills the first screen; afterwards it is a strip above the report.

use yew::prelude::Html;

use super::lock_panel::lock_panel;
use super::samples::samples_row;
use super::tool::{PictureRung, ToolProps};
use crate::markup::{container, container_with, element, fixed, list, nothing, with, words};
use crate::measure;
use crate::session::{Session, Stage};

pub(super) fn drop_zone(session: &Session, props: &ToolProps) -> Html {
    let empty = matches!(session.stage, Stage::Empty);
    let title = if empty { promise() } else { element("h1", "zone-file", [file_line(&session.stage)]) };
    let zone_words = vec![title, way_in(empty), lock_panel(session)];
    let parts = vec![
        if empty { background_ladder(&props.rungs) } else { nothing() },
        container("div", "zone-words", zone_words),
        samples_row(&props.samples, !empty),
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
    let (file, folder, drop) = match empty {
        true => (
            "Choose a file",
            "Choose a folder",
            "or drop it anywhere on this page: a file, a folder with its libraries, a tar or a zip",
        ),
        false => ("Choose another file", "Choose a folder", "or drop it here"),
    };
    let label = |id, class, name| with("label", &["for", "class"], &[id, class], [fixed(name)]);
    let parts = vec![
        with("input", &["type", "class", "id", "multiple"], &["file", "unseen", "file", ""], []),
        label("file", "button", file),
        with("input", &["type", "class", "id", "webkitdirectory"], &["file", "unseen", "folder", ""], []),
        label("folder", "button quiet", folder),
        element("span", "zone-hint", [fixed(drop)]),
    ];
    container("p", "zone-way", parts)
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
