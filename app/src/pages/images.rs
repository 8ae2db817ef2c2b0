//! Every image of the catalog, from the smallest to the largest, so that they compare.

use analyzer::catalog::BaseImage;
use yew::prelude::*;

use super::PageContent;
use super::image::{finder, pair};
use crate::measure;
use crate::route::Page;
use crate::site::{Content, Site};

pub(super) fn page(site: &Site) -> PageContent {
    let images = site.content.catalog.images;
    let measured = images.iter().filter(|image| image.measured).count();
    let scale = images.iter().filter_map(size).max().unwrap_or_default();
    PageContent {
        title: "Base images \u{b7} Final Stage".to_owned(),
        description: format!(
            "{} base images for a final stage side by side: size, C library, shell, certificates, support, and what \
             starts in them.",
            images.len()
        ),
        body: html! {
            <div class="plain img">
                <h1>{ "Base images" }</h1>
                <p class="lead">{ "What a final stage can be built on, smallest first. Sizes are of linux/amd64, unpacked and as \
                                  they are fetched." }</p>
                <p>{ format!("{measured} were measured from the packages they are made of, last on {}; {} are documented from a \
                             cited source.", site.content.catalog.date, images.len() - measured) }
                    { " The last column says how many of the site\u{2019}s " }
                    { site.content.programs().count() }
                    { " sample programs start there, as the analyzer judges them. " }
                    <a href={site.links.to(&Page::Libraries)}>{ "Which image has which library" }</a>{ "." }</p>
                { finder("Find by name, C library or user", "musl") }
                { pair(site) }
                <div class="table-scroll" tabindex="0" role="region" aria-label="Base images">
                    <table class="img-table">
                        <thead>
                            <tr>
                                <th scope="col">{ "Image" }</th>
                                <th scope="col" class="right">{ "Unpacked" }</th>
                                <th scope="col" class="right">{ "Download" }</th>
                                <th scope="col">{ "C library" }</th>
                                <th scope="col">{ "Shell" }</th>
                                <th scope="col">{ "CA bundle" }</th>
                                <th scope="col">{ "Time zones" }</th>
                                <th scope="col">{ "Runs as" }</th>
                                <th scope="col">{ "Supported until" }</th>
                                <th scope="col" class="right">{ "Start" }</th>
                            </tr>
                        </thead>
                        <tbody data-finds="image images">{ for images.iter().map(|image| row(site, image, scale)) }</tbody>
                    </table>
                </div>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn size(image: &BaseImage) -> Option<u64> {
    image.contents.as_ref()?.size
}

fn row(site: &Site, image: &BaseImage, scale: u64) -> Html {
    let contents = image.contents.as_ref();
    let said = |bytes: Option<u64>| bytes.map_or_else(|| "not stated".to_owned(), measure::size);
    let has = |path: Option<&str>| match path {
        Some("") => "no",
        Some(_) => "yes",
        None => "not stated",
    };
    let user =
        contents.map_or("not stated", |contents| if contents.user.is_empty() { "0" } else { contents.user });
    let today = site.content.catalog.date;
    html! {
        <tr>
            <th scope="row" data-tells={image.slug}>
                <a href={site.links.to(&Page::Image(image.slug.to_owned()))}>{ site.content.name(image) }</a>
                <code>{ image.from() }</code>
                <svg class="bar" width="100%" height="4" aria-hidden="true">
                    <rect width={measure::bar(size(image).unwrap_or_default(), scale)} height="4" />
                </svg>
            </th>
            <td class="right">{ said(size(image)) }</td>
            <td class="right">{ said(contents.and_then(|contents| contents.compressed)) }</td>
            <td>{ site.content.libc(image) }</td>
            <td>{ has(contents.map(|contents| contents.shell)) }</td>
            <td>{ has(contents.map(|contents| contents.ca_bundle)) }</td>
            <td>{ has(contents.map(|contents| contents.zoneinfo)) }</td>
            <td>{ user }</td>
            <td>{ until(image, today) }</td>
            <td class="right">{ starting(site.content, image) }</td>
        </tr>
    }
}

pub(super) fn until(image: &BaseImage, today: &str) -> String {
    match image.supported_until {
        "" if image.family == "scratch" => "for ever".to_owned(),
        "" => "no day fixed".to_owned(),
        day if image.is_past(today) => format!("ended {day}"),
        day => day.to_owned(),
    }
}

/// How many of the samples start in it, as the analyzer judges.
fn starting(content: &Content, image: &BaseImage) -> usize {
    let judged = content.programs().filter_map(|sample| sample.judged(image.slug));
    judged.filter(|judged| matches!(judged.outcome.as_str(), "runs" | "starts")).count()
}
