//! The course: its parts, and the lessons in order.

use lessons::Lesson;
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
                { lesson_list(site, "h2") }
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

/// The lessons part by part; their numbers run through the course.
/// `level` is the heading of a part: one below what stands above it.
pub(super) fn lesson_list(site: &Site, level: &'static str) -> Html {
    let course = &site.content.course;
    let parts = course.parts.iter().map(|part| {
        let lessons = part.lessons.clone().filter_map(|place| Some((place + 1, course.lessons.get(place)?)));
        html! {
            <div>
                <@{level}>{ &part.title }</@>
                <p>{ &part.description }</p>
                <ol class="lessons" start={(part.lessons.start + 1).to_string()}>
                    { for lessons.map(|(number, lesson)| entry(site, number, lesson)) }
                </ol>
            </div>
        }
    });
    html! { <div class="parts" data-unsearched="">{ for parts }</div> }
}

fn entry(site: &Site, number: usize, lesson: &Lesson) -> Html {
    html! {
        <li value={number.to_string()} data-number={number.to_string()}>
            <a href={site.links.to(&Page::Lesson(lesson.slug.clone()))}>{ &lesson.title }</a>
            <p>{ &lesson.description }{ " " }<span class="minutes">{ format!("{} min", lesson.minutes) }</span></p>
        </li>
    }
}
