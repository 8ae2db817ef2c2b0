//! What is in an image: how large it is, for whom, and every package and library of it.

use analyzer::catalog::{BaseImage, Contents};
use lessons::Image;
use yew::prelude::*;

use super::caption;
use crate::measure;
use crate::route::Page;
use crate::site::{Inventory, Site, upstream};

/// A name and what it says of an image.
pub(in crate::pages) type Trait = (&'static str, String);

pub(super) fn figure(site: &Site, asked: &Image) -> Option<Html> {
    let (image, inventory) = site.content.image(&asked.image)?;
    let contents = image.contents.as_ref()?;
    let traits = traits(image, contents, inventory).into_iter();
    let page = site.links.to(&Page::Image(image.slug.to_owned()));
    Some(html! {
        <figure class="figure image">
            <p class="figure-name"><a href={page}><code>{ image.from() }</code></a></p>
            <dl>{ for traits.map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }</dl>
            { packages(site, contents) }
            { libraries(site, image, contents) }
            { caption(&asked.caption) }
        </figure>
    })
}

/// What can be said of every image, in one order.
pub(in crate::pages) fn traits(image: &BaseImage, contents: &Contents, inventory: &Inventory) -> Vec<Trait> {
    let size = |bytes: Option<u64>| bytes.map_or_else(|| "not stated".to_owned(), measure::size);
    let user = match contents.user {
        "" => "0 (root)".to_owned(),
        user => user.to_owned(),
    };
    let users: Vec<String> =
        inventory.users.iter().take(4).map(|user| format!("{} {}", user.name, user.uid)).collect();
    let more = inventory.users.len().saturating_sub(users.len());
    let users = match (users.is_empty(), more) {
        // Of a documented image the list of users is not always known.
        (true, _) if image.measured => "none".to_owned(),
        (true, _) => "not stated".to_owned(),
        (false, 0) => users.join(", "),
        (false, more) => format!("{} and {more} more", users.join(", ")),
    };
    let tmp = match &inventory.tmp {
        Some(mode) => format!("mode {mode}"),
        None if image.measured => "none".to_owned(),
        None => "not stated".to_owned(),
    };
    let origin = match image.measured {
        true => format!("measured {}", inventory.date),
        false => format!("documented, source of {}", inventory.date),
    };
    vec![
        ("Unpacked", size(contents.size)),
        ("Download", size(contents.compressed)),
        ("C library", libc(image)),
        ("Loader", contents.interpreters.first().map_or("none", |path| path).to_owned()),
        ("Shell", or_none(contents.shell)),
        ("Certificates", or_none(contents.ca_bundle)),
        ("Time zones", or_none(contents.zoneinfo)),
        ("Runs as", user),
        ("In /etc/passwd", users),
        ("/tmp", tmp),
        ("Known from", origin),
    ]
}

fn libc(image: &BaseImage) -> String {
    if image.libc.is_empty() { "none".to_owned() } else { image.libc.to_owned() }
}

fn or_none(path: &str) -> String {
    if path.is_empty() { "none".to_owned() } else { path.to_owned() }
}

fn packages(site: &Site, contents: &Contents) -> Html {
    let packages: Vec<_> = site.content.catalog.packages(contents).collect();
    if packages.is_empty() {
        return Html::default();
    }
    let rows = packages
        .iter()
        .map(|package| html! { <li><code>{ package.name }</code>{ " " }{ upstream(package.version) }</li> });
    html! {
        <details>
            <summary>{ count(packages.len(), "package", "packages") }</summary>
            <ul class="sonames">{ for rows }</ul>
        </details>
    }
}

fn libraries(site: &Site, image: &BaseImage, contents: &Contents) -> Html {
    let mut sonames: Vec<&str> =
        site.content.catalog.libraries(contents).map(|(library, _)| library.soname).collect();
    sonames.sort_unstable();
    sonames.dedup();
    if sonames.is_empty() {
        let none = if image.complete { "No shared library." } else { "Its libraries are not listed." };
        return html! { <p>{ none }</p> };
    }
    let said = count(sonames.len(), "shared library", "shared libraries");
    html! {
        <details>
            <summary>{ if image.complete { said } else { format!("At least {said}") } }</summary>
            <ul class="sonames">{ for sonames.iter().map(|soname| html! { <li><code>{ *soname }</code></li> }) }</ul>
        </details>
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
