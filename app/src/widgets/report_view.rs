//! The report: the answer, the ladder beside the Dockerfile of the chosen rung, then the facts.

use analyzer::report::Answer;
use yew::prelude::*;

use super::answer_line::{answer_line, remedies};
use super::copying::save_button;
use super::dockerfile_view::DockerfileView;
use super::facts::{InImage, facts};
use super::ladder::ladder;
use crate::session::Found;
use crate::{measure, view};

pub(super) fn report_view(found: &Found, picked: Option<&str>, on_pick: &Callback<String>) -> Html {
    let answer = &found.answer;
    let report = &answer.report;
    let chosen = view::chosen(answer, picked);
    let judged = !report.images.is_empty();
    html! {
        <article class="report">
            { answer_line(answer) }
            if judged {
                <div class="columns">
                    { ladder(answer, chosen, "image", &found.today, on_pick) }
                    <div class="column">
                        { dockerfile(answer, chosen, "image") }
                        if report.recommendation.is_some() {
                            { remedies("What would make it smaller", &report.remedies) }
                        }
                    </div>
                </div>
            }
            { facts(report, &in_image(answer, chosen)) }
            <footer class="receipt">
                <p>{ receipt(found) }</p>
                { save_button(report_json(&found.json), "final-stage.json", "application/json", "Download the report (JSON)") }
            </footer>
        </article>
    }
}

/// The Dockerfile of the chosen rung.
pub(super) fn dockerfile(answer: &Answer, chosen: Option<usize>, group: &'static str) -> Html {
    let parts = chosen.and_then(|place| Some((answer.report.images.get(place)?, answer.dockerfiles.get(place)?, place)));
    let Some((image, dockerfile, place)) = parts else { return Html::default() };
    let prebuilt = answer.prebuilt.get(place).filter(|prebuilt| prebuilt.lines != dockerfile.lines);
    html! {
        <DockerfileView
            dockerfile={dockerfile.clone()}
            prebuilt={prebuilt.cloned()}
            holds={image.outcome != "fails"}
            image_name={image.name.clone()}
            {group}
        />
    }
}

pub(super) fn in_image(answer: &Answer, chosen: Option<usize>) -> InImage<'_> {
    let image = chosen.and_then(|place| answer.report.images.get(place));
    InImage {
        name: image.map(|image| image.name.as_str()).unwrap_or_default(),
        libraries: image.map(|image| image.libraries.as_slice()).unwrap_or_default(),
    }
}

fn receipt(found: &Found) -> String {
    format!(
        "Read {} of {} in {} {} and {} ms.",
        measure::size(found.bytes as u64),
        measure::size(found.answer.report.file.size),
        found.slices,
        if found.slices == 1 { "slice" } else { "slices" },
        (found.milliseconds.round() as u64).max(1),
    )
}

/// The report alone, set for people, out of the answer as it came.
fn report_json(answer: &str) -> String {
    let report = || {
        let answer = js_sys::JSON::parse(answer).ok()?;
        let report = js_sys::Reflect::get(&answer, &"report".into()).ok()?;
        let text = js_sys::JSON::stringify_with_replacer_and_space(&report, &wasm_bindgen::JsValue::NULL, &2.into());
        text.ok().map(String::from)
    };
    report().unwrap_or_default()
}
