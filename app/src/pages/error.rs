//! One error: its exact texts, what is really wrong, one command that confirms it, and the fixes.

use lessons::{Block, ErrorPage};
use lint::ABOUT;
use yew::prelude::*;

use super::{PageContent, figure, not_found, sources};
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site, slug: &str) -> PageContent {
    let Some(error) = site.content.errors.iter().find(|error| error.slug == slug) else {
        return not_found::page(site);
    };
    let blocks = error.blocks.iter().filter_map(|block| match block {
        Block::Prose(prose) => {
            Some(Html::from_html_unchecked(format!("<div class=\"prose\">{prose}</div>").into()))
        }
        Block::Widget(widget) => figure::of(site, widget),
    });
    PageContent {
        title: format!("{} \u{b7} Final Stage", error.title),
        description: error.description.clone(),
        body: html! {
            <article class="lesson error-page">
                <header>
                    <p class="lesson-place"><a href={site.links.to(&Page::Errors)}>{ "Errors decoded" }</a></p>
                    <h1>{ &error.title }</h1>
                    <p class="lead">{ &error.description }</p>
                    <p class="error-fix"><strong>{ "First: " }</strong>{ &error.fix }</p>
                    { texts(error) }
                </header>
                { for blocks }
                { rules(site, error) }
                { further(site, error) }
                { sources::list(&error.sources) }
            </article>
        },
        has_island: false,
        files: Vec::new(),
    }
}

/// Every wording. A reader looks for the one on the screen, so all of them can be searched on the page.
fn texts(error: &ErrorPage) -> Html {
    let texts = error.texts.iter().map(|text| html! { <li><pre class="error">{ text.trim() }</pre></li> });
    html! {
        <section class="error-texts" aria-label="Exact texts">
            <ul>{ for texts }</ul>
            <p class="error-codes">
                { "In JSON: " }
                { for error.codes.iter().enumerate().map(|(place, code)| html! {
                    <>{ if place > 0 { ", " } else { "" } }<code>{ code }</code></>
                }) }
            </p>
        </section>
    }
}

/// The rules that find it in a Dockerfile, before anything is built.
fn rules(site: &Site, error: &ErrorPage) -> Html {
    let catching = ABOUT.iter().filter(|(.., about)| about.errors.contains(&error.slug.as_str()));
    let check = site.links.to(&Page::Check);
    let links: Vec<Html> = catching
        .map(|(id, _, _, about)| html! { <li><a href={format!("{check}#{id}")}>{ about.title }</a>{ ": " }<code>{ *id }</code></li> })
        .collect();
    if links.is_empty() {
        return Html::default();
    }
    html! {
        <section class="prose" aria-labelledby="found">
            <h2 id="found">{ "Found before the build" }</h2>
            <p><a href={check}>{ "The checker" }</a>{ ", and " }<code>{ "finalstage lint" }</code>{ ", find it in a Dockerfile:" }</p>
            <ul>{ for links }</ul>
        </section>
    }
}

fn further(site: &Site, error: &ErrorPage) -> Html {
    let (slug, heading) = error.lesson.split_once('#').unwrap_or((&error.lesson, ""));
    let Some(lesson) = site.content.course.lessons.iter().find(|lesson| lesson.slug == slug) else {
        return Html::default();
    };
    let section = lesson.headings.iter().find(|known| known.id == heading);
    let address = format!("{}#{heading}", site.links.to(&Page::Lesson(slug.to_owned())));
    html! {
        <nav class="neighbours" aria-label="Further">
            <p>
                <span>{ "The lesson:" }</span>{ " " }
                <a href={address}>
                    { &lesson.title }
                    if let Some(section) = section { { format!(", {}", section.title) } }
                </a>
            </p>
            <p><a href={site.links.to(&Page::Home)}>{ "Read a program of your own" }</a></p>
        </nav>
    }
}
