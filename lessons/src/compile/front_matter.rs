//! The `+++` block at the top of a lesson.

use pulldown_cmark::Event;
use serde::Deserialize;
use toml::value::Datetime;

use super::{Spanned, error::Errors, fence, is_metadata};
use crate::Source;

pub(super) struct FrontMatter {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) description: String,
    pub(super) minutes: u32,
    pub(super) sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    slug: String,
    description: String,
    minutes: u32,
    sources: Vec<WrittenSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenSource {
    title: String,
    url: String,
    date: Datetime,
}

pub(super) fn read(events: &[Spanned], errors: &mut Errors) -> Option<FrontMatter> {
    let [(Event::Start(tag), _), (Event::Text(text), range), ..] = events else {
        errors.at(0, "found no `+++` block with title, slug, description, minutes and sources");
        return None;
    };
    if !is_metadata(tag) {
        errors.at(0, "found text before the `+++` block; a lesson begins with it");
        return None;
    }
    let written: Written = fence::from_toml(text, range.start, errors)?;
    let slug_ok = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if written.slug.is_empty() || !written.slug.chars().all(slug_ok) {
        errors.at(range.start, format!("slug `{}`: allowed are a to z, 0 to 9 and hyphens", written.slug));
    }
    if written.sources.is_empty() {
        errors.at(range.start, "found no sources; every lesson names where its facts come from");
    }
    let sources =
        written.sources.into_iter().filter_map(|source| cited(source, range.start, errors)).collect();
    Some(FrontMatter {
        title: written.title,
        slug: written.slug,
        description: written.description,
        minutes: written.minutes,
        sources,
    })
}

pub(super) fn cited(source: WrittenSource, offset: usize, errors: &mut Errors) -> Option<Source> {
    let place = errors.text().find(&source.url).unwrap_or(offset);
    if !source.url.starts_with("https://") {
        errors.at(place, format!("source `{}`: the address must begin with `https://`", source.url));
    }
    let Some(date) = day(&source.date) else {
        errors.at(place, format!("source `{}`: the date must be a day, as in 2026-11-21", source.title));
        return None;
    };
    Some(Source { title: source.title, url: source.url, date })
}

/// `2026-11-21`, when nothing but a day is written.
pub(super) fn day(date: &Datetime) -> Option<String> {
    match (date.date, date.time) {
        (Some(day), None) => Some(day.to_string()),
        _ => None,
    }
}
