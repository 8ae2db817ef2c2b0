//! A question whose answers explain themselves when they are opened.

use lessons::{Choice, Quiz};
use yew::prelude::*;

use super::phrase;

pub(super) fn figure(asked: &Quiz) -> Html {
    html! {
        <figure class="figure quiz">
            <p class="figure-ask">{ phrase(&asked.question) }</p>
            <ul>{ for asked.choices.iter().map(choice) }</ul>
        </figure>
    }
}

fn choice(choice: &Choice) -> Html {
    let (class, verdict) = if choice.right { ("right-answer", "Right.") } else { ("wrong-answer", "No.") };
    html! {
        <li>
            <details {class}>
                <summary>{ phrase(&choice.text) }</summary>
                <p><strong>{ verdict }</strong>{ " " }{ phrase(&choice.why) }</p>
            </details>
        </li>
    }
}
