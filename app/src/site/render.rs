//! Yew to text: still parts without a trace of Yew, islands with what hydration needs beside them.

use std::future::Future;

use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::LocalServerRenderer;
use yew::prelude::*;

use crate::widgets::{Live, LiveProps, Shape};

/// Runs a rendering to its end.
pub(super) fn run<T>(rendering: impl Future<Output = T>) -> T {
    let runtime =
        Builder::new_current_thread().build().expect("a current-thread runtime needs nothing of the system");
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

/// An island as it first looks. `given` is its properties as JSON, or the address where they are.
pub async fn island(shape: Shape, given: &str) -> Html {
    let name = shape.name();
    let html = LocalServerRenderer::<Live>::with_props(LiveProps { shape }).render().await;
    let given = given.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    Html::from_html_unchecked(
        format!("<div data-island=\"{name}\" data-properties=\"{given}\">{html}</div>").into(),
    )
}
