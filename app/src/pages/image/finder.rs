//! What `assets/explore.js` brings to life: a field that thins out the lists of a page, and another image beside this
//! one. Where there are no scripts the fields are not shown; the lists and the links are.

use analyzer::catalog::BaseImage;
use lessons::{Block, Lesson, Widget};
use yew::prelude::*;

use crate::route::Page;
use crate::site::Site;

/// The field. What it thins out are the children of elements with `data-finds`, which says what they are called.
pub(in crate::pages) fn finder(label: &'static str, example: &'static str) -> Html {
    html! {
        <search class="xpl-ask">
            <label for="find">{ label }</label>
            <input id="find" type="search" autocomplete="off" spellcheck="false" placeholder={example} />
            <p id="find-said" role="status"></p>
        </search>
    }
}

/// The images to choose from, `but` one.
fn options(site: &Site, but: &str, chosen: Option<usize>) -> Html {
    let images = site.content.catalog.images.iter().filter(|image| image.slug != but);
    let option = |(number, image): (usize, &BaseImage)| {
        html! { <option value={image.slug} selected={chosen == Some(number)}>{ site.content.name(image) }</option> }
    };
    html! { { for images.enumerate().map(option) } }
}

/// Another image beside this one.
pub(super) fn beside(site: &Site, image: &BaseImage) -> Html {
    html! {
        <section data-unsearched="" data-image={image.slug} class="xpl-beside">
            <h2 id="compare">{ "Beside another image" }</h2>
            <p>
                <a href={site.links.to(&Page::Images)}>{ "All base images" }</a>
                { " stand side by side with their sizes, C libraries, shells and users." }
                { for compared(site, image).into_iter().map(|(lesson, other)| html! {
                    <>
                        { " The lesson " }
                        <a href={site.links.to(&Page::Lesson(lesson.slug.clone()))}>{ &lesson.title }</a>
                        { " sets it beside " }
                        { site.content.name(other) }
                        { "." }
                    </>
                }) }
            </p>
            <search class="xpl-ask">
                <label for="with">{ "Compare with" }</label>
                <select id="with">
                    <option value="">{ "choose an image" }</option>
                    { options(site, image.slug, None) }
                </select>
                <p id="with-said" role="status"></p>
            </search>
            <div id="with-shown"></div>
        </section>
    }
}

/// Any two images, on the page of all: `explore.js` leads to the page of the one with the other beside it.
pub(in crate::pages) fn pair(site: &Site) -> Html {
    html! {
        <search class="xpl-ask">
            <label for="one">{ "Compare" }</label>
            <select id="one">{ options(site, "", Some(0)) }</select>
            <label for="other">{ "with" }</label>
            <select id="other">{ options(site, "", Some(1)) }</select>
            <button type="button" class="quiet" id="side-by-side">{ "Side by side" }</button>
        </search>
    }
}

/// The lessons that set this image beside another.
fn compared<'s>(site: &Site<'s>, image: &BaseImage) -> Vec<(&'s Lesson, &'static BaseImage)> {
    let mut found = Vec::new();
    for lesson in &site.content.course.lessons {
        for block in &lesson.blocks {
            let Block::Widget(Widget::Compare(asked)) = block else { continue };
            let other = match (asked.left.as_str(), asked.right.as_str()) {
                (left, right) if left == image.slug => right,
                (left, right) if right == image.slug => left,
                _ => continue,
            };
            found.extend(site.content.image(other).map(|(other, _)| (lesson, other)));
        }
    }
    found
}
