//! Which samples start in an image, and what the others die with: the analyzer's verdicts.

use analyzer::catalog::BaseImage;
use analyzer::report::ImageReport;
use yew::prelude::*;

use crate::route::Page;
use crate::site::{Sample, Site};
use crate::view;
use crate::widgets::{Signal, signal_mark};

pub(super) fn started(site: &Site, image: &BaseImage) -> Html {
    let judged = site.content.programs().filter_map(|sample| Some((sample, sample.judged(image.slug)?)));
    html! {
        <>
            <h2 id="samples">{ "What starts in it" }</h2>
            <p>{ "The site\u{2019}s sample programs, judged by the analyzer while the site was built. Each opens in the tool." }</p>
            <ul class="img-samples" data-unsearched="">{ for judged.map(|(sample, judged)| row(site, sample, judged)) }</ul>
        </>
    }
}

fn row(site: &Site, sample: &Sample, judged: &ImageReport) -> Html {
    let address = format!("{}?sample={}", site.links.to(&Page::Home), sample.name);
    html! {
        <li>
            <a href={address}>{ &sample.title }</a>
            { signal_mark(Signal::of(&judged.outcome)) }
            if let Some(error) = &judged.error {
                { message(error, judged) }
            } else if let Some(caveat) = judged.caveats.first() {
                <p>{ &caveat.sentence }</p>
            } else if let Some(unsure) = &judged.unsure {
                <p>{ unsure }</p>
            }
        </li>
    }
}

fn message(error: &str, judged: &ImageReport) -> Html {
    let subject = judged.blockers.first().map(|blocker| blocker.subject.as_str()).unwrap_or_default();
    let marked = view::mark(error, subject);
    html! { <pre class="error">{ marked.before }<mark>{ marked.telling }</mark>{ marked.after }</pre> }
}
