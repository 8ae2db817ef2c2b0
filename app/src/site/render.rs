//! Yew to text: still parts without a trace of Yew, islands with what hydration needs beside them.

use std::future::Future;

use serde::Serialize;
use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::prelude::*;
use yew::LocalServerRenderer;

use crate::island::Island;

/// Runs a rendering to its end.
pub(super) fn run<T>(rendering: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().build().expect("a current-thread runtime needs nothing of the system");
    LocalSet::new().block_on(&runtime, rendering)
}

#[derive(PartialEq, Properties)]
struct StillProps {
    content: Html,
}

#[component]
fn Still(props: &StillProps) -> Html {
    props.content.clone()
}

/// HTML that stays as it is.
pub async fn still(content: Html) -> String {
    LocalServerRenderer::<Still>::with_props(StillProps { content }).hydratable(false).render().await
}

/// An island as it first looks, and its properties for the browser.
pub struct Rendered {
    name: &'static str,
    html: String,
    pub properties: String,
}

pub async fn island<I>(props: I::Properties) -> Rendered
where
    I: Island,
    I::Properties: Clone + Serialize,
{
    let properties = serde_json::to_string(&props).expect("properties are plain values");
    let html = LocalServerRenderer::<I>::with_props(props).render().await;
    Rendered { name: I::NAME, html, properties }
}

impl Rendered {
    /// The island with its properties in the page.
    pub fn inline(&self) -> Html {
        self.element(&self.properties)
    }

    /// The island with its properties in a file.
    pub fn with_properties_at(&self, address: &str) -> Html {
        self.element(address)
    }

    fn element(&self, given: &str) -> Html {
        let given = given.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let (name, html) = (self.name, &self.html);
        Html::from_html_unchecked(
            format!("<div data-island=\"{name}\" data-properties=\"{given}\">{html}</div>").into(),
        )
    }
}
