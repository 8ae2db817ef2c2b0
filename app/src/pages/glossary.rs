//! The words of the field.

use yew::prelude::*;

use super::PageContent;
use crate::route::Page;
use crate::site::{Site, Term};

pub(super) fn page(site: &Site) -> PageContent {
    let terms = &site.content.glossary;
    PageContent {
        title: "Glossary \u{b7} Final Stage".to_owned(),
        description: format!(
            "{} terms of linking, images and running containers, each with its source and the lesson that explains it.",
            terms.len()
        ),
        body: html! {
            <div class="plain glossary">
                <h1>{ "Glossary" }</h1>
                <p class="lead">{ "The words of the field, as the ELF specification, the manual of the loader and the OCI \
                                  specifications use them." }</p>
                <dl>{ for terms.iter().map(|term| entry(site, term)) }</dl>
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn entry(site: &Site, term: &Term) -> Html {
    let mut lesson = site.links.to(&Page::Lesson(term.lesson.clone()));
    if !term.heading.is_empty() {
        lesson = format!("{lesson}#{}", term.heading);
    }
    let title = site.content.course.lessons.iter().find(|lesson| lesson.slug == term.lesson);
    let title = title.map(|lesson| lesson.title.as_str()).unwrap_or_default();
    html! {
        <div id={term.id.clone()}>
            <dt>{ &term.name }</dt>
            <dd>{ with_code(&term.text) }</dd>
            <dd class="glossary-further">
                { "Lesson: " }<a href={lesson}>{ title.to_owned() }</a>
                { ". Source: " }<a href={term.source.url.clone()}>{ &term.source.title }</a>{ "." }
            </dd>
        </div>
    }
}

/// Text in which every second piece between backticks is code.
fn with_code(text: &str) -> Html {
    let pieces = text.split('`').enumerate();
    let pieces = pieces.map(|(number, piece)| {
        if number.is_multiple_of(2) {
            html! { { piece } }
        } else {
            html! { <code>{ piece }</code> }
        }
    });
    html! { { for pieces } }
}
