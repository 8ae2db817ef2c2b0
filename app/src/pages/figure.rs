//! The figures of a lesson that need no script: worked out and written as HTML while the site is built.

mod compare;
mod dockerfile;
mod image;
mod ladder;
mod processes;
mod quiz;
mod said;
mod sizes;
mod transcript;
mod walk;

use lessons::{Phrase, Widget};
use yew::prelude::*;

use crate::site::Site;

/// Names of samples and images were checked when the lesson was compiled, so a figure is only missing where the
/// page shows it by other means.
pub(super) fn of(site: &Site, widget: &Widget) -> Option<Html> {
    match widget {
        Widget::Analysis(_) => None,
        Widget::Ladder(asked) => ladder::figure(site, asked),
        Widget::Sizes(asked) => Some(sizes::figure(site, asked)),
        Widget::Image(asked) => image::figure(site, asked),
        Widget::Compare(asked) => compare::figure(site, asked),
        Widget::Walk(asked) => walk::figure(site, asked),
        Widget::Quiz(asked) => Some(quiz::figure(asked)),
        Widget::Transcript(asked) => Some(transcript::figure(asked)),
        Widget::Processes(asked) => Some(processes::figure(asked)),
        Widget::Said(asked) => said::figure(site, asked),
        Widget::Dockerfile(asked) => dockerfile::figure(site, asked),
    }
}

/// The compiler of lessons made it HTML.
fn phrase(phrase: &Phrase) -> Html {
    Html::from_html_unchecked(format!("<span>{}</span>", phrase.0).into())
}

fn caption(text: &Phrase) -> Html {
    html! { <figcaption>{ phrase(text) }</figcaption> }
}
