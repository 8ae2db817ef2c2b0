//! Islands: the components that come alive in the browser, by the name that stands in their element's
//! `data-island`. What the prerenderer gave a component as properties is JSON, in `data-properties` or
//! at the address that stands there: a reader who never touches a large island does not download it.

use yew::BaseComponent;

use crate::widgets::{Analysis, Tool};

pub trait Island: BaseComponent {
    const NAME: &'static str;
}

impl Island for Tool {
    const NAME: &'static str = "tool";
}

impl Island for Analysis {
    const NAME: &'static str = "analysis";
}

/// Brings one island to life, for `assets/boot.js`. An island that cannot read its properties stays what
/// it was: text that reads in full.
#[cfg(feature = "hydration")]
#[wasm_bindgen::prelude::wasm_bindgen]
#[expect(clippy::needless_pass_by_value, reason = "the browser hands over its reference")]
pub fn wake(element: web_sys::Element, properties: &str) {
    use crate::received::Received;

    let name = element.get_attribute("data-island");
    if name.as_deref() == Some(Tool::NAME) {
        if let Some(props) = Received::from_text(properties) {
            yew::Renderer::<Tool>::with_root_and_props(element, props).hydrate();
        }
    } else if let Some(props) = Received::from_text(properties) {
        yew::Renderer::<Analysis>::with_root_and_props(element, props).hydrate();
    }
}
