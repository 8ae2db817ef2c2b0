//! One rung: an image, its true size, and whether it holds the program.

use analyzer::report::ImageReport;
use yew::prelude::*;

use super::signal::{Signal, signal_mark};
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
}

pub(super) fn rung(image: &ImageReport, standing: &Standing, on_pick: &Callback<String>) -> Html {
    let signal = Signal::of(&image.outcome);
    let onchange = on_pick.reform({
        let slug = image.slug.clone();
        move |_: Event| slug.clone()
    });
    let described = format!("{}-{}-why", standing.group, image.slug);
    let class = classes!(
        "rung",
        format!("rung-{}", signal.class()),
        standing.chosen.then_some("rung-chosen"),
        standing.recommended.then_some("rung-rest"),
    );
    html! {
        <li {class} key={image.slug.clone()}>
            <label class="rung-line">
                <input
                    type="radio"
                    name={standing.group.to_owned()}
                    value={image.slug.clone()}
                    checked={standing.chosen}
                    aria-describedby={described.clone()}
                    {onchange}
                />
                <span class="rung-name">{ &image.name }</span>
                <svg class="bar" width="100%" height="8" aria-hidden="true">
                    if let Some(size) = image.size {
                        <rect width={measure::bar(size, standing.scale)} height="8" />
                    }
                </svg>
                <span class="rung-size">{ image.size.map_or_else(|| "size not stated".to_owned(), measure::size) }</span>
                { signal_mark(signal) }
                if standing.recommended {
                    <span class="rung-use">{ "use this" }</span>
                }
            </label>
            <div class="rung-why" id={described}>
                { error(image) }
                { for image.caveats.iter().map(|caveat| html! { <p class="caveat">{ &caveat.sentence }</p> }) }
                { notes(image, standing.today) }
            </div>
        </li>
    }
}

fn error(image: &ImageReport) -> Html {
    let Some(error) = &image.error else { return Html::default() };
    let subject = image.blockers.first().map(|blocker| blocker.subject.as_str()).unwrap_or_default();
    let marked = view::mark(error, subject);
    html! {
        <pre class="error">{ marked.before }<mark>{ marked.telling }</mark>{ marked.after }</pre>
    }
}

fn notes(image: &ImageReport, today: &str) -> Html {
    let support = image.supported_until.as_deref().and_then(|until| support::words(until, today));
    let notes = support.into_iter().chain((!image.measured).then(|| "documented, not measured here".to_owned()));
    notes.map(|note| html! { <p class="rung-note">{ note }</p> }).collect()
}
