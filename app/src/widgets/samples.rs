//! Samples: real programs of this site that stand in for the visitor's own.

use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::received::{Received, text};

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
    fn from_json(json: &Value) -> Self {
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
pub(super) fn samples_row(samples: &[SampleLink], locked: bool, on_sample: &Callback<SampleLink>) -> Html {
    let samples = samples.iter().map(|sample| {
        let onclick = {
            let (sample, on_sample) = (sample.clone(), on_sample.clone());
            Callback::from(move |event: MouseEvent| {
                let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
                if !locked && !elsewhere {
                    event.prevent_default();
                    on_sample.emit(sample.clone());
                }
            })
        };
        html! {
            <li><a href={format!("?sample={}", sample.slug)} {onclick}>{ &sample.label }</a></li>
        }
    });
    html! {
        <div class="samples">
            <h2 class="samples-name">{ "Or look at a sample" }</h2>
            <ul>{ for samples }</ul>
        </div>
    }
}

/// The sample that the page's address asks for.
pub(super) fn asked_sample(samples: &[SampleLink]) -> Option<SampleLink> {
    let search = web_sys::window()?.location().search().ok()?;
    let slug = web_sys::UrlSearchParams::new_with_str(&search).ok()?.get("sample")?;
    samples.iter().find(|sample| sample.slug == slug).cloned()
}

/// The input behind an event.
pub(super) fn input_of(event: &yew::Event) -> Option<web_sys::HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
