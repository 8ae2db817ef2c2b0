//! The ladder of final stages, largest at the top: the program falls to the lowest rung that holds it.

use analyzer::report::Answer;
use yew::prelude::*;

use super::rung::Rung;
use crate::view::{self, Ladders};

#[derive(PartialEq, Properties)]
pub(super) struct LadderProps {
    pub(super) answer: Answer,
    /// The place of the image whose Dockerfile is shown.
    pub(super) chosen: Option<usize>,
    /// Unique on the page.
    pub(super) group: AttrValue,
    pub(super) today: AttrValue,
    pub(super) on_pick: Callback<String>,
}

#[component]
pub(super) fn Ladder(props: &LadderProps) -> Html {
    let images = &props.answer.report.images;
    let ladders = Ladders::of(images);
    let recommended = view::recommended(&props.answer);
    // One scale for every ladder, so that bars compare across families.
    let scale = images.iter().filter_map(|image| image.size).max().unwrap_or_default();
    let rungs = |places: &[usize]| -> Html {
        places
            .iter()
            .map(|&place| {
                let image = &images[place];
                html! {
                    <Rung
                        key={image.slug.clone()}
                        image={image.clone()}
                        {scale}
                        group={props.group.clone()}
                        chosen={props.chosen == Some(place)}
                        recommended={recommended == Some(place)}
                        today={props.today.clone()}
                        on_pick={props.on_pick.clone()}
                    />
                }
            })
            .collect()
    };
    let beside = ladders.beside.iter().map(|(family, places)| {
        let holds = places.iter().filter(|&&place| matches!(images[place].outcome.as_str(), "runs" | "starts")).count();
        let open = places.iter().any(|&place| recommended == Some(place));
        html! {
            <details class="family" {open}>
                <summary>
                    <span class="family-name">{ family_name(family) }</span>
                    <span class="family-sum">{ family_sum(holds, places.len()) }</span>
                </summary>
                <ol class="rungs">{ rungs(places) }</ol>
            </details>
        }
    });
    html! {
        <fieldset class="ladder">
            <legend>{ "Where it starts, from the largest image to the smallest" }</legend>
            <ol class="rungs">{ rungs(&ladders.main) }</ol>
            { for beside }
        </fieldset>
    }
}

fn family_name(family: &str) -> String {
    let mut letters = family.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn family_sum(holds: usize, of: usize) -> String {
    match (holds, of) {
        (0, 1) => "it does not hold the program".to_owned(),
        (1, 1) => "it holds the program".to_owned(),
        (0, _) => format!("none of {of} holds the program"),
        (holds, of) if holds == of => format!("all {of} hold the program"),
        (1, of) => format!("1 of {of} holds the program"),
        (holds, of) => format!("{holds} of {of} hold the program"),
    }
}
