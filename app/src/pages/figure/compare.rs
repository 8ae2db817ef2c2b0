//! Two images side by side, and which libraries only one of them has.

use std::collections::BTreeSet;

use analyzer::catalog::{BaseImage, Contents};
use lessons::Compare;
use yew::prelude::*;

use super::caption;
use super::image::traits;
use crate::site::Site;

pub(super) fn figure(site: &Site, asked: &Compare) -> Option<Html> {
    let (left, left_inventory) = site.content.image(&asked.left)?;
    let (right, right_inventory) = site.content.image(&asked.right)?;
    let (left_contents, right_contents) = (left.contents.as_ref()?, right.contents.as_ref()?);
    let left_traits = traits(left, left_contents, left_inventory);
    let right_traits = traits(right, right_contents, right_inventory);
    let rows = left_traits.into_iter().zip(right_traits).map(|((name, left), (_, right))| {
        let differs = left != right;
        html! {
            <tr class={differs.then_some("differs")}>
                <th scope="row">{ name }</th><td>{ left }</td><td>{ right }</td>
            </tr>
        }
    });
    let (in_left, in_right) = (sonames(site, left_contents), sonames(site, right_contents));
    Some(html! {
        <figure class="figure compare">
            <div class="table-scroll" role="group" aria-label="Two images" tabindex="0">
                <table>
                    <thead>
                        <tr><td></td><th scope="col"><code>{ left.reference }</code></th><th scope="col"><code>{ right.reference }</code></th></tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            // Of a list that is not whole nothing is known to be missing.
            if left.complete && right.complete {
                { only(left, &in_left, &in_right) }
                { only(right, &in_right, &in_left) }
            }
            { caption(&asked.caption) }
        </figure>
    })
}

fn sonames<'c>(site: &Site, contents: &'c Contents) -> BTreeSet<&'c str> {
    site.content.catalog.libraries(contents).map(|(library, _)| library.soname).collect()
}

fn only(image: &BaseImage, own: &BTreeSet<&str>, other: &BTreeSet<&str>) -> Html {
    let only: Vec<&str> = own.difference(other).copied().collect();
    if only.is_empty() {
        return Html::default();
    }
    let said = format!("{} libraries are only in {}", only.len(), image.reference);
    let said = if only.len() == 1 { format!("1 library is only in {}", image.reference) } else { said };
    html! {
        <details>
            <summary>{ said }</summary>
            <ul class="sonames">{ for only.iter().map(|soname| html! { <li><code>{ *soname }</code></li> }) }</ul>
        </details>
    }
}
