//! The pages, each a function from what the site knows to HTML.

mod about;
mod check;
mod course;
mod dockerfile;
mod embed;
mod error;
mod errors;
pub(crate) mod figure;
mod glossary;
mod home;
mod image;
mod images;
mod index;
mod kept;
mod lesson;
mod libraries;
mod not_found;
mod paste;
mod proof;
mod sources;

use yew::prelude::*;

use crate::route::Page;
use crate::site::Site;

pub struct PageContent {
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: String,
    pub body: Html,
    /// Something on it comes alive in the browser.
    pub has_island: bool,
    /// Files beside the page: name and contents.
    pub files: Vec<(String, String)>,
}

pub async fn page(site: &Site<'_>) -> PageContent {
    match &site.links.here {
        Page::Home => home::page(site).await,
        Page::Course => course::page(site),
        Page::Lesson(slug) => lesson::page(site, slug).await,
        Page::Images => images::page(site),
        Page::Image(slug) => image::page(site, slug),
        Page::Libraries => libraries::page(site),
        Page::Glossary => glossary::page(site),
        Page::Dockerfile => dockerfile::page(site),
        Page::Check => check::page(site),
        Page::Errors => errors::page(site),
        Page::Error(slug) => error::page(site, slug),
        Page::About => about::page(site),
        Page::Proof => proof::page(site),
        Page::Embed => embed::page(site).await,
        Page::Pages => index::page(site),
        Page::NotFound => not_found::page(site),
    }
}
