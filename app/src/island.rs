//! Islands: the components that come alive in the browser, by the name that stands in their element's
//! `data-island`. What the prerenderer gave a component as properties lies beside it as JSON.

use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::BaseComponent;

use crate::widgets::{Analysis, AnalysisProps, Tool, ToolProps};

pub trait Island: BaseComponent {
    const NAME: &'static str;
}

impl Island for Tool {
    const NAME: &'static str = "tool";
}

impl Island for Analysis {
    const NAME: &'static str = "analysis";
}

/// Properties that travel as JSON from the build to the browser.
pub trait IslandProps: Serialize + DeserializeOwned {}

impl IslandProps for ToolProps {}
impl IslandProps for AnalysisProps {}

#[cfg(feature = "hydration")]
mod waking {
    use wasm_bindgen::JsCast;
    use web_sys::{Element, window};
    use yew::Renderer;

    use super::{Island, IslandProps};
    use crate::widgets::{Analysis, Tool};

    /// Brings every island of this page to life.
    pub fn wake_all() {
        wake::<Tool>();
        wake::<Analysis>();
    }

    fn wake<I>()
    where
        I: Island,
        I::Properties: IslandProps,
    {
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let Ok(found) = document.query_selector_all(&format!("[data-island={}]", I::NAME)) else { return };
        for place in 0..found.length() {
            let Some(element) = found.item(place).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            let json = element.next_element_sibling().and_then(|script| script.text_content()).unwrap_or_default();
            if let Ok(props) = serde_json::from_str::<I::Properties>(&json) {
                Renderer::<I>::with_root_and_props(element, props).hydrate();
            }
        }
    }
}

#[cfg(feature = "hydration")]
pub use waking::wake_all;
