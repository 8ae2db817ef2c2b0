//! What can be pressed and picked.

use yew::prelude::*;

#[inline(never)]
pub(super) fn button(class: &'static str, name: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ name }</button> }
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
