//! Samples: real programs of this site that stand in for the visitor's own.

use serde::Serialize;
use yew::html::Scope;
use yew::prelude::*;

use super::live::Live;
use crate::event::Event;
use crate::json::Json;
use crate::markup::{container, element, fixed};
use crate::received::{Received, text};

/// How many stand on the first screen; the others open on demand.
const SHOWN: usize = 6;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SampleLink {
    /// The value of `sample` in the address.
    pub slug: String,
    /// "static Go".
    pub label: String,
    pub file_name: String,
    /// Relative to the home page.
    pub address: String,
}

impl Received for SampleLink {
    fn from_json(json: &Json) -> Self {
        SampleLink {
            slug: text(json, "slug"),
            label: text(json, "label"),
            file_name: text(json, "file_name"),
            address: text(json, "address"),
        }
    }
}

/// Each sample is a link, so that it can be shared. On a page that is not locked the click is answered in
/// place; a locked page can fetch nothing, and the link opens a fresh one.
pub(super) fn samples_row(samples: &[SampleLink], locked: bool, folded: bool, link: &Scope<Live>) -> Html {
    let shown = if folded { 0 } else { SHOWN.min(samples.len()) };
    let (first, others) = samples.split_at(shown);
    let items = |samples: &[SampleLink]| samples.iter().map(|sample| item(sample, locked, link)).collect();
    let name = if folded { "Look at a sample" } else { "More samples" };
    let more = element(
        "details",
        "samples-more",
        [element("summary", "", [fixed(name)]), container("ul", "", items(others))],
    );
    let mut parts = Vec::new();
    if !folded {
        parts.push(element("h2", "samples-name", [fixed("Or look at a sample")]));
        parts.push(container("ul", "", items(first)));
    }
    parts.push(more);
    container("div", "samples", parts)
}

fn item(sample: &SampleLink, locked: bool, link: &Scope<Live>) -> Html {
    let onclick = {
        let (sample, link) = (sample.clone(), link.clone());
        Callback::from(move |event: MouseEvent| {
            let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
            if !locked && !elsewhere {
                event.prevent_default();
                link.send_message(Event::Sample(sample.clone()));
            }
        })
    };
    html! { <li><a href={["?sample=", &sample.slug].concat()} {onclick}>{ sample.label.clone() }</a></li> }
}
