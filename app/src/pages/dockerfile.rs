//! The generator: a form made from the table of choices, the Dockerfile it starts with, and Dockerfiles as
//! they were beside what is written today. All of it reads without scripts; `assets/generator.js` makes
//! the form answer.

mod form;
mod preset;
mod text;
mod weight;

use analyzer::dockerfile::{generate, version};
use yew::prelude::*;

pub(super) use text::steps;

use super::PageContent;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    let made = generate(&[]);
    let lessons: Vec<&str> = site.content.course.lessons.iter().map(|lesson| lesson.slug.as_str()).collect();
    PageContent {
        title: "Write a Dockerfile \u{b7} Final Stage".to_owned(),
        description: "A Dockerfile for Go, Rust, C, C++, Zig, Python, Java, Node.js or .NET on the smallest base image, \
                      each line with its reason, and the files around it."
            .to_owned(),
        body: html! {
            <>
            <div class="generator" data-lessons={lessons.join(" ")} data-course={site.links.file("learn/")}>
                <div class="generator-intro">
                    <h1>{ "Write a Dockerfile" }</h1>
                    <p class="lead">{ "Say what the program is and what it needs. Every line tells why it is there. \
                                       What you choose stands in the address, so a link brings it back." }</p>
                    <p>
                        { "Is the program built already? " }
                        <a href={site.links.to(&crate::route::Page::Home)}>{ "Drop it on the first page" }</a>
                        { ": it says which image holds it, and fills this form in. Is there a Dockerfile? " }
                        <a href={site.links.to(&crate::route::Page::Check)}>{ "Have it checked" }</a>
                        { "." }
                    </p>
                    <div class="kept-room" data-tells-choices=""></div>
                    <noscript>
                        <p class="plain-note">{ "The form needs JavaScript. The Dockerfile here is the one it starts with, \
                               those below read in full, and the command line writes all others: finalstage dockerfile --help." }</p>
                    </noscript>
                </div>
                { form::form(site, &made.from) }
                { result(site, &made) }
            </div>
            { preset::list(site) }
            <section class="plain generator-sources">
                <h2>{ "Where the versions come from" }</h2>
                <p>{ format!("Builder images: {}, read on {}. What the final images hold: this site\u{2019}s catalog, measured on {}.",
                             version::SOURCE, version::DATE, site.content.catalog.date) }</p>
            </section>
            </>
        },
        has_island: false,
        files: Vec::new(),
    }
}

/// The files, one of them shown, and what can be done with them.
fn result(site: &Site, made: &analyzer::dockerfile::Generated) -> Html {
    let dockerfile = made.files.first().map(|file| file.lines.as_slice()).unwrap_or_default();
    html! {
        <section class="dockerfile generator-result" id="result" aria-labelledby="result-name" tabindex="-1">
            <div class="dockerfile-head">
                <div class="dockerfile-title">
                    <h2 id="result-name">{ "Dockerfile" }</h2>
                    <p class="dockerfile-for" id="result-for">{ "for " }{ &made.from }</p>
                </div>
                <div class="dockerfile-do" id="result-do" data-asleep="">
                    <button type="button" data-does="copy">{ "Copy" }</button>
                    <button type="button" class="quiet" data-does="save">{ "Download" }</button>
                    <button type="button" class="quiet" data-does="save-all">{ "All as a zip" }</button>
                </div>
            </div>
            <fieldset class="choice" id="files" data-asleep="">
                <legend class="unseen">{ "File" }</legend>
                { for made.files.iter().enumerate().map(|(at, file)| html! {
                    <label>
                        <input type="radio" name="file" value={file.path.clone()} checked={at == 0} autocomplete="off" />
                        <span>{ &file.path }</span>
                    </label>
                }) }
            </fieldset>
            <p class="generator-purpose" id="result-purpose">{ made.files.first().map(|file| file.purpose.clone()) }</p>
            <p class="said" id="result-said" role="status"></p>
            <ol class="instructions" id="result-lines" tabindex="0" aria-label="The file, instruction by instruction">
                { text::steps(dockerfile, Some(site)) }
            </ol>
            <div id="commands">{ text::commands(&made.commands) }</div>
        </section>
    }
}
