//! What the file's bytes are for, as a picture and as numbers.

use analyzer::report::SegmentReport;
use yew::prelude::Html;

use crate::markup::{container, container_with, element, list, with, words};
use crate::measure;

pub(super) fn segments(segments: &[SegmentReport]) -> Html {
    let whole = segments.iter().map(|segment| segment.size).fold(0, u64::saturating_add);
    let mut start = 0_u64;
    let mut pieces = Vec::new();
    let mut rows = Vec::new();
    for (place, segment) in segments.iter().enumerate() {
        let class = ["s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7"][place % 7];
        pieces.push(piece(class, &measure::share(start, whole), &measure::share(segment.size, whole), "20"));
        start = start.saturating_add(segment.size);
        rows.push(element(
            "li",
            "",
            [
                picture("swatch", "12", "12", vec![piece(class, "0", "12", "12")]),
                words(&segment.name),
                element("span", "segment-size", [words(&measure::size(segment.size))]),
            ],
        ));
    }
    list([picture("segments", "100%", "20", pieces), container("ul", "segment-list", rows)])
}

fn picture(class: &'static str, width: &'static str, height: &'static str, pieces: Vec<Html>) -> Html {
    let keys = &["class", "width", "height", "aria-hidden"];
    container_with("svg", keys, &[class, width, height, "true"], pieces)
}

fn piece(class: &'static str, x: &str, width: &str, height: &'static str) -> Html {
    let values = &[class, x, width, height];
    with("rect", &["class", "x", "width", "height"], values, [])
}
