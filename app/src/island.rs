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

#[cfg(feature = "hydration")]
mod waking {
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{Element, Response, window};
    use yew::Renderer;

    use super::Island;
    use crate::received::Received;
    use crate::widgets::{Analysis, Tool};

    /// Brings every island of this page to life.
    pub fn wake_all() {
        wake::<Tool>();
        wake::<Analysis>();
    }

    fn wake<I>()
    where
        I: Island,
        I::Properties: Received,
    {
        let Some(document) = window().and_then(|window| window.document()) else { return };
        let Ok(found) = document.query_selector_all(&["[data-island=", I::NAME, "]"].concat()) else { return };
        for place in 0..found.length() {
            let Some(element) = found.item(place).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            spawn_local(async move {
                // An island without its properties stays what it was: text that reads in full.
                if let Ok(json) = properties(&element).await
                    && let Some(props) = I::Properties::from_text(&json)
                {
                    Renderer::<I>::with_root_and_props(element, props).hydrate();
                }
            });
        }
    }

    async fn properties(element: &Element) -> Result<String, JsValue> {
        let given = element.get_attribute("data-properties").unwrap_or_default();
        if given.starts_with('{') {
            return Ok(given);
        }
        let window = window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_str(&given)).await?.unchecked_into();
        JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
    }
}

#[cfg(feature = "hydration")]
pub use waking::wake_all;
