//! The lists of an image: its users, its shared libraries with their versions, its packages.

use std::collections::BTreeMap;

use analyzer::catalog::{BaseImage, Library, Package};
use yew::prelude::*;

use super::finder::finder;
use crate::route::Page;
use crate::site::{Inventory, Site, upstream};

pub(super) fn users(image: &BaseImage, inventory: &Inventory) -> Html {
    if inventory.users.is_empty() {
        // Of a documented image the list of users is not always known.
        let none = if image.measured { "It has no /etc/passwd." } else { "Its users are not stated." };
        return html! { <><h2 id="users">{ "Users" }</h2><p>{ none }</p></> };
    }
    let rows = inventory.users.iter().map(|user| {
        html! {
            <tr>
                <th scope="row"><code>{ &user.name }</code></th>
                <td>{ user.uid }</td>
                <td><code>{ &user.home }</code></td>
                <td><code>{ &user.shell }</code></td>
            </tr>
        }
    });
    html! {
        <>
            <h2 id="users">{ "Users" }</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="users">
                <table>
                    <thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "uid" }</th><th scope="col">{ "Home" }</th><th scope="col">{ "Shell" }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </>
    }
}

pub(super) fn libraries(site: &Site, image: &BaseImage) -> Html {
    let mut found: BTreeMap<&str, (&Library, Option<&Package>)> = BTreeMap::new();
    if let Some(contents) = &image.contents {
        for (library, package) in site.content.catalog.libraries(contents) {
            found.entry(library.soname).or_insert((library, package));
        }
    }
    let said = match (found.len(), image.complete) {
        (0, true) => "It has none, so only a static program starts here.".to_owned(),
        (0, false) => "No source lists them.".to_owned(),
        (many, true) => {
            format!("{many}, on linux/amd64, with the newest version of each family that they define.")
        }
        (many, false) => format!("At least {many}: the source does not list all."),
    };
    let rows = found.values().map(|(library, package)| {
        let address = format!("{}#{}", site.links.to(&Page::Libraries), library.soname);
        html! {
            <tr>
                <th scope="row"><a href={address}><code>{ library.soname }</code></a></th>
                <td>{ newest(site, library) }</td>
                <td><code>{ library.path }</code></td>
                <td>{ package.map(|package| format!("{} {}", package.name, upstream(package.version))).unwrap_or_default() }</td>
            </tr>
        }
    });
    html! {
        <>
            <h2 id="libraries">{ "Shared libraries" }</h2>
            <p>{ said }</p>
            if !found.is_empty() {
                { finder("Find by soname, version or package", "libssl") }
                <div class="table-scroll" tabindex="0" role="region" aria-labelledby="libraries">
                    <table class="img-libraries" data-unsearched="">
                        <thead><tr><th scope="col">{ "Soname" }</th><th scope="col">{ "Versions up to" }</th><th scope="col">{ "Path" }</th><th scope="col">{ "Package" }</th></tr></thead>
                        <tbody data-finds="library libraries">{ for rows }</tbody>
                    </table>
                </div>
            }
        </>
    }
}

/// "GLIBC_2.41, GLIBCXX_3.4.33"; what a library defines without a number says nothing here.
pub(super) fn newest(site: &Site, library: &Library) -> String {
    let newest = site.content.families.iter().filter_map(|family| library.newest(family));
    newest.map(|version| version.to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) fn packages(site: &Site, image: &BaseImage) -> Html {
    let Some(contents) = &image.contents else { return Html::default() };
    let mut packages: Vec<&Package> = site.content.catalog.packages(contents).collect();
    if packages.is_empty() {
        return Html::default();
    }
    packages.sort_by_key(|package| package.name);
    let item =
        |package: &&Package| html! { <li><code>{ package.name }</code>{ " " }{ package.version }</li> };
    html! {
        <>
            <h2 id="packages">{ "Debian packages" }</h2>
            <p>{ format!("{}, with the versions of linux/amd64.", packages.len()) }</p>
            <ul class="sonames" data-finds="package packages">{ for packages.iter().map(item) }</ul>
        </>
    }
}
