//! The ladder of final stages, largest at the top: the program falls to the lowest rung that holds it.

use analyzer::report::Answer;
use yew::prelude::*;

use super::rung::{Standing, rung};
use crate::markup::{container, container_with, element, fixed, words};
use crate::view::{self, Ladders};

/// Where a ladder stands.
pub(super) struct Ground<'a> {
    /// The radio group of its rungs, unique on the page.
    pub(super) group: &'a str,
    /// `YYYY-MM-DD`.
    pub(super) today: &'a str,
    /// What leads from this page to the site's root.
    pub(super) root: &'a str,
}

/// `chosen` is the place of the image whose Dockerfile is shown. `wording` is where the words of its messages are
/// chosen.
pub(super) fn ladder(
    answer: &Answer,
    chosen: Option<usize>,
    ground: &Ground,
    wording: Html,
    on_pick: &Callback<String>,
) -> Html {
    let &Ground { group, today, root } = ground;
    let images = &answer.report.images;
    let ladders = Ladders::of(images);
    let recommended = view::recommended(answer);
    // One scale for every ladder, so that bars compare across families.
    let scale = images.iter().filter_map(|image| image.size).max().unwrap_or_default();
    let rungs = |places: &[usize]| -> Vec<Html> {
        let rungs = places.iter().map(|&place| {
            let (chosen, recommended) = (chosen == Some(place), recommended == Some(place));
            rung(&images[place], &Standing { scale, group, chosen, recommended, today, root }, on_pick)
        });
        rungs.collect()
    };
    let beside = ladders.beside.iter().map(|(family, places)| {
        let holds = places
            .iter()
            .filter(|&&place| matches!(images[place].outcome.as_str(), "runs" | "starts"))
            .count();
        let summary = vec![
            element("span", "family-name", [words(&family_name(family))]),
            element("span", "family-sum", [words(&family_sum(holds, places.len()))]),
        ];
        let parts = vec![container("summary", "", summary), container("ol", "rungs", rungs(places))];
        // A rung that is to be used must not hide.
        match places.iter().any(|&place| recommended == Some(place)) {
            true => container_with("details", &["class", "open"], &["family", ""], parts),
            false => container("details", "family", parts),
        }
    });
    let mut parts = vec![
        element("legend", "", [fixed("Where it starts, from the largest image to the smallest")]),
        wording,
        container("ol", "rungs", rungs(&ladders.main)),
    ];
    parts.extend(beside);
    container("fieldset", "ladder", parts)
}

fn family_name(family: &str) -> String {
    if family == "busybox" {
        return "BusyBox".to_owned();
    }
    let mut name = family.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
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
