//! The tool: everything from an empty page to a report, in one island.

use serde::Serialize;
use yew::html::Scope;
use yew::prelude::Html;

use super::answer_line::headline;
use super::drop_zone::drop_zone;
use super::live::Live;
use super::report_view::report_view;
use super::samples::SampleLink;
use super::states::{failure_note, reading_note};
use crate::engine::AnalyzerFiles;
use crate::json::Json;
use crate::markup::{container, element, fixed, nothing, with, words};
use crate::received::{Received, list, number, one, text};
use crate::session::{Session, Stage};

#[derive(Serialize)]
pub struct ToolProps {
    pub files: AnalyzerFiles,
    /// Those that stand on the first screen come first.
    pub samples: Vec<SampleLink>,
    /// Names and sizes of the main ladder, largest first, for the picture behind the empty page.
    pub rungs: Vec<PictureRung>,
    /// What leads from this page to the site's root; empty at the root.
    pub root: String,
}

#[derive(Serialize)]
pub struct PictureRung {
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl Received for ToolProps {
    fn from_json(json: &Json) -> Self {
        ToolProps {
            files: one(json, "files"),
            samples: list(json, "samples"),
            rungs: list(json, "rungs"),
            root: text(json, "root"),
        }
    }
}

impl Received for PictureRung {
    fn from_json(json: &Json) -> Self {
        PictureRung { name: text(json, "name"), size: number(json, "size") }
    }
}

/// The tool in its present state.
pub(super) fn tool(props: &ToolProps, session: &Session, link: &Scope<Live>) -> Html {
    let parts = vec![
        drop_zone(session, props),
        with("p", &["class", "role"], &["unseen", "status"], [words(&spoken(&session.stage))]),
        below(session, link, &props.root),
        overlay(session.dragging),
    ];
    container("div", "tool", parts)
}

fn below(session: &Session, link: &Scope<Live>, root: &str) -> Html {
    match &session.stage {
        Stage::Empty => nothing(),
        Stage::Reading(reading) => reading_note(reading),
        Stage::Failed(failure) => failure_note(failure),
        Stage::Answered(found) => report_view(found, session, link, root),
    }
}

fn overlay(dragging: bool) -> Html {
    if !dragging {
        return nothing();
    }
    let words = element("p", "", [fixed("Let go. The file stays on this machine.")]);
    with("div", &["class", "aria-hidden"], &["overlay", "true"], [words])
}

/// What a screen reader says when the stage changes.
fn spoken(stage: &Stage) -> String {
    match stage {
        Stage::Reading(reading) if reading.slow => ["Reading ", &reading.name].concat(),
        Stage::Empty | Stage::Reading(_) => String::new(),
        Stage::Failed(_) => "This file could not be read.".to_owned(),
        Stage::Answered(found) => headline(&found.answer),
    }
}
