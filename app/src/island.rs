//! Islands: the places of a page that come alive in the browser, by the name in their element's
//! `data-island`. What the prerenderer gave one is JSON, in `data-properties` or at the address that
//! stands there: a reader who never touches a large island does not download it.

use crate::received::Received;
use crate::widgets::{Figure, Shape, ToolProps};

impl Shape {
    pub fn name(&self) -> &'static str {
        match self {
            Shape::Tool(_) => "tool",
            Shape::Figure(_) => "analysis",
        }
    }

    /// The island of that name, out of its JSON.
    pub fn from_text(name: &str, json: &str) -> Option<Self> {
        match name {
            "tool" => Received::from_text(json).map(|props: ToolProps| Shape::Tool(props.into())),
            "analysis" => Received::from_text(json).map(|figure: Figure| Shape::Figure(figure.into())),
            _ => None,
        }
    }
}

/// Brings one island to life, for `assets/boot.js`. An island that cannot read its properties stays what
/// it was: text that reads in full.
#[cfg(feature = "hydration")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn wake(element: web_sys::Element, name: &str, properties: &str) {
    if let Some(shape) = Shape::from_text(name, properties) {
        yew::Renderer::<crate::widgets::Live>::with_root_and_props(
            element,
            crate::widgets::LiveProps { shape },
        )
        .hydrate();
    }
}
