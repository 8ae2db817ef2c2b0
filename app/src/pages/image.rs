//! One image of the catalog: what a program finds in it, how it is configured, and who says so.

mod contents;
mod finder;
mod listing;
mod origin;
mod samples;

use analyzer::catalog::{BaseImage, Catalog, Contents};
use analyzer::elf::platform::Architecture;
use yew::prelude::*;

pub(super) use finder::{finder, pair};

use super::{PageContent, not_found};
use crate::measure;
use crate::route::Page;
use crate::site::{Inventory, Site};

pub(super) fn page(site: &Site, slug: &str) -> PageContent {
    let Some((image, inventory)) = site.content.image(slug) else { return not_found::page(site) };
    let size = image.contents.as_ref().and_then(|contents| contents.size);
    let size = size.map(|size| format!("{} unpacked, ", measure::size(size))).unwrap_or_default();
    PageContent {
        title: format!("{} \u{b7} Final Stage", site.content.name(image)),
        description: format!("{} {size}and what starts in it.", image.summary),
        body: html! {
            <article class="plain img">
                <header>
                    <nav aria-label="Where you are"><a href={site.links.to(&Page::Images)}>{ "Base images" }</a></nav>
                    <h1>{ site.content.name(image) }</h1>
                    <p class="lead">{ image.summary }</p>
                    <pre class="code">{ format!("FROM {}", image.from()) }</pre>
                    <div class="kept-room" data-tells={image.slug}></div>
                </header>
                <h2 id="sizes">{ "Sizes" }</h2>
                { sizes(image) }
                <h2 id="inside">{ "What a program finds" }</h2>
                { found(site, image, inventory) }
                <h2 id="configuration">{ "Configuration" }</h2>
                { configuration(image, inventory) }
                { contents::users(image, inventory) }
                { contents::libraries(site, image) }
                { contents::packages(site, image) }
                { finder::beside(site, image) }
                { samples::started(site, image) }
                <h2 id="support">{ "Support" }</h2>
                { origin::support(site, image, inventory) }
                <h2 id="source">{ "How this is known" }</h2>
                { origin::origin(image, inventory) }
                { further(site, image) }
                { neighbours(site, image) }
            </article>
        },
        has_island: false,
        files: vec![(listing::NAME.to_owned(), listing::write(site, image, inventory))],
    }
}

/// A name, and what is said under it; nothing where there is nothing to say.
fn described(rows: impl IntoIterator<Item = (&'static str, Option<Html>)>) -> Html {
    let rows = rows.into_iter().filter_map(|(name, value)| Some((name, value?)));
    html! { <dl class="img-facts">{ for rows.map(|(name, value)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }) }</dl> }
}

fn path(path: &str) -> Html {
    if path.is_empty() {
        html! { "none" }
    } else {
        html! { <code>{ path }</code> }
    }
}

fn paths(paths: &[&str]) -> Html {
    if paths.is_empty() {
        return html! { "none" };
    }
    html! { <ul class="img-paths">{ for paths.iter().map(|path| html! { <li><code>{ *path }</code></li> }) }</ul> }
}

/// The image's contents on the architectures of the catalog.
fn on_each(image: &BaseImage) -> Vec<(Architecture, &'static str, &'static Contents)> {
    let of = |architecture, platform| {
        let catalog = Catalog::of(architecture);
        let same = catalog.images.iter().find(|other| other.slug == image.slug)?;
        Some((architecture, platform, same.contents.as_ref()?))
    };
    [of(Architecture::Amd64, "linux/amd64"), of(Architecture::Arm64, "linux/arm64")]
        .into_iter()
        .flatten()
        .collect()
}

fn sizes(image: &BaseImage) -> Html {
    let cell = |bytes: Option<u64>| match bytes {
        Some(bytes) => {
            html! { <td class="right">{ measure::size(bytes) }<span class="img-exact">{ format!(" {} B", measure::grouped(bytes)) }</span></td> }
        }
        None => html! { <td class="right">{ "not stated" }</td> },
    };
    let others: Vec<&str> = image
        .platforms
        .iter()
        .copied()
        .filter(|platform| !platform.starts_with("linux/amd64") && !platform.starts_with("linux/arm64"))
        .collect();
    html! {
        <>
            <table class="img-sizes">
                <thead><tr><th scope="col">{ "Platform" }</th><th scope="col" class="right">{ "Unpacked" }</th><th scope="col" class="right">{ "Download" }</th></tr></thead>
                <tbody>
                    { for on_each(image).into_iter().map(|(_, platform, contents)| html! {
                        <tr><th scope="row">{ platform }</th>{ cell(contents.size) }{ cell(contents.compressed) }</tr>
                    }) }
                </tbody>
            </table>
            if !others.is_empty() {
                <p>{ "Also published for " }{ others.join(", ") }{ ", which the catalog does not hold." }</p>
            }
        </>
    }
}

fn found(site: &Site, image: &BaseImage, inventory: &Inventory) -> Html {
    let Some(contents) = &image.contents else {
        return html! { <p>{ "No source states what is in it." }</p> };
    };
    // Of a documented image, what no source states is not known to be absent.
    let absent = if image.measured || image.family == "scratch" { "none" } else { "not stated" };
    let tmp = match &inventory.tmp {
        Some(mode) => html! { { format!("there, mode {mode}") } },
        None => html! { { absent } },
    };
    let loaders = on_each(image).into_iter().filter(|(_, _, contents)| !contents.interpreters.is_empty());
    let loaders: Vec<Html> = loaders
        .map(|(_, platform, contents)| html! { <>{ platform }{ paths(contents.interpreters) }</> })
        .collect();
    let nsswitch: Vec<&str> = inventory.nsswitch.iter().map(String::as_str).collect();
    described([
        ("C library", Some(html! { { site.content.libc(image) } })),
        (
            "Loader (PT_INTERP)",
            Some(if loaders.is_empty() {
                html! { "none" }
            } else {
                html! { { for loaders } }
            }),
        ),
        ("Searched for libraries", Some(paths(contents.library_path))),
        ("ld.so.cache", Some(html! { { if contents.loader_cache { "there" } else { "none" } } })),
        (
            "Merged /usr",
            Some(html! { { if contents.merged_usr { "yes: /lib leads to /usr/lib" } else { "no" } } }),
        ),
        ("Shell", Some(path(contents.shell))),
        ("CA bundle", Some(path(contents.ca_bundle))),
        ("Time zones", Some(path(contents.zoneinfo))),
        ("/tmp", Some(tmp)),
        ("/etc/nsswitch.conf", (!nsswitch.is_empty()).then(|| paths(&nsswitch))),
    ])
}

fn configuration(image: &BaseImage, inventory: &Inventory) -> Html {
    let user = image.contents.as_ref().map(|contents| contents.user).filter(|user| !user.is_empty());
    let command = |words: &[String]| {
        (!words.is_empty()).then(|| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            html! { <code>{ format!("[{}]", words.join(", ")) }</code> }
        })
    };
    let environment: Vec<&str> = inventory.env.iter().map(String::as_str).collect();
    let tags: Vec<&str> = inventory.tags.iter().map(String::as_str).collect();
    described([
        ("Runs as", Some(html! { { user.unwrap_or("0 (root)") } })),
        ("WORKDIR", Some(path(if inventory.workdir.is_empty() { "/" } else { &inventory.workdir }))),
        ("ENTRYPOINT", Some(command(&inventory.entrypoint).unwrap_or_else(|| html! { "none" }))),
        ("CMD", Some(command(&inventory.cmd).unwrap_or_else(|| html! { "none" }))),
        ("ENV", Some(paths(&environment))),
        ("Tags", (!tags.is_empty()).then(|| html! { <code>{ tags.join(", ") }</code> })),
    ])
}

/// Where to go on from here: the generator with this image chosen, and the lessons that speak of it.
fn further(site: &Site, image: &BaseImage) -> Html {
    let lessons = site.content.lessons_on(image);
    html! {
        <section class="img-further" data-unsearched="">
            <h2 id="further">{ "Further" }</h2>
            <ul>
                <li><a href={format!("{}#image={}", site.links.to(&Page::Dockerfile), image.slug)}>{ "Write a Dockerfile on it" }</a></li>
                { for lessons.into_iter().map(|lesson| html! {
                    <li><a href={site.links.to(&Page::Lesson(lesson.slug.clone()))}>{ &lesson.title }</a>{ ", a lesson" }</li>
                }) }
            </ul>
        </section>
    }
}

fn neighbours(site: &Site, image: &BaseImage) -> Html {
    let images = site.content.catalog.images;
    let place = images.iter().position(|other| other.slug == image.slug).unwrap_or_default();
    let link = |image: &BaseImage, rel: &'static str, name: &'static str| {
        html! { <p><span>{ name }</span>{ " " }<a {rel} href={site.links.to(&Page::Image(image.slug.to_owned()))}>{ site.content.name(image) }</a></p> }
    };
    html! {
        <nav class="neighbours" aria-label="Images">
            if let Some(smaller) = place.checked_sub(1).and_then(|before| images.get(before)) {
                { link(smaller, "prev", "Before this:") }
            }
            if let Some(larger) = images.get(place + 1) {
                { link(larger, "next", "Next:") }
            }
        </nav>
    }
}
