//! Where what a page says comes from, and when that was looked at.

use lessons::Source;
use yew::prelude::*;

pub(super) fn list(sources: &[Source]) -> Html {
    if sources.is_empty() {
        return Html::default();
    }
    let sources = sources.iter().map(|source| {
        html! { <li><a href={source.url.clone()}>{ &source.title }</a>{ ", " }<time>{ source.date.to_string() }</time></li> }
    });
    html! {
        <section class="sources" data-unsearched="">
            <h2>{ "Sources" }</h2>
            <ul>{ for sources }</ul>
        </section>
    }
}
