//! The figures of a lesson that need no script: worked out and written as HTML while the site is built.

mod compare;
mod dockerfile;
pub(super) mod image;
mod ladder;
mod processes;
mod quiz;
mod said;
mod simulator;
mod sizes;
mod transcript;
mod walk;

use std::rc::Rc;

use lessons::{Block, Phrase, Widget};
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes};

use crate::route::Page;
use crate::site::Site;

/// A figure that can be played with. What it shows stands in the page; its script reads it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Play {
    Walk,
    Ladder,
    Quiz,
    Simulator,
}

impl Play {
    pub(crate) const ALL: [Play; 4] = [Play::Walk, Play::Ladder, Play::Quiz, Play::Simulator];

    /// The name of its script in `app/assets/figure/`, and of its style in `app/style/figure/`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Play::Walk => "walk",
            Play::Ladder => "predict",
            Play::Quiz => "quiz",
            Play::Simulator => "simulator",
        }
    }

    fn of(widget: &Widget) -> Option<Self> {
        Some(match widget {
            Widget::Walk(_) => Play::Walk,
            Widget::Ladder(_) => Play::Ladder,
            Widget::Quiz(_) => Play::Quiz,
            Widget::Simulator(_) => Play::Simulator,
            _ => return None,
        })
    }
}

/// What there is to play with on a page, each kind once.
pub(crate) fn plays(site: &Site, page: &Page) -> Vec<Play> {
    let content = &site.content;
    let blocks = match page {
        Page::Lesson(slug) => {
            content.course.lessons.iter().find(|lesson| lesson.slug == *slug).map(|lesson| &lesson.blocks)
        }
        Page::Error(slug) => {
            content.errors.iter().find(|error| error.slug == *slug).map(|error| &error.blocks)
        }
        _ => None,
    };
    let has = |block: &Block| match block {
        Block::Widget(widget) => Play::of(widget),
        Block::Prose(_) => None,
    };
    let mut plays: Vec<Play> = blocks.into_iter().flatten().filter_map(has).collect();
    plays.sort_unstable();
    plays.dedup();
    plays
}

/// Names of samples and images were checked when the lesson was compiled, so a figure is only missing where the
/// page shows it by other means.
pub(super) fn of(site: &Site, widget: &Widget) -> Option<Html> {
    let shown = shown(site, widget)?;
    Some(match images(widget) {
        images if images.is_empty() => shown,
        images => told(shown, &images.join(" ")),
    })
}

/// The images that a figure is about.
fn images(widget: &Widget) -> Vec<&str> {
    match widget {
        Widget::Ladder(asked) => asked.images.iter().map(String::as_str).collect(),
        Widget::Image(asked) => vec![&asked.image],
        Widget::Compare(asked) => vec![&asked.left, &asked.right],
        Widget::Walk(asked) => vec![&asked.image],
        Widget::Said(asked) => vec![&asked.image],
        _ => Vec::new(),
    }
}

/// A figure below which `assets/here.js` says how the visitor's own file ends in these images.
fn told(figure: Html, images: &str) -> Html {
    let Html::VTag(mut figure) = figure else { return figure };
    let value = |text: &str| AttrValue::from(text.to_owned());
    // Written anew: `VTag::add_attribute` loses those that the macro knew when it was compiled (Yew 0.23).
    let own = figure.attributes.iter().chain([("data-tells", images)]);
    let all = own.map(|(name, text)| (value(name), AttributeOrProperty::Attribute(value(text)))).collect();
    Rc::make_mut(&mut figure).set_attributes(Attributes::IndexMap(Rc::new(all)));
    Html::VTag(figure)
}

fn shown(site: &Site, widget: &Widget) -> Option<Html> {
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
        Widget::Simulator(asked) => Some(simulator::figure(asked)),
        Widget::Said(asked) => said::figure(site, asked),
        Widget::Dockerfile(asked) => dockerfile::figure(site, asked),
    }
}

/// The compiler of lessons made it HTML.
fn phrase(phrase: &Phrase) -> Html {
    Html::from_html_unchecked(format!("<span>{}</span>", phrase.0).into())
}

/// Where the script of a figure puts its buttons. It takes its place from the first paint, so that nothing moves.
fn slot() -> Html {
    html! { <div class="play"></div> }
}

fn caption(text: &Phrase) -> Html {
    html! { <figcaption>{ phrase(text) }</figcaption> }
}
