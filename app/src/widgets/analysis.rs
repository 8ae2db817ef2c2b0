//! A figure of a lesson: the ladder and the key facts of a sample, computed at build by the analyzer
//! and brought to life in the browser.

use analyzer::report::Answer;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use super::dockerfile_view::DockerfileView;
use super::facts::Facts;
use super::ladder::Ladder;
use crate::view;

#[derive(Clone, PartialEq, Properties, Serialize, Deserialize)]
pub struct AnalysisProps {
    /// Unique on the page.
    pub id: String,
    pub answer: Answer,
    /// The slug of the image that is picked at first; none means the recommended one.
    pub image: Option<String>,
    pub caption: String,
    /// The day of the build, `YYYY-MM-DD`: the browser must see what the build saw.
    pub today: String,
    /// Where the tool is.
    pub tool: String,
}

#[component]
pub fn Analysis(props: &AnalysisProps) -> Html {
    let picked = use_state(|| props.image.clone());
    let on_pick = {
        let picked = picked.clone();
        Callback::from(move |image| picked.set(Some(image)))
    };
    let answer = &props.answer;
    let chosen = view::chosen(answer, picked.as_deref());
    let image = chosen.and_then(|place| answer.report.images.get(place));
    let image_name = image.map(|image| AttrValue::from(image.name.clone())).unwrap_or_default();
    let dockerfile = chosen.and_then(|place| answer.dockerfiles.get(place));
    html! {
        <figure class="analysis">
            <p class="analysis-file">
                <code>{ &answer.report.file.name }</code>
                { " " }
                { answer.report.elf.as_ref().map(|elf| format!("{}, {}", elf.linking, elf.platform)).unwrap_or_default() }
            </p>
            <Ladder
                answer={answer.clone()}
                {chosen}
                group={props.id.clone()}
                today={props.today.clone()}
                {on_pick}
            />
            if let Some(dockerfile) = dockerfile {
                <DockerfileView
                    dockerfile={dockerfile.clone()}
                    holds={image.is_some_and(|image| image.outcome != "fails")}
                    image_name={image_name.clone()}
                />
            }
            <Facts
                report={answer.report.clone()}
                libraries={image.map(|image| image.libraries.clone()).unwrap_or_default()}
                {image_name}
                brief=true
            />
            <figcaption>
                { &props.caption }
                { " " }
                <a href={props.tool.clone()}>{ "Try it with your own file" }</a>
            </figcaption>
        </figure>
    }
}
