//! What can be pressed and picked.

use yew::prelude::*;

use crate::markup::{container_with, fixed, list, with, words};
use crate::session::Choice;

/// A button; `assets/engine.js` knows what `does` means.
pub(super) fn button(class: &'static str, name: &'static str, does: &'static str) -> Html {
    with("button", &["type", "class", "data-does"], &["button", class, does], [fixed(name)])
}

/// A list to pick from; `assets/engine.js` hears of it by `name`.
pub(super) fn select(name: &'static str, label: &'static str, choice: &Choice) -> Html {
    let options = choice.options.iter().enumerate().map(|(place, option)| {
        let keys: &[&str] = if place as u64 == choice.chosen { &["selected"] } else { &[] };
        container_with("option", keys, &[""][..keys.len()], vec![words(option)])
    });
    let select = container_with("select", &["data-chooses"], &[name], options.collect());
    with("label", &["class"], &["select"], [fixed(label), list([fixed(" "), select])])
}

/// A radio button: its group and value, and the id of the text that describes it.
#[inline(never)]
pub(super) fn radio(
    name: &str,
    value: &str,
    described: &str,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let described = (!described.is_empty()).then(|| described.to_owned());
    html! {
        <input
            type="radio"
            name={name.to_owned()}
            value={value.to_owned()}
            {checked}
            aria-describedby={described}
            {onchange}
        />
    }
}
