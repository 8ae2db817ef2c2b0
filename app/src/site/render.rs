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
pub async fn island<I>(props: I::Properties) -> Html
where
    I: Island,
    I::Properties: Clone + Serialize,
{
    // A `<` in the data would let a `</script>` end it early.
    let json = serde_json::to_string(&props).expect("properties are plain values").replace('<', "\\u003c");
    let html = LocalServerRenderer::<I>::with_props(props).render().await;
    let name = I::NAME;
    let island = format!("<div data-island=\"{name}\">{html}</div><script type=\"application/json\">{json}</script>");
    Html::from_html_unchecked(island.into())
}
