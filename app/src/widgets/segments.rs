//! What the file's bytes are for, as a picture and as numbers.

use analyzer::report::SegmentReport;
use yew::prelude::*;

use crate::measure;

pub(super) fn segments(segments: &[SegmentReport]) -> Html {
    let whole: u64 = segments.iter().map(|segment| segment.size).fold(0, u64::saturating_add);
    let mut start = 0_u64;
    let pieces = segments.iter().enumerate().map(|(place, segment)| {
        let x = measure::bar(start, whole);
        start = start.saturating_add(segment.size);
        html! { <rect class={pattern(place)} {x} width={measure::bar(segment.size, whole)} height="20" /> }
    });
    let pieces: Vec<Html> = pieces.collect();
    let rows = segments.iter().enumerate().map(|(place, segment)| {
        html! {
            <li>
                <svg class="swatch" width="12" height="12" aria-hidden="true">
                    <rect class={pattern(place)} width="12" height="12" />
                </svg>
                { &segment.name }
                <span class="segment-size">{ measure::size(segment.size) }</span>
            </li>
        }
    });
    html! {
        <>
            <svg class="segments" width="100%" height="20" aria-hidden="true">{ for pieces }</svg>
            <ul class="segment-list">{ for rows }</ul>
        </>
    }
}

fn pattern(place: usize) -> &'static str {
    ["s-1", "s-2", "s-3", "s-4"][place % 4]
}
