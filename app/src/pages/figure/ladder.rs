//! Where will this start? The reader decides, then opens the rung.

use analyzer::report::ImageReport;
use lessons::Ladder;
use yew::prelude::*;

use super::{phrase, slot};
use crate::measure;
use crate::site::Site;
use crate::view;
use crate::widgets::{Signal, signal_mark};

pub(super) fn figure(site: &Site, asked: &Ladder) -> Option<Html> {
    let sample = site.content.sample(&asked.sample)?;
    let judged = |slug: &String| sample.answer.report.images.iter().find(|image| image.slug == *slug);
    let images: Vec<&ImageReport> = asked.images.iter().rev().filter_map(judged).collect();
    Some(html! {
        <figure class="figure predict">
            <p class="figure-ask">{ phrase(&asked.question) }</p>
            <ol class="rungs">{ for images.into_iter().map(rung) }</ol>
            { slot() }
            <figcaption>
                { "Decide, then open a rung. The sample is " }<code>{ &sample.name }</code>{ ": " }
                { sample.title.clone() }{ "." }
            </figcaption>
        </figure>
    })
}

fn rung(image: &ImageReport) -> Html {
    let size = image.size.map_or_else(|| "size not stated".to_owned(), measure::size);
    let subject = image.blockers.first().map(|blocker| blocker.subject.as_str()).unwrap_or_default();
    let error = image.error.as_ref().map(|error| {
        let marked = view::mark(error, subject);
        html! {
            <pre class="error">{ marked.before }<mark>{ marked.telling }</mark>{ marked.after }</pre>
        }
    });
    let reasons = image.blockers.iter().map(|blocker| &blocker.sentence);
    let reasons = reasons.chain(image.caveats.iter().map(|caveat| &caveat.sentence)).chain(&image.unsure);
    html! {
        <li>
            <details>
                <summary><span>{ view::short_reference(image) }</span><span class="rung-size">{ size }</span></summary>
                { signal_mark(Signal::of(&image.outcome)) }
                { error.unwrap_or_default() }
                { for reasons.map(|reason| html! { <p>{ reason }</p> }) }
            </details>
        </li>
    }
}
