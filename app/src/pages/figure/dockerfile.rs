//! The Dockerfile that the generator writes, each instruction with its reason.

use lessons::Dockerfile;
use yew::prelude::*;

use super::caption;
use crate::pages::dockerfile::steps;
use crate::site::Site;

pub(super) fn figure(site: &Site, asked: &Dockerfile) -> Option<Html> {
    let sample = site.content.sample(&asked.sample)?;
    let (image, _) = site.content.image(&asked.image)?;
    let text = sample.answer.dockerfiles.iter().find(|text| text.image == image.reference)?;
    Some(html! {
        <figure class="figure dockerfile">
            <ol class="instructions">{ steps(&text.lines, None) }</ol>
            { caption(&asked.caption) }
        </figure>
    })
}
