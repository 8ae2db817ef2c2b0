//! The index of errors: a box to paste one into, and all of them in groups.

use lessons::{ErrorPage, GROUPS};
use yew::prelude::*;

use super::PageContent;
use super::paste::paste_box;
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    let groups = GROUPS.iter().map(|(name, title)| {
        let errors = site.content.errors.iter().filter(|error| error.group == *name);
        html! {
            <section class="error-group" id={*name}>
                <h2>{ *title }</h2>
                <ul>{ for errors.map(|error| entry(site, error)) }</ul>
            </section>
        }
    });
    PageContent {
        title: "Errors decoded \u{b7} Final Stage".to_owned(),
        description:
            "What a container's error really means: paste a log, or look the message up. Exact texts, causes \
                      and fixes with their Dockerfile."
                .to_owned(),
        body: html! {
            <div class="errors">
                <h1>{ "Errors decoded" }</h1>
                <p class="lead">
                    { "A container that does not start says so in words that mislead. Here is what they mean, how to \
                       confirm it with one command, and what to change." }
                </p>
                { paste_box(site, "h2") }
                { for groups }
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn entry(site: &Site, error: &ErrorPage) -> Html {
    let address = site.links.to(&Page::Error(error.slug.clone()));
    html! {
        <li>
            <a href={address}>{ &error.title }</a>
            <p>{ &error.description }</p>
        </li>
    }
}
