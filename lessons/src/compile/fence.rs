//! A fence ```` ```widget NAME ```` with a TOML body becomes a [`Widget`].

mod body;
mod check;

use body::Body;

use super::{
    Known,
    error::{Errors, allowed},
};
use crate::Widget;

pub(super) use body::from_toml;

const WIDGETS: &[&str] = &[
    "analysis",
    "ladder",
    "sizes",
    "image",
    "compare",
    "walk",
    "quiz",
    "transcript",
    "processes",
    "simulator",
    "dockerfile",
    "said",
];

/// `opening` and `start` are offsets in the file: of the fence's first line and of the text inside.
pub(super) fn widget(
    name: &str,
    text: &str,
    opening: usize,
    start: usize,
    known: &Known,
    errors: &mut Errors,
) -> Option<Widget> {
    let mut body = Body { text, start, known, errors };
    match name {
        "analysis" => body.read().map(Widget::Analysis),
        "ladder" => body.read().map(Widget::Ladder),
        "sizes" => body.read().map(Widget::Sizes),
        "image" => body.read().map(Widget::Image),
        "compare" => body.read().map(Widget::Compare),
        "walk" => body.read().map(Widget::Walk),
        "quiz" => body.read().map(Widget::Quiz),
        "transcript" => check::transcript(&mut body).map(Widget::Transcript),
        "processes" => body.read().map(Widget::Processes),
        "simulator" => body.read().map(Widget::Simulator),
        "dockerfile" => body.read().map(Widget::Dockerfile),
        "said" => body.read().map(Widget::Said),
        _ => {
            errors.at(opening, format!("unknown widget `{name}`; {}", allowed(WIDGETS)));
            None
        }
    }
}
