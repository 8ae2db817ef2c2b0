//! What is in an image as JSON beside its page, for `assets/explore.js` to hold two images against each other.

use std::collections::BTreeMap;

use analyzer::catalog::{BaseImage, Library, Package};
use serde::Serialize;

use super::contents::newest;
use crate::pages::figure::image::{Trait, traits};
use crate::pages::images::until;
use crate::site::{Inventory, Site, upstream};

pub(super) const NAME: &str = "listing.json";

#[derive(Serialize)]
struct Listing<'a> {
    name: String,
    /// Whether every library is listed: where not, one that is missing here may be there all the same.
    complete: bool,
    traits: Vec<Trait>,
    /// By soname: the newest versions that it defines, and the package that it comes from.
    libraries: BTreeMap<&'a str, (String, String)>,
    /// By name: the version.
    packages: BTreeMap<&'a str, &'a str>,
}

pub(super) fn write(site: &Site, image: &BaseImage, inventory: &Inventory) -> String {
    let catalog = site.content.catalog;
    let mut listing = Listing {
        name: site.content.name(image),
        complete: image.complete,
        traits: Vec::new(),
        libraries: BTreeMap::new(),
        packages: BTreeMap::new(),
    };
    if let Some(contents) = &image.contents {
        listing.traits = traits(image, contents, inventory);
        // Two releases differ in the version of the same C library.
        for (_, libc) in listing.traits.iter_mut().filter(|(name, _)| *name == "C library") {
            *libc = site.content.libc(image);
        }
        for (library, package) in catalog.libraries(contents) {
            listing.libraries.entry(library.soname).or_insert_with(|| entry(site, library, package));
        }
        listing.packages =
            catalog.packages(contents).map(|package| (package.name, package.version)).collect();
    }
    listing.traits.push(("Supported until", until(image, catalog.date)));
    serde_json::to_string(&listing).expect("a listing is plain values")
}

fn entry(site: &Site, library: &Library, package: Option<&Package>) -> (String, String) {
    let package = package.map(|package| format!("{} {}", package.name, upstream(package.version)));
    (newest(site, library), package.unwrap_or_default())
}
