//! A lesson: prose, and figures computed from the samples.

use analyzer::report::Answer;
use lessons::{Analysis as Asked, Block, Heading, Lesson, Widget};
use yew::prelude::*;

use super::{PageContent, figure, not_found, sources};
use crate::route::Page;
use crate::site::{Site, hash, island};
use crate::view;
use crate::widgets::{Figure, Shape};

pub(super) async fn page(site: &Site<'_>, slug: &str) -> PageContent {
    let lessons = &site.content.course.lessons;
    let Some(place) = lessons.iter().position(|lesson| lesson.slug == slug) else {
        return not_found::page(site);
    };
    let lesson = &lessons[place];
    let mut blocks = Vec::new();
    let mut files = Vec::new();
    for block in &lesson.blocks {
        match block {
            Block::Prose(prose) => {
                blocks.push(Html::from_html_unchecked(format!("<div class=\"prose\">{prose}</div>").into()));
            }
            Block::Widget(Widget::Analysis(asked)) => {
                let Some(figure) = live(site, asked, files.len()) else { continue };
                let properties = serde_json::to_string(&figure).expect("figures are plain values");
                let name = format!("figure-{}.json", hash(properties.as_bytes()));
                blocks.push(island(Shape::Figure(figure.into()), &name).await);
                files.push((name, properties));
            }
            Block::Widget(widget) => blocks.extend(figure::of(site, widget)),
        }
    }
    PageContent {
        title: format!("{} \u{b7} Final Stage", lesson.title),
        description: lesson.description.clone(),
        has_island: !files.is_empty(),
        files,
        body: html! {
            <article class="lesson">
                <header>
                    { whereabouts(site, place) }
                    <h1>{ &lesson.title }</h1>
                    <p class="lead">{ &lesson.description }</p>
                    { contents(&lesson.headings) }
                </header>
                { for blocks }
                { sources::list(&lesson.sources) }
                { neighbours(site, place) }
            </article>
        },
    }
}

/// The part, the lesson's number in the course, and how long it takes.
fn whereabouts(site: &Site, place: usize) -> Html {
    let course = &site.content.course;
    let part = course.part_of(place).map_or(course.title.as_str(), |part| part.title.as_str());
    let number = place + 1;
    let (of, minutes) = (course.lessons.len(), course.lessons[place].minutes);
    html! {
        <p class="lesson-place">
            <a href={site.links.to(&Page::Course)}>{ part }</a>
            { format!(", lesson {number} of {of} \u{b7} {minutes} min") }
        </p>
    }
}

/// The compiler of lessons knows every sample, so none is missing here.
fn live(site: &Site, asked: &Asked, number: usize) -> Option<Figure> {
    let sample = site.content.sample(&asked.sample)?;
    Some(Figure {
        id: format!("fs-figure-{number}"),
        answer: excerpt(&sample.answer, asked.image.as_deref()),
        image: asked.image.clone(),
        caption: asked.caption.clone(),
        today: site.content.catalog.date.to_owned(),
        tool: format!("{}?sample={}", site.links.to(&Page::Home), sample.name),
    })
}

/// What a figure shows: no Dockerfile, and only the rungs of the main ladder; the rest is the tool's.
fn excerpt(answer: &Answer, asked: Option<&str>) -> Answer {
    let Answer { mut report, language, .. } = answer.clone();
    let recommended = view::recommended(answer).map(|place| answer.report.images[place].slug.clone());
    report.images.retain(|image| {
        let slug = Some(image.slug.as_str());
        view::is_main(image) || slug == asked || slug == recommended.as_deref()
    });
    Answer { report, dockerfiles: Vec::new(), language, prebuilt: Vec::new() }
}

fn contents(headings: &[Heading]) -> Html {
    let sections: Vec<_> = headings.iter().filter(|heading| heading.level == 2).collect();
    if sections.len() < 2 {
        return Html::default();
    }
    html! {
        <nav class="contents" aria-label="In this lesson">
            <ol>
                { for sections.iter().map(|heading| html! { <li><a href={format!("#{}", heading.id)}>{ &heading.title }</a></li> }) }
            </ol>
        </nav>
    }
}

fn neighbours(site: &Site, place: usize) -> Html {
    let lessons = &site.content.course.lessons;
    let link = |lesson: &Lesson, rel: &'static str, name: &'static str| {
        html! {
            <p><span>{ name }</span>{ " " }<a {rel} href={site.links.to(&Page::Lesson(lesson.slug.clone()))}>{ &lesson.title }</a></p>
        }
    };
    let before = place.checked_sub(1).and_then(|before| lessons.get(before));
    let after = lessons.get(place + 1);
    html! {
        <nav class="neighbours" aria-label="Lessons">
            if let Some(lesson) = before {
                { link(lesson, "prev", "Before this:") }
            }
            if let Some(lesson) = after {
                { link(lesson, "next", "Next:") }
            }
            <p data-tells-door=""><a href={site.links.to(&Page::Home)}>{ "Try it with your own file" }</a></p>
        </nav>
    }
}
