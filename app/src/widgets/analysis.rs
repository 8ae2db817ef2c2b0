//! A figure of a lesson: the ladder and the key facts of a sample, computed at build by the analyzer
//! and brought to life in the browser.

use std::rc::Rc;

use analyzer::report::Answer;
use serde::Serialize;
use yew::prelude::*;

use super::facts::brief_facts;
use super::ladder::ladder;
use super::report_view::in_image;
use crate::json::Json;
use crate::markup::{code, element, fixed, with, words};
use crate::received::{Received, maybe_text, one, text};
use crate::view;

/// Never changed once made, so two are the same when they are one.
#[derive(Clone, Properties)]
pub struct AnalysisProps {
    pub figure: Rc<Figure>,
}

impl PartialEq for AnalysisProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.figure, &other.figure)
    }
}

#[derive(Serialize)]
pub struct Figure {
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
    fn from_json(json: &Json) -> Self {
        let figure = Figure {
            id: text(json, "id"),
            answer: one(json, "answer"),
            image: maybe_text(json, "image"),
            caption: text(json, "caption"),
            today: text(json, "today"),
            tool: text(json, "tool"),
        };
        AnalysisProps { figure: figure.into() }
    }
}

pub struct Analysis {
    /// The image of the chosen rung, once the reader has chosen one.
    picked: Option<String>,
}

impl Component for Analysis {
    type Message = String;
    type Properties = AnalysisProps;

    fn create(ctx: &Context<Self>) -> Self {
        Analysis { picked: ctx.props().figure.image.clone() }
    }

    fn update(&mut self, _: &Context<Self>, image: String) -> bool {
        self.picked = Some(image);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Figure { id, answer, caption, today, tool, .. } = &*ctx.props().figure;
        let report = &answer.report;
        let chosen = view::chosen(answer, self.picked.as_deref());
        let kind = report.elf.as_ref().map(|elf| [" ", elf.linking.as_str(), ", ", &elf.platform].concat());
        let name = vec![code(&report.file.name), words(&kind.unwrap_or_default())];
        let open = "Open this sample in the tool, or try your own file";
        let open = with("a", &["href"], &[tool], vec![fixed(open)]);
        let parts = vec![
            element("p", "analysis-file", name),
            ladder(answer, chosen, id, today, &ctx.link().callback(|image| image)),
            brief_facts(report, &in_image(answer, chosen)),
            element("figcaption", "", vec![words(caption), fixed(" "), open]),
        ];
        element("figure", "analysis", parts)
    }
}
