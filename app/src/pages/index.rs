//! All pages in one list: where the search leads without scripts.

use yew::prelude::*;

use super::PageContent;
use super::course::lesson_list;
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    let link = |page: Page, name: String| html! { <li><a href={site.links.to(&page)}>{ name }</a></li> };
    let images = site.content.catalog.images.iter();
    let errors = site.content.errors.iter();
    PageContent {
        title: "All pages \u{b7} Final Stage".to_owned(),
        description: "Every page of Final Stage: the tool, the course, the errors, the base images, the shared libraries, and what \
                      is said about them."
            .to_owned(),
        body: html! {
            <div class="plain">
                <h1>{ "All pages" }</h1>
                <ul>
                    { link(Page::Home, "The tool: where will your program start?".to_owned()) }
                    { link(Page::Dockerfile, "A Dockerfile for your language".to_owned()) }
                    { link(Page::Check, "A Dockerfile of yours, checked".to_owned()) }
                    { link(Page::Libraries, "Shared libraries, and which image has them".to_owned()) }
                    { link(Page::Glossary, "Glossary".to_owned()) }
                    { link(Page::Proof, "How we know".to_owned()) }
                    { link(Page::About, "About, and what happens to your file".to_owned()) }
                </ul>
                <h2 id="course"><a href={site.links.to(&Page::Course)}>{ "The course" }</a></h2>
                { lesson_list(site, "h3") }
                <h2 id="errors"><a href={site.links.to(&Page::Errors)}>{ "Errors decoded" }</a></h2>
                <ul>{ for errors.map(|error| link(Page::Error(error.slug.clone()), error.title.clone())) }</ul>
                <h2 id="images"><a href={site.links.to(&Page::Images)}>{ "Base images" }</a></h2>
                <ul>{ for images.map(|image| link(Page::Image(image.slug.to_owned()), site.content.name(image))) }</ul>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}
