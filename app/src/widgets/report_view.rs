//! The report: the answer, the ladder beside the Dockerfile of the chosen rung, then the facts.

use std::rc::Rc;

use web_sys::{HtmlElement, window};
use yew::prelude::*;

use super::answer_line::{AnswerLine, Remedies};
use super::copying::SaveButton;
use super::dockerfile_view::DockerfileView;
use super::facts::Facts;
use super::ladder::Ladder;
use crate::session::Found;
use crate::{measure, view};

#[derive(PartialEq, Properties)]
pub(super) struct ReportViewProps {
    pub(super) found: Rc<Found>,
    pub(super) picked: Option<String>,
    pub(super) on_pick: Callback<String>,
}

#[component]
pub(super) fn ReportView(props: &ReportViewProps) -> Html {
    let found = &props.found;
    let answer = &found.answer;
    let report = &answer.report;
    let today = use_memo((), |()| today());
    use_effect_with(Rc::as_ptr(found), |_| go_to_answer());
    let chosen = view::chosen(answer, props.picked.as_deref());
    let image = chosen.and_then(|place| report.images.get(place));
    let image_name = image.map(|image| AttrValue::from(image.name.clone())).unwrap_or_default();
    let dockerfile = chosen.and_then(|place| answer.dockerfiles.get(place));
    let judged = report.elf.is_some() && !report.images.is_empty();
    html! {
        <article class="report">
            <AnswerLine answer={answer.clone()} />
            if judged {
                <div class="columns">
                    <Ladder
                        answer={answer.clone()}
                        {chosen}
                        group="image"
                        today={(*today).clone()}
                        on_pick={props.on_pick.clone()}
                    />
                    <div class="column">
                        if let Some(dockerfile) = dockerfile {
                            <DockerfileView
                                dockerfile={dockerfile.clone()}
                                holds={image.is_some_and(|image| image.outcome != "fails")}
                                image_name={image_name.clone()}
                            />
                        }
                        if report.recommendation.is_some() {
                            <Remedies name="What would make it smaller" remedies={report.remedies.clone()} />
                        }
                    </div>
                </div>
            }
            <Facts
                report={report.clone()}
                libraries={image.map(|image| image.libraries.clone()).unwrap_or_default()}
                {image_name}
            />
            <footer class="receipt">
                <p>{ receipt(found) }</p>
                <SaveButton
                    text={report_json(&found.json)}
                    file_name="final-stage.json"
                    media="application/json"
                    label="Download the report (JSON)"
                />
            </footer>
        </article>
    }
}

/// The answer takes the focus, so that a keyboard or a screen reader goes on from there.
fn go_to_answer() {
    let answer = window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("answer"));
    if let Some(answer) = answer.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        let _ = answer.focus();
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

fn today() -> AttrValue {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    AttrValue::from(now.get(..10).unwrap_or_default().to_owned())
}
