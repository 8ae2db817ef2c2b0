//! Links inside the course: written as in any Markdown folder, checked, and rewritten as addresses.

use super::error::{Errors, allowed};
use crate::{Heading, Lesson};

/// A link that leads to a heading or to another lesson.
pub(crate) struct LinkOut {
    /// The other lesson's slug, or none for a heading of the same page.
    pub(crate) slug: Option<String>,
    pub(crate) anchor: Option<String>,
    pub(crate) offset: usize,
    pub(crate) line: usize,
}

pub(super) enum Target {
    /// As it goes into `href`, with what is still to be checked.
    To(String, Option<LinkOut>),
    Refused(String),
}

/// A lesson's page is `learn/SLUG/` under the site's root, so links from it climb two folders.
pub(super) fn target(written: &str, offset: usize, line: usize) -> Target {
    let (path, anchor) = match written.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_string())),
        None => (written, None),
    };
    if written.starts_with("https://") {
        return Target::To(written.into(), None);
    }
    if written == "/" {
        return Target::To("../../".into(), None);
    }
    let suffix = anchor.as_ref().map_or_else(String::new, |anchor| format!("#{anchor}"));
    let check = |slug| LinkOut { slug, anchor: anchor.clone(), offset, line };
    if path.is_empty() && anchor.is_some() {
        return Target::To(suffix, Some(check(None)));
    }
    match path.strip_suffix(".md") {
        Some(slug) if !slug.contains('/') => {
            Target::To(format!("../{slug}/{suffix}"), Some(check(Some(slug.into()))))
        }
        _ => Target::Refused(format!(
            "link `{written}`; {}",
            allowed(["https://…", "#heading", "other-lesson.md", "other-lesson.md#heading", "/"])
        )),
    }
}

/// Reports links to headings that this page does not have.
pub(super) fn check_own(links: &[LinkOut], headings: &[Heading], errors: &mut Errors) {
    for link in links.iter().filter(|link| link.slug.is_none()) {
        if let Some(why) = missing(link, headings) {
            errors.at(link.offset, why);
        }
    }
}

/// What is wrong with a link to another lesson, if anything.
pub(crate) fn check_out(link: &LinkOut, lessons: &[Lesson]) -> Option<String> {
    let slug = link.slug.as_ref()?;
    match lessons.iter().find(|lesson| lesson.slug == *slug) {
        Some(lesson) => missing(link, &lesson.headings),
        None => Some(format!(
            "link to `{slug}.md`; {}",
            allowed(lessons.iter().map(|lesson| format!("{}.md", lesson.slug)))
        )),
    }
}

fn missing(link: &LinkOut, headings: &[Heading]) -> Option<String> {
    let anchor = link.anchor.as_ref()?;
    let known = headings.iter().any(|heading| heading.id == *anchor);
    (!known).then(|| {
        format!("link to `#{anchor}`; {}", allowed(headings.iter().map(|heading| format!("#{}", heading.id))))
    })
}
