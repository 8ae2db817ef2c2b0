//! The course: the lessons that exist, in order.

use yew::prelude::*;

use super::PageContent;
use crate::route::Page;
use crate::site::Site;

pub(super) fn page(site: &Site) -> PageContent {
    let course = &site.content.course;
    PageContent {
        title: format!("{} \u{b7} Final Stage", course.title),
        description: course.description.clone(),
        body: html! {
            <div class="plain">
                <h1>{ &course.title }</h1>
                <p class="lead">{ &course.description }</p>
                { lesson_list(site) }
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

pub(super) fn lesson_list(site: &Site) -> Html {
    let lessons = site.content.course.lessons.iter().map(|lesson| {
        html! {
            <li>
                <a href={site.links.to(&Page::Lesson(lesson.slug.clone()))}>{ &lesson.title }</a>
                <p>{ &lesson.description }{ " " }<span class="minutes">{ format!("{} min", lesson.minutes) }</span></p>
            </li>
        }
    });
    html! { <ol class="lessons">{ for lessons }</ol> }
}
