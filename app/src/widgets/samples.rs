//! Samples: real programs of this site that stand in for the visitor's own.

use serde::Serialize;
use yew::prelude::Html;

use crate::json::Json;
use crate::markup::{container, element, fixed, with, words};
use crate::received::{Received, text};

/// How many stand on the first screen; the others open on demand.
const SHOWN: usize = 6;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SampleLink {
    /// The value of `sample` in the address.
    pub slug: String,
    /// "static Go".
    pub label: String,
    /// Relative to the home page.
    pub address: String,
}

impl Received for SampleLink {
    fn from_json(json: &Json) -> Self {
        SampleLink { slug: text(json, "slug"), label: text(json, "label"), address: text(json, "address") }
    }
}

/// Each sample is a link, so that it can be shared. On a page that is not locked `assets/engine.js` answers the
/// click in place; a locked page can fetch nothing, and the link opens a fresh one.
pub(super) fn samples_row(samples: &[SampleLink], folded: bool) -> Html {
    let shown = if folded { 0 } else { SHOWN.min(samples.len()) };
    let (first, others) = samples.split_at(shown);
    let items = |samples: &[SampleLink]| samples.iter().map(item).collect();
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

fn item(sample: &SampleLink) -> Html {
    let values = [&["?sample=", &sample.slug].concat(), sample.address.as_str()];
    let link = with("a", &["href", "data-sample"], &values, [words(&sample.label)]);
    element("li", "", [link])
}
