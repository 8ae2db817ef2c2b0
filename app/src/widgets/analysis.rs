//! A figure of a lesson: the ladder and the key facts of a sample, computed at build by the analyzer
//! and brought to life in the browser.

use analyzer::report::Answer;
use serde::Serialize;
use serde_json::Value;
use yew::prelude::*;

use super::facts::brief_facts;
use super::ladder::ladder;
use super::report_view::in_image;
use crate::received::{Received, maybe_text, one, text};
use crate::view;

#[derive(Clone, PartialEq, Properties, Serialize)]
pub struct AnalysisProps {
    /// Unique on the page.
    pub id: String,
    pub answer: Answer,
    /// The slug of the image that is picked at first; none means the recommended one.
    pub image: Option<String>,
    pub caption: String,
    /// The day of the build, `YYYY-MM-DD`: the browser must see what the build saw.
    pub today: String,
    /// Where the tool shows this sample.
    pub tool: String,
}

impl Received for AnalysisProps {
    fn from_json(json: &Value) -> Self {
        AnalysisProps {
            id: text(json, "id"),
            answer: one(json, "answer"),
            image: maybe_text(json, "image"),
            caption: text(json, "caption"),
            today: text(json, "today"),
            tool: text(json, "tool"),
        }
    }
}

#[component]
pub fn Analysis(props: &AnalysisProps) -> Html {
    let picked = use_state(|| props.image.clone());
    let on_pick = {
        let picked = picked.clone();
        Callback::from(move |image| picked.set(Some(image)))
    };
    let report = &props.answer.report;
    let chosen = view::chosen(&props.answer, picked.as_deref());
    html! {
        <figure class="analysis">
            <p class="analysis-file">
                <code>{ &report.file.name }</code>
                { " " }
                { report.elf.as_ref().map(|elf| format!("{}, {}", elf.linking, elf.platform)).unwrap_or_default() }
            </p>
            { ladder(&props.answer, chosen, &props.id, &props.today, &on_pick) }
            { brief_facts(report, &in_image(&props.answer, chosen)) }
            <figcaption>
                { &props.caption }
                { " " }
                <a href={props.tool.clone()}>{ "Open this sample in the tool, or try your own file" }</a>
            </figcaption>
        </figure>
    }
}
