//! The form, from the table of choices. Plain controls: the browser gives them keys, names and states.

use analyzer::catalog::BaseImage;
use analyzer::dockerfile::choice::{CHOICES, Choice, Group, Kind};
use yew::prelude::*;

use crate::site::Site;

/// `smallest` is the image that the form starts with.
pub(super) fn form(site: &Site, smallest: &str) -> Html {
    html! {
        <form class="choices" id="choices" aria-label="What the program is and needs" autocomplete="off">
            { for Group::ALL.into_iter().map(|group| section(site, smallest, group)) }
            <p><button type="button" class="quiet" id="start-over">{ "Start over" }</button></p>
            <p class="generator-now"><a href="#result">{ "To the Dockerfile" }</a>{ " " }<span id="now"></span></p>
        </form>
    }
}

/// The first three are answered by everybody; the others stand folded until they are wanted.
fn section(site: &Site, smallest: &str, group: Group) -> Html {
    let open = matches!(group, Group::Program | Group::Image | Group::Running);
    let fields = CHOICES.iter().filter(|choice| choice.group == group);
    html! {
        <details class="choice-group" {open}>
            <summary><h2>{ group.title() }</h2></summary>
            { for fields.map(|choice| field(site, smallest, choice)) }
        </details>
    }
}

fn field(site: &Site, smallest: &str, choice: &'static Choice) -> Html {
    let id = format!("choice-{}", choice.name);
    let about = format!("{id}-when");
    let hint = html! {
        <p class="when" id={about.clone()}>{ choice.when }</p>
    };
    let wrong = html! { <p class="wrong" id={format!("{id}-wrong")} hidden=true></p> };
    let label = html! { <label for={id.clone()}>{ choice.label }</label> };
    let name = choice.name;
    let control = match choice.kind {
        Kind::Flag { default } => {
            let default_text = if default { "on" } else { "off" };
            return html! {
                <div class="field field-flag" data-languages={choice.languages.join(" ")} hidden={!is_for_go(choice)}>
                    <input type="checkbox" {id} {name} checked={default} data-default={default_text} aria-describedby={about} />
                    { label }{ hint }{ wrong }
                </div>
            };
        }
        Kind::One(values) => html! {
            <select {id} {name} aria-describedby={about}>
                { for values.iter().map(|(value, label)| html! { <option value={*value}>{ *label }</option> }) }
            </select>
        },
        Kind::Image => html! {
            <select {id} {name} aria-describedby={about}>
                <option value="">{ format!("The smallest made for it: {smallest}") }</option>
                { images(site) }
            </select>
        },
        Kind::Text { default, example } => html! {
            <input type="text" {id} {name} placeholder={if default.is_empty() { example } else { default }}
                   aria-describedby={about} spellcheck="false" autocapitalize="off" />
        },
        Kind::Many { example } => html! {
            <input type="text" {id} {name} placeholder={example} aria-describedby={about} spellcheck="false"
                   autocapitalize="off" data-many="true" />
        },
    };
    html! {
        <div class="field" data-languages={choice.languages.join(" ")} hidden={!is_for_go(choice)}>
            { label }{ control }{ hint }{ wrong }
        </div>
    }
}

/// The form starts with Go.
fn is_for_go(choice: &Choice) -> bool {
    choice.languages.is_empty() || choice.languages.contains(&"go")
}

/// By family, from small to large; those without support are not offered.
fn images(site: &Site) -> Html {
    let catalog = site.content.catalog;
    let offered: Vec<&BaseImage> =
        catalog.images.iter().filter(|image| !image.is_past(catalog.date)).collect();
    let mut families: Vec<&str> = Vec::new();
    for image in &offered {
        if !families.contains(&image.family) {
            families.push(image.family);
        }
    }
    let family = |family: &str| {
        let images = offered.iter().filter(|image| image.family == family);
        html! {
            <optgroup label={family.to_owned()}>
                { for images.map(|image| html! {
                    <option value={image.slug}>{ format!("{}{}", image.reference, size(image)) }</option>
                }) }
            </optgroup>
        }
    };
    families.into_iter().map(family).collect()
}

fn size(image: &BaseImage) -> String {
    let size = image.contents.as_ref().and_then(|contents| contents.size);
    size.map(|size| format!(" \u{b7} {}", crate::measure::size(size))).unwrap_or_default()
}
