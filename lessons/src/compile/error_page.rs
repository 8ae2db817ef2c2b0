//! Markdown → [`ErrorPage`]: as a lesson, with a front matter of its own and three sections that every page has.

use pulldown_cmark::{Event, Parser, TextMergeWithOffset};
use serde::Deserialize;

use super::error::{Errors, allowed};
use super::front_matter::{WrittenSource, cited};
use super::{Error, Known, Spanned, fence, is_metadata, link, notes, options, prose};
use crate::{ErrorPage, GROUPS};

/// The sections, in their order.
const SECTIONS: [&str; 3] = ["why", "confirm", "fix"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    codes: Vec<String>,
    group: String,
    description: String,
    fix: String,
    lesson: String,
    texts: Vec<String>,
    sources: Vec<WrittenSource>,
}

pub(crate) fn compile_error_page(
    path: &str,
    slug: &str,
    text: &str,
    known: &Known,
) -> Result<ErrorPage, Vec<Error>> {
    let mut errors = Errors::new(path, text);
    let events: Vec<_> =
        TextMergeWithOffset::new(Parser::new_ext(text, options()).into_offset_iter()).collect();
    let front = read(&events, &mut errors);
    let (flow, notes) = notes::set_aside(events, &mut errors);
    let prose = prose::write(flow, notes, known, &mut errors);
    link::check_own(&prose.links, &prose.headings, &mut errors);
    let sections: Vec<&str> = prose.headings.iter().map(|heading| heading.id.as_str()).collect();
    if sections != SECTIONS {
        errors.at(0, format!("sections {sections:?}; allowed: {SECTIONS:?}"));
    }
    let (written, sources) = errors.finish(front)?;
    Ok(ErrorPage {
        slug: slug.to_owned(),
        title: written.title,
        codes: written.codes,
        group: written.group,
        description: written.description,
        fix: written.fix,
        lesson: written.lesson,
        texts: written.texts,
        headings: prose.headings,
        blocks: prose.blocks,
        sources,
    })
}

fn read(events: &[Spanned], errors: &mut Errors) -> Option<(Written, Vec<crate::Source>)> {
    let [(Event::Start(tag), _), (Event::Text(text), range), ..] = events else {
        errors.at(0, "found no `+++` block");
        return None;
    };
    if !is_metadata(tag) {
        errors.at(0, "found text before the `+++` block; a page begins with it");
        return None;
    }
    let mut written: Written = fence::from_toml(text, range.start, errors)?;
    if !GROUPS.iter().any(|(name, _)| *name == written.group) {
        let names = allowed(GROUPS.iter().map(|(name, _)| *name));
        errors.at(range.start, format!("group `{}`; {names}", written.group));
    }
    if written.texts.is_empty() || written.codes.is_empty() || written.sources.is_empty() {
        errors.at(range.start, "a page has at least one text, one code and one source");
    }
    let sources = std::mem::take(&mut written.sources);
    let sources = sources.into_iter().filter_map(|source| cited(source, range.start, errors)).collect();
    Some((written, sources))
}
