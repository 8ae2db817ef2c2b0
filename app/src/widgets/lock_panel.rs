//! The promise, its state, and a way to try to break it.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::{Attempt, try_to_send};

#[derive(PartialEq, Properties)]
pub(super) struct LockPanelProps {
    pub(super) locked: bool,
}

#[component]
pub(super) fn LockPanel(props: &LockPanelProps) -> Html {
    let attempts = use_state(Vec::<Attempt>::new);
    let onclick = {
        let attempts = attempts.clone();
        Callback::from(move |_: MouseEvent| {
            let attempts = attempts.clone();
            spawn_local(async move { attempts.set(try_to_send().await) });
        })
    };
    html! {
        <div class={classes!("lock", props.locked.then_some("lock-closed"))}>
            <p class="lock-line">
                { padlock(props.locked) }
                if props.locked {
                    <span><strong>{ "Locked." }</strong>{ " This page can send nothing, not even to its own site." }</span>
                    <button type="button" class="quiet" {onclick}>{ "Try to send something" }</button>
                } else {
                    <span>
                        <strong>{ "Not locked yet." }</strong>
                        { " Before your file is opened, this page cuts itself off from every network." }
                    </span>
                }
            </p>
            <ul class="lock-attempts" role="status">
                { for attempts.iter().map(attempt) }
            </ul>
        </div>
    }
}

fn attempt(attempt: &Attempt) -> Html {
    let verdict = match &attempt.stopped_by {
        Some(directive) => html! { <>{ "blocked by the browser (" }<code>{ directive }</code>{ ")" }</> },
        None => html! { <strong>{ "not blocked" }</strong> },
    };
    html! { <li><code>{ &attempt.way }</code>{ ": " }{ verdict }</li> }
}

fn padlock(closed: bool) -> Html {
    let shackle = if closed { "M5 9V6a4 4 0 0 1 8 0v3" } else { "M5 9V5a4 4 0 0 1 7.6-1.6" };
    html! {
        <svg class="padlock" viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
            <path d={shackle} />
            <rect x="3" y="9" width="12" height="8" rx="1" />
        </svg>
    }
}
