//! The page for addresses that lead nowhere.

use yew::prelude::*;

use super::PageContent;
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    PageContent {
        title: "No such page \u{b7} Final Stage".to_owned(),
        description: "This address leads nowhere.".to_owned(),
        body: html! {
            <div class="plain">
                <h1>{ "No such file or directory" }</h1>
                <p class="lead">{ "For once, it is not the loader: this page does not exist." }</p>
                <p>
                    <a href={site.links.to(&Page::Home)}>{ "Read a program" }</a>
                    { " or go to " }
                    <a href={site.links.to(&Page::Course)}>{ "the course" }</a>
                    { "." }
                </p>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}
