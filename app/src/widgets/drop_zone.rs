//! The way in. Before a file it fills the first screen; afterwards it is a strip above the report.

use yew::prelude::*;

use super::incoming::Incoming;
use super::lock_panel::LockPanel;
use super::samples::{SampleLink, input_of, samples_row};
use super::tool::{PictureRung, ToolProps};
use crate::measure;
use crate::session::{Session, Stage};

pub(super) fn drop_zone(
    session: &Session,
    props: &ToolProps,
    on_files: &Callback<Incoming>,
    on_sample: &Callback<SampleLink>,
) -> Html {
    let empty = session.stage == Stage::Empty;
    let onchange = {
        let on_files = on_files.clone();
        Callback::from(move |event: yew::Event| {
            if let Some(incoming) = input_of(&event).as_ref().and_then(Incoming::from_input) {
                on_files.emit(incoming);
            }
        })
    };
    html! {
        <section class={classes!("zone", if empty { "zone-empty" } else { "zone-strip" })}>
            if empty {
                { background_ladder(&props.rungs) }
            }
            <div class="zone-words">
                if empty {
                    <h1>{ "Which final stage will your program start in?" }</h1>
                    <p class="lead">
                        { "Drop a Linux executable. See the container images it starts in, the exact error in \
                           the others, and the Dockerfile for the smallest that holds it." }
                    </p>
                } else {
                    <h1 class="zone-file">{ file_line(&session.stage) }</h1>
                    if session.left_out > 0 {
                        <p>{ left_out(session.left_out) }</p>
                    }
                }
                <p class="zone-way">
                    <input type="file" id="file" class="unseen" {onchange} />
                    <label for="file" class="button">{ if empty { "Choose a file" } else { "Choose another file" } }</label>
                    <span class="zone-hint">{ if empty { "or drop it anywhere on this page" } else { "or drop it here" } }</span>
                </p>
                <LockPanel locked={session.locked} />
            </div>
            { samples_row(&props.samples, session.locked, on_sample) }
        </section>
    }
}

fn file_line(stage: &Stage) -> Html {
    let (name, size) = match stage {
        Stage::Empty => return Html::default(),
        Stage::Reading(reading) => (reading.name.clone(), reading.size.map(|size| size as u64)),
        Stage::Failed(failure) => (failure.name.clone(), None),
        Stage::Answered(found) => {
            let file = &found.answer.report.file;
            (file.name.clone(), Some(file.size))
        }
    };
    html! {
        <>
            <span class="machine">{ name }</span>
            if let Some(size) = size {
                <span class="zone-size">{ measure::size(size) }</span>
            }
        </>
    }
}

fn left_out(others: usize) -> String {
    match others {
        1 => "Two files came at once. This is the first; the other was not opened.".to_owned(),
        _ => format!("{} files came at once. This is the first; the others were not opened.", others + 1),
    }
}

/// The ladder as it waits: names and true sizes of the images, with nothing judged yet.
fn background_ladder(rungs: &[PictureRung]) -> Html {
    let widest = rungs.iter().map(|rung| rung.size).max().unwrap_or_default();
    let rungs = rungs.iter().map(|PictureRung { name, size }| {
        html! {
            <li>
                <span>{ name }</span>
                <svg class="bar" width="100%" height="6" aria-hidden="true">
                    <rect width={measure::bar(*size, widest)} height="6" />
                </svg>
                <span>{ measure::size(*size) }</span>
            </li>
        }
    });
    html! { <ol class="zone-ladder" aria-hidden="true">{ for rungs }</ol> }
}

