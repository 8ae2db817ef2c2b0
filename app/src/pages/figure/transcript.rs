//! What was typed on a terminal and what it answered, with the day and the machine.

use lessons::Transcript;
use yew::prelude::*;

use super::phrase;

pub(super) fn figure(asked: &Transcript) -> Html {
    let lines = format!("<pre class=\"code code-console\"><code>{}</code></pre>", asked.lines);
    html! {
        <figure class="figure transcript">
            { Html::from_html_unchecked(lines.into()) }
            <figcaption>{ "Typed on " }{ &asked.date }{ ", " }{ phrase(&asked.system) }{ "." }</figcaption>
        </figure>
    }
}
