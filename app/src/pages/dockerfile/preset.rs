//! Dockerfiles as they were, side by side with what is written today.

use analyzer::dockerfile::{choice, generate};
use yew::prelude::*;

use super::{text, weight};
use crate::site::{Preset, Site};

pub(super) fn list(site: &Site) -> Html {
    html! {
        <section class="presets" aria-labelledby="presets">
            <h2 id="presets">{ "As it was, and as it is written today" }</h2>
            <p>{ "Dockerfiles that stand in many repositories, and what this page makes of the same wish." }</p>
            { for site.content.presets.iter().map(|one| preset(site, one)) }
            { weight::table(site) }
        </section>
    }
}

fn preset(site: &Site, preset: &Preset) -> Html {
    let made = generate(&choice::pairs(&preset.choices));
    let lines = made.files.first().map(|file| file.lines.as_slice()).unwrap_or_default();
    html! {
        <details class="preset" id={preset.name.clone()}>
            <summary><h3>{ &preset.title }</h3></summary>
            <div class="preset-pair">
                <div class="preset-was">
                    <h4>{ "As it was" }</h4>
                    <pre tabindex="0" aria-label="The Dockerfile as it was"><code>{ preset.was.trim() }</code></pre>
                    <ul>{ for preset.wrong.iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul>
                </div>
                <div class="preset-today">
                    <h4>{ "Today" }</h4>
                    <ol class="instructions" tabindex="0" aria-label="The Dockerfile of today, instruction by instruction">
                        { text::steps(lines, Some(site)) }
                    </ol>
                    <p><a class="button quiet" href={format!("#{}", made.query)}>{ "Start from this" }</a></p>
                </div>
            </div>
        </details>
    }
}
