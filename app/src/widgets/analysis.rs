//! A figure of a lesson: the ladder and the key facts of a sample, computed at build by the analyzer
//! and brought to life in the browser.

use analyzer::report::Answer;
use serde::Serialize;
use yew::html::Scope;
use yew::prelude::Html;

use super::facts::brief_facts;
use super::ladder::{Ground, ladder};
use super::live::Live;
use super::report_view::in_image;
use crate::event::Event;
use crate::json::Json;
use crate::markup::{code, container, element, fixed, nothing, with, words};
use crate::received::{Received, maybe_text, one, text};
use crate::session::Session;
use crate::view;

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

impl Received for Figure {
    fn from_json(json: &Json) -> Self {
        Figure {
            id: text(json, "id"),
            answer: one(json, "answer"),
            image: maybe_text(json, "image"),
            caption: text(json, "caption"),
            today: text(json, "today"),
            tool: text(json, "tool"),
        }
    }
}

pub(super) fn analysis(figure: &Figure, session: &Session, link: &Scope<Live>) -> Html {
    let Figure { id, answer, image, caption, today, tool } = figure;
    let report = &answer.report;
    let chosen = view::chosen(answer, session.picked.as_deref().or(image.as_deref()));
    let kind = report.elf.as_ref().map(|elf| [" ", elf.linking.as_str(), ", ", &elf.platform].concat());
    let name = vec![code(&report.file.name), words(&kind.unwrap_or_default())];
    let open = "Open this sample in the tool, or try your own file";
    let open = with("a", &["href"], &[tool], [fixed(open)]);
    // Figures stand on lessons.
    let ground = Ground { group: id, today, root: "../../" };
    let parts = vec![
        container("p", "analysis-file", name),
        ladder(answer, chosen, &ground, nothing(), &link.callback(Event::Picked)),
        brief_facts(report, &in_image(answer, chosen)),
        element("figcaption", "", [words(caption), fixed(" "), open]),
    ];
    container("figure", "analysis", parts)
}
