//! One rung: an image, its true size, and whether it holds the program.

use analyzer::report::{BlockerReport, ImageReport};
use yew::prelude::*;

use super::controls::radio;
use super::signal::{Signal, signal_mark};
use crate::markup::{container, container_with, element, fixed, with, words};
use crate::{measure, support, view};

/// How a rung stands among the others.
pub(super) struct Standing<'a> {
    /// The size at the end of the scale, in bytes.
    pub(super) scale: u64,
    /// The radio group it belongs to.
    pub(super) group: &'a str,
    pub(super) chosen: bool,
    pub(super) recommended: bool,
    /// `YYYY-MM-DD`.
    pub(super) today: &'a str,
    /// What leads from this page to the site's root.
    pub(super) root: &'a str,
}

pub(super) fn rung(image: &ImageReport, standing: &Standing, on_pick: &Callback<String>) -> Html {
    let signal = Signal::of(&image.outcome);
    let why = [standing.group, "-", &image.slug, "-why"].concat();
    let size = image.size.map_or_else(|| "size not stated".to_owned(), measure::size);
    let mut name = vec![words(view::short_reference(image))];
    if standing.recommended {
        name.extend([fixed(" "), element("span", "rung-use", [fixed("use this")])]);
    }
    let parts = vec![
        choice(image, standing, &why, on_pick),
        container("span", "rung-name", name),
        bar(image, standing.scale),
        element("span", "rung-size", [words(&size)]),
        signal_mark(signal),
    ];
    let line = container("label", "rung-line", parts);
    let why = container_with("div", &["class", "id"], &["rung-why", &why], reasons(image, standing));
    let mut class = ["rung rung-", signal.name()].concat();
    if standing.chosen {
        class.push_str(" rung-chosen");
    }
    if standing.recommended {
        class.push_str(" rung-rest");
    }
    with("li", &["class"], &[&class], [line, why])
}

fn choice(image: &ImageReport, standing: &Standing, why: &str, on_pick: &Callback<String>) -> Html {
    let onchange = on_pick.reform({
        let slug = image.slug.clone();
        move |_: Event| slug.clone()
    });
    radio(standing.group, &image.slug, why, standing.chosen, onchange)
}

fn bar(image: &ImageReport, scale: u64) -> Html {
    let length = measure::bar(image.size.unwrap_or_default(), scale);
    let length = with("rect", &["width", "height"], &[&length, "8"], []);
    let keys = &["class", "width", "height", "aria-hidden"];
    with("svg", keys, &["bar", "100%", "8", "true"], [length])
}

fn reasons(image: &ImageReport, standing: &Standing) -> Vec<Html> {
    let today = standing.today;
    let mut reasons = Vec::new();
    if let Some(error) = &image.error {
        let subject = image.blockers.first().map(|blocker| blocker.subject.as_str()).unwrap_or_default();
        let marked = view::mark(error, subject);
        let telling = element("mark", "", [words(marked.telling)]);
        reasons.push(element("pre", "error", [words(marked.before), telling, words(marked.after)]));
        reasons.extend(image.blockers.first().map(|blocker| decoded(standing.root, &blocker.code)));
    }
    let note = |class, text: &str| element("p", class, [words(text)]);
    for caveat in &image.caveats {
        reasons.push(note("caveat", &caveat.sentence));
        reasons.extend(caveat.words.iter().map(|said| element("pre", "error", [words(said)])));
        reasons.extend(caveat.words.iter().map(|_| decoded(standing.root, &caveat.code)));
    }
    reasons.extend(image.unsure.iter().map(|unsure| note("", unsure)));
    let support = image.supported_until.as_deref().and_then(|until| support::words(until, today));
    reasons.extend(support.map(|support| note("", &support)));
    if !image.measured {
        reasons.push(note("", "documented, not measured here"));
    }
    if !image.blockers.is_empty() {
        reasons.push(blockers(&image.blockers));
    }
    reasons
}

/// Every blocker in plain words, and where the loader looked.
fn blockers(blockers: &[BlockerReport]) -> Html {
    let blockers = blockers.iter().map(|blocker| {
        let mut parts = vec![words(&blocker.sentence)];
        if !blocker.tried.is_empty() {
            parts.extend([fixed(" Looked in: "), words(&blocker.tried.join(", ")), fixed(".")]);
        }
        container("li", "", parts)
    });
    let blockers = container("ul", "", blockers.collect());
    element("details", "why", [element("summary", "", [fixed("Why")]), blockers])
}

/// Where the error is decoded. Each code that foretells an error has a page of its name (`app/tests/errors.rs`).
pub(super) fn decoded(root: &str, code: &str) -> Html {
    let address = [root, "errors/", code, "/"].concat();
    element("p", "", [with("a", &["href"], &[&address], [fixed("This error, decoded")])])
}
