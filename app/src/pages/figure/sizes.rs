//! Images as bars on one scale.

use analyzer::catalog::BaseImage;
use lessons::{Measure, Sizes};
use yew::prelude::*;

use super::caption;
use crate::measure;
use crate::site::Site;

pub(super) fn figure(site: &Site, asked: &Sizes) -> Html {
    let size = |image: &BaseImage| {
        let contents = image.contents.as_ref()?;
        match asked.measure {
            Measure::Unpacked => contents.size,
            Measure::Download => contents.compressed,
        }
    };
    let images: Vec<(&BaseImage, Option<u64>)> = asked
        .images
        .iter()
        .filter_map(|slug| site.content.image(slug))
        .map(|(image, _)| (image, size(image)))
        .collect();
    let scale = images.iter().filter_map(|(_, size)| *size).max().unwrap_or_default();
    let what = match asked.measure {
        Measure::Unpacked => "Unpacked, on amd64",
        Measure::Download => "To download, on amd64",
    };
    let rows = images.into_iter().map(|(image, size)| {
        let said = size.map_or_else(|| "not stated".to_owned(), measure::size);
        html! {
            <li>
                <span>{ image.name }</span>
                <span class="rung-size">{ said }</span>
                { bar(size.unwrap_or_default(), scale) }
            </li>
        }
    });
    html! {
        <figure class="figure sizes">
            <p class="figure-ask">{ what }</p>
            <ul>{ for rows }</ul>
            { caption(&asked.caption) }
        </figure>
    }
}

fn bar(size: u64, scale: u64) -> Html {
    html! {
        <svg class="bar" width="100%" height="8" aria-hidden="true">
            <rect width={measure::bar(size, scale)} height="8" />
        </svg>
    }
}
