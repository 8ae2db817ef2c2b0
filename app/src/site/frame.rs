//! What every page has around it.

use yew::prelude::*;

use super::Site;
use crate::route::Page;

pub(super) fn frame(site: &Site, main: Html) -> Html {
    if site.links.here == Page::Embed {
        return frame_elsewhere(site, main);
    }
    let links = &site.links;
    let within = |page: &Page| match (&links.here, page) {
        (here, page) if here == page => Some("page"),
        (Page::Lesson(_), Page::Course)
        | (Page::Check, Page::Dockerfile)
        | (Page::Image(_) | Page::Libraries, Page::Images)
        | (Page::Error(_), Page::Errors) => Some("true"),
        _ => None,
    };
    let entry = |page: Page, name: &'static str| {
        html! { <li><a href={links.to(&page)} aria-current={within(&page)}>{ name }</a></li> }
    };
    let more = |page: Page, name: &'static str| html! { <li><a href={links.to(&page)}>{ name }</a></li> };
    html! {
        <>
            <a class="skip" href="#main">{ "Skip to the content" }</a>
            <header class="masthead">
                <a class="wordmark" href={links.to(&Page::Home)} aria-current={within(&Page::Home)}>
                    { ladder_mark() }
                    { "Final Stage" }
                </a>
                <nav aria-label="Site">
                    <ul>
                        { entry(Page::Course, "Course") }
                        { entry(Page::Images, "Images") }
                        { entry(Page::Errors, "Errors") }
                        { entry(Page::Dockerfile, "Dockerfile") }
                        { entry(Page::Proof, "How we know") }
                        { entry(Page::About, "About") }
                    </ul>
                </nav>
                <a class="search-door" href={links.to(&Page::Pages)}>
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M10.5 10.5L15 15M6.5 12a5.5 5.5 0 1 1 0-11 5.5 5.5 0 0 1 0 11z" /></svg>
                    <span>{ "Search" }</span>
                </a>
                { theme_switch() }
            </header>
            <main id="main" tabindex="-1">{ main }</main>
            <footer class="colophon">
                <p>
                    { "Final Stage reads how a program is linked and works out where it starts. \
                       It counts nobody and sends nothing. " }
                    <a href={links.to(&Page::About)}>{ "How that is kept" }</a>
                    { "." }
                </p>
                <nav aria-label="More">
                    <ul>
                        { more(Page::Libraries, "Shared libraries") }
                        { more(Page::Glossary, "Glossary") }
                        { more(Page::Pages, "All pages") }
                        { written_in(site) }
                    </ul>
                </nav>
            </footer>
        </>
    }
}

/// What the tool has around it on another site: the way to this one.
fn frame_elsewhere(site: &Site, main: Html) -> Html {
    let links = &site.links;
    html! {
        <>
            <main id="main">{ main }</main>
            <footer class="colophon embed-home">
                <p>
                    <a href={links.to(&Page::Home)}>{ "Final Stage" }</a>
                    { ": the file stays on your machine. " }
                    <a href={format!("{}#privacy", links.to(&Page::About))}>{ "How that is kept" }</a>
                    { "." }
                </p>
            </footer>
        </>
    }
}

/// The page as text, and the file to change it in. That is a link where `Cargo.toml` names the repository.
fn written_in(site: &Site) -> Html {
    if !site.links.here.is_listed() {
        return Html::default();
    }
    let source = site.links.here.source();
    let repository = env!("CARGO_PKG_REPOSITORY");
    html! {
        <>
            <li><a href="index.md">{ "This page as Markdown" }</a></li>
            if repository.is_empty() {
                <li>{ "Written in " }<code>{ source }</code></li>
            } else {
                <li><a href={format!("{repository}/edit/main/{source}")}>{ "Edit this page" }</a></li>
            }
        </>
    }
}

/// The same ladder as the icon: four rungs, the program rests on the third.
fn ladder_mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
            <path d="M7 3v26M7 6h19M7 13h14M7 28h4" />
            <path class="mark-rest" d="M8 20.5h9" />
        </svg>
    }
}

/// Three states, set by `paint.js`; without scripts the system's choice holds and the switch is not shown.
fn theme_switch() -> Html {
    let choice = |value: &'static str, name: &'static str| {
        html! {
            <label>
                <input type="radio" name="theme" {value} checked={value == "system"} />
                <span>{ name }</span>
            </label>
        }
    };
    html! {
        <fieldset class="theme">
            <legend class="unseen">{ "Colours" }</legend>
            { choice("light", "Light") }
            { choice("dark", "Dark") }
            { choice("system", "System") }
        </fieldset>
    }
}
