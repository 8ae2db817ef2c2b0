//! Every soname of the catalog: in which images it is, and which Debian package brings it.

use analyzer::catalog::BaseImage;
use yew::prelude::*;

use super::PageContent;
use super::image::finder;
use crate::route::Page;
use crate::site::{Carrier, Library, Site, upstream};

pub(super) fn page(site: &Site) -> PageContent {
    let libraries = &site.content.libraries;
    PageContent {
        title: "Shared libraries \u{b7} Final Stage".to_owned(),
        description: format!(
            "{} sonames, such as libssl.so.3: which base image has each, and which Debian package brings it.",
            libraries.len()
        ),
        body: html! {
            <div class="plain img">
                <h1>{ "Shared libraries" }</h1>
                <p class="lead">{ "A program names each library that it needs by its soname. Here is which base image has it, and \
                                  which Debian package brings it to one that has not." }</p>
                <p>{ format!("{} sonames of linux/amd64, as measured on {}. A soname that is not here may still be in an image \
                             whose libraries are only partly documented.", libraries.len(), site.content.catalog.date) }</p>
                { finder("Find by soname, image or package", "libssl") }
                <dl class="lib-list" data-finds="soname sonames">{ for libraries.iter().map(|library| entry(site, library)) }</dl>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn entry(site: &Site, library: &Library) -> Html {
    html! {
        <div id={library.soname.clone()}>
            <dt><code>{ &library.soname }</code></dt>
            <dd>{ images(site, &library.images) }</dd>
            if !library.packages.is_empty() {
                <dd>{ library.packages.iter().map(brought).collect::<Vec<_>>().join("; ") }</dd>
            }
        </div>
    }
}

fn images(site: &Site, images: &[&BaseImage]) -> Html {
    if images.is_empty() {
        return html! { "In no image of the catalog" };
    }
    let links = images.iter().enumerate().map(|(number, image)| {
        let before = if number == 0 { "In " } else { ", " };
        html! { <>{ before }<a href={site.links.to(&Page::Image(image.slug.to_owned()))}>{ image.slug }</a></> }
    });
    html! { { for links } }
}

fn brought(package: &Carrier) -> String {
    format!("{} {} ({})", package.name, upstream(&package.version), package.release)
}
