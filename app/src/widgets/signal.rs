//! The three signals and their absence: each outcome has a word, a shape and a colour.

use yew::prelude::*;

use crate::markup::{element, fixed, with};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    Runs,
    Starts,
    Fails,
    Unknown,
}

impl Signal {
    pub(crate) fn of(outcome: &str) -> Self {
        match outcome {
            "runs" => Signal::Runs,
            "starts" => Signal::Starts,
            "fails" => Signal::Fails,
            _ => Signal::Unknown,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Signal::Runs => "runs",
            Signal::Starts => "starts",
            Signal::Fails => "fails",
            Signal::Unknown => "unknown",
        }
    }

    /// Class, word, and the shape on a field of 16 by 16.
    fn look(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Signal::Runs => ("signal runs", "runs", "M3 8.5l3.5 3.5L13 4.5"),
            Signal::Starts => ("signal starts", "starts, but", "M8 2.5l6 11H2zM8 6.5v3.5M8 11.4v.8"),
            Signal::Fails => ("signal fails", "fails", "M4 4l8 8M12 4l-8 8"),
            Signal::Unknown => ("signal unknown", "not known", "M3 8h10"),
        }
    }
}

pub(crate) fn signal_mark(signal: Signal) -> Html {
    let (class, word, shape) = signal.look();
    let shape = with("path", &["d"], &[shape], []);
    let keys = &["viewBox", "width", "height", "aria-hidden"];
    let svg = with("svg", keys, &["0 0 16 16", "16", "16", "true"], [shape]);
    element("span", class, [svg, fixed(word)])
}
