//! How large the images of the presets are: what somebody said of theirs, beside those that the proof has built.

use analyzer::dockerfile::{choice, generate};
use yew::prelude::*;

use crate::measure;
use crate::site::{Built, Case, Preset, Site, Weighed};

/// One comparison. The last stages are in the order of the table.
struct Row<'s> {
    preset: &'s Preset,
    said: Option<&'s Weighed>,
    today: String,
    built: Result<&'s Case, String>,
}

pub(super) fn table(site: &Site) -> Html {
    let built = &site.content.proof.built;
    let rows: Vec<Row> = site.content.presets.iter().flat_map(|preset| rows(built, preset)).collect();
    let is_stand_in = |row: &Row| row.built.as_ref().is_ok_and(|case| case.replaces(&row.today));
    let mut absent: Vec<(&str, String)> = Vec::new();
    for row in &rows {
        if let Err(reason) = &row.built
            && absent.iter().all(|(_, other)| other != reason)
        {
            absent.push((&row.today, reason.clone()));
        }
    }
    html! {
        <section class="generator-weight" aria-labelledby="weight">
            <h3 id="weight">{ "What they weigh" }</h3>
            <p>{ format!("What the authors of such Dockerfiles said of their images, and what the ones of today weigh: they were \
                          built and started with a real Docker on {}. Both count without compression, as docker images does. \
                          The programs are not the same, and ours are small; what the last stage brings is what compares.",
                         built.date) }</p>
            <table>
                <thead><tr>
                    <th scope="col">{ "Dockerfile" }</th>
                    <th scope="col">{ "As it was, said" }</th>
                    <th scope="col">{ "Today, built" }</th>
                </tr></thead>
                <tbody>{ for rows.iter().map(|row| line(row, is_stand_in(row))) }</tbody>
            </table>
            if rows.iter().any(is_stand_in) {
                <p>{ "* The image of the registry is out of reach of the proof, and a Debian of the same release, made by \
                     debootstrap, stands in for it. The figure is near, and not that of the real one." }</p>
            }
            { for absent.into_iter().map(|(image, reason)| html! {
                <p>{ format!("Not built, {image}: ") }{ without(&reason, image) }</p>
            }) }
            <p>{ "Said in: " }{ for site.content.sources.iter().enumerate().map(|(i, source)| html! {
                <>{ if i > 0 { "; " } else { "" } }<cite>{ &source.title }</cite>{ &source.more }</>
            }) }{ "." }</p>
        </section>
    }
}

/// One for each figure that was said, or one without.
fn rows<'s>(built: &'s Built, preset: &'s Preset) -> Vec<Row<'s>> {
    let row = |said: Option<&'s Weighed>| {
        let other = said.and_then(|said| said.today.as_deref());
        let made = generate(&choice::pairs(other.unwrap_or(&preset.choices)));
        let built = match other {
            None => built.preset(&preset.name).map_err(str::to_owned),
            Some(_) => built.of(&made.query).ok_or_else(|| format!("{}: not among the proven.", made.from)),
        };
        Row { preset, said, today: made.from, built }
    };
    match preset.weighed.as_slice() {
        [] => vec![row(None)],
        several => several.iter().map(|said| row(Some(said))).collect(),
    }
}

fn line(row: &Row, is_stand_in: bool) -> Html {
    let cell = |size: String, last: &str| {
        // On a phone a name breaks between its parts.
        let parts = last.trim_start_matches("gcr.io/").split_inclusive(['/', ':']).map(str::to_owned);
        html! { <td>{ size }<br/><code>{ for parts.map(|part| html! { <>{ part }<wbr/></> }) }</code></td> }
    };
    let built = match &row.built {
        Ok(case) => format!("{}{}", measure::size(case.bytes), if is_stand_in { "*" } else { "" }),
        Err(_) => "not built".to_owned(),
    };
    html! {
        <tr>
            <th scope="row">{ &row.preset.title }</th>
            { row.said.map_or_else(|| html! { <td>{ "not said" }</td> }, |said| cell(said.said.clone(), &said.last)) }
            { cell(built, &row.today) }
        </tr>
    }
}

/// A reason begins with the image that it is about.
fn without<'r>(reason: &'r str, image: &str) -> &'r str {
    reason.strip_prefix(image).map_or(reason, |rest| rest.trim_start_matches(": "))
}
