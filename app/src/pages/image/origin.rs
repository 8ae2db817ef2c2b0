//! Who says what is said of an image: how it was measured or where it was read, and until when it is kept up.

use analyzer::catalog::BaseImage;
use yew::prelude::*;

use crate::site::{Inventory, Origin, Site};

pub(super) fn support(site: &Site, image: &BaseImage, inventory: &Inventory) -> Html {
    let today = site.content.catalog.date;
    let until = match image.supported_until {
        "" => Html::default(),
        day if image.is_past(today) => html! { <p>{ format!("Support ended on {day}.") }</p> },
        day => html! { <p>{ format!("Supported until {day}.") }</p> },
    };
    let security = match image.security_until {
        "" => Html::default(),
        day if image.is_fading(today) => {
            html! { <p>{ format!("The security team handed over to long term support on {day}.") }</p> }
        }
        day => html! { <p>{ format!("The security team looks after it until {day}.") }</p> },
    };
    let nothing =
        image.supported_until.is_empty() && image.support_note.is_empty() && inventory.support.is_none();
    html! {
        <>
            { until }
            { security }
            if !image.support_note.is_empty() {
                <p>{ image.support_note }</p>
            }
            if nothing {
                <p>{ if image.family == "scratch" { "There is nothing in it to keep up." } else { "No source states one." } }</p>
            }
            if let Some(origin) = &inventory.support {
                <p>{ "Source: " }{ cited(origin) }</p>
            }
        </>
    }
}

pub(super) fn origin(image: &BaseImage, inventory: &Inventory) -> Html {
    let how = if image.measured {
        format!(
            "Measured on {}: assembled from the packages that its definition lists, and looked at.",
            inventory.date
        )
    } else if image.complete {
        "Documented, not measured: its contents were read in the source below, which lists every library."
            .to_owned()
    } else {
        "Documented, not measured: its contents were read in the source below, which does not list every library, so a \
         missing one makes a verdict unknown."
            .to_owned()
    };
    html! {
        <>
            <p>{ how }</p>
            if let Some(origin) = &inventory.origin {
                <p>{ if image.measured { "Definition: " } else { "Source: " } }{ cited(origin) }</p>
            }
        </>
    }
}

/// The source as a link where it begins with an address, its files, its commit and the day.
fn cited(origin: &Origin) -> Html {
    let (address, rest) = match origin.source.split_once([' ', ',']) {
        Some((address, rest)) => (address, format!(", {}", rest.trim_start())),
        None => (origin.source.as_str(), String::new()),
    };
    let source = if address.starts_with("https://") {
        html! { <><a href={address.to_owned()}>{ address }</a>{ rest }</> }
    } else {
        html! { { &origin.source } }
    };
    let commit = origin.commit.get(..12).map(|commit| format!(" at {commit}")).unwrap_or_default();
    html! {
        <>
            { source }
            if !origin.paths.is_empty() {
                { ": " }<code>{ origin.paths.join(", ") }</code>
            }
            { format!("{commit}, {}.", origin.date) }
        </>
    }
}
