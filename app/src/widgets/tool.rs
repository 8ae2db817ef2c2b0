//! The tool: everything from an empty page to a report, in one island.

use serde::Serialize;
use yew::html::Scope;
use yew::prelude::*;

use super::answer_line::headline;
use super::drop_zone::drop_zone;
use super::report_view::report_view;
use super::samples::SampleLink;
use super::states::{failure_note, reading_note};
use crate::engine::{self, AnalyzerFiles};
use crate::event::Event;
use crate::json::Json;
use crate::markup::{element, fixed, nothing, with, words};
use crate::received::{Received, list, number, one, text};
use crate::session::{Session, Stage};

#[derive(Clone, PartialEq, Properties, Serialize)]
pub struct ToolProps {
    pub files: AnalyzerFiles,
    /// Those that stand on the first screen come first.
    pub samples: Vec<SampleLink>,
    /// Names and sizes of the main ladder, largest first, for the picture behind the empty page.
    pub rungs: Vec<PictureRung>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PictureRung {
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl Received for ToolProps {
    fn from_json(json: &Json) -> Self {
        ToolProps { files: one(json, "files"), samples: list(json, "samples"), rungs: list(json, "rungs") }
    }
}

impl Received for PictureRung {
    fn from_json(json: &Json) -> Self {
        PictureRung { name: text(json, "name"), size: number(json, "size") }
    }
}

pub struct Tool {
    session: Session,
    /// The answer has arrived with this rendering, and takes the focus after it.
    fresh_answer: bool,
}

impl Component for Tool {
    type Message = Event;
    type Properties = ToolProps;

    fn create(_: &Context<Self>) -> Self {
        Tool { session: Session::default(), fresh_answer: false }
    }

    fn update(&mut self, ctx: &Context<Self>, event: Event) -> bool {
        match &event {
            Event::Near => {
                engine::prepare();
                return false;
            }
            Event::Asked(slug) => {
                let sample = ctx.props().samples.iter().find(|sample| sample.slug == *slug);
                sample.inspect(|sample| engine::take_sample(&sample.address, &sample.file_name));
            }
            Event::Sample(sample) => engine::take_sample(&sample.address, &sample.file_name),
            Event::Cancel => engine::cancel(),
            Event::TryToSend => engine::try_to_send(),
            Event::Answered(_) | Event::Failed(_) => self.fresh_answer = true,
            _ => {}
        }
        self.session.note(event);
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            let link = ctx.link().clone();
            engine::start(&ctx.props().files, move |event| link.send_message(event));
        }
        // A keyboard or a screen reader goes on from the answer.
        if std::mem::take(&mut self.fresh_answer) {
            engine::focus("answer");
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let parts = vec![
            drop_zone(&self.session, ctx.props(), link),
            with("p", &["class", "role"], &["unseen", "status"], vec![words(&spoken(&self.session.stage))]),
            self.below(link),
            overlay(self.session.dragging),
        ];
        html! {
            <div class="tool" onpointerenter={link.callback(|_: PointerEvent| Event::Near)} onfocusin={link.callback(|_: FocusEvent| Event::Near)}>
                { for parts }
            </div>
        }
    }
}

impl Tool {
    fn below(&self, link: &Scope<Self>) -> Html {
        match &self.session.stage {
            Stage::Empty => nothing(),
            Stage::Reading(reading) => reading_note(reading, link),
            Stage::Failed(failure) => failure_note(failure),
            Stage::Answered(found) => report_view(found, &self.session, link),
        }
    }
}

fn overlay(dragging: bool) -> Html {
    if !dragging {
        return nothing();
    }
    let words = element("p", "", vec![fixed("Let go. The file stays on this machine.")]);
    with("div", &["class", "aria-hidden"], &["overlay", "true"], vec![words])
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
