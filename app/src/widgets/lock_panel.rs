//! The promise, its state, and a way to try to break it.

use yew::prelude::Html;

use super::controls::button;
use crate::event::Attempt;
use crate::markup::{code, container, element, fixed, with};
use crate::session::Session;

pub(super) fn lock_panel(session: &Session) -> Html {
    let (state, meaning) = match session.locked {
        true => ("Locked.", " This page can send nothing, not even to its own site."),
        false => {
            ("Not locked yet.", " Before your file is opened, this page cuts itself off from every network.")
        }
    };
    let state = element("span", "", [element("strong", "", [fixed(state)]), fixed(meaning)]);
    let mut line = vec![padlock(session.locked), state];
    if session.locked {
        line.push(button("quiet", "Try to send something", "try-to-send"));
    }
    let attempts = session.attempts.iter().map(attempt).collect();
    let attempts = container("ul", "lock-attempts", attempts);
    // A list that is a status is no list any more to a screen reader, so the status is around it.
    let attempts = with("div", &["role"], &["status"], [attempts]);
    let class = if session.locked { "lock lock-closed" } else { "lock" };
    element("div", class, [container("div", "lock-line", line), attempts])
}

fn attempt(attempt: &Attempt) -> Html {
    let mut parts = vec![code(&attempt.way)];
    match &attempt.stopped_by {
        Some(directive) => parts.extend([fixed(": blocked by the browser ("), code(directive), fixed(")")]),
        None => parts.extend([fixed(": "), element("strong", "", [fixed("not blocked")])]),
    }
    container("li", "", parts)
}

fn padlock(closed: bool) -> Html {
    let shackle = if closed { "M5 9V6a4 4 0 0 1 8 0v3" } else { "M5 9V5a4 4 0 0 1 7.6-1.6" };
    let shackle = with("path", &["d"], &[shackle], []);
    let body = with("path", &["class", "d"], &["padlock-body", "M3 9h12v8H3z"], []);
    let keys = &["class", "viewBox", "width", "height", "aria-hidden"];
    let values = &["padlock", "0 0 18 18", "18", "18", "true"];
    with("svg", keys, values, [shackle, body])
}
