//! Markdown → [`Lesson`].
//!
//! 1. `front_matter`: the `+++` block becomes the title, the sources and so on.
//! 2. `notes`: footnotes are taken out of the flow, to be set beside the text that refers to them.
//! 3. `prose`: events become HTML; fences of the kind `widget …` become [`crate::Widget`]s by `fence`, and the
//!    sentences in them HTML by `phrase`; `{{…}}` becomes text by `fact`, links are checked by `link`.
//!
//! Compiling never stops at the first mistake: all are returned, each with its line.

mod code;
mod error;
mod error_page;
mod fact;
mod fence;
mod front_matter;
mod link;
mod notes;
mod phrase;
mod prose;

use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeWithOffset};

pub use error::Error;
pub(crate) use error_page::compile_error_page;
pub use fact::{Fact, Facts};

use crate::Lesson;
use error::Errors;
pub(crate) use link::{LinkOut, check_out};

/// What a lesson may speak of.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Names from `content/samples/samples.toml`.
    pub samples: &'a [String],
    /// Slugs of the catalog.
    pub images: &'a [String],
    /// Answers what prose asks for as `{{size scratch}}`.
    pub facts: &'a dyn Facts,
}

/// Compiles one lesson. `path` is only used in errors.
pub fn compile(path: &str, text: &str, known: &Known) -> Result<Lesson, Vec<Error>> {
    compile_with_links(path, text, known).map(|(lesson, _)| lesson)
}

/// As [`compile`], with the links to other lessons, which only the whole course can check.
pub(crate) fn compile_with_links(
    path: &str,
    text: &str,
    known: &Known,
) -> Result<(Lesson, Vec<LinkOut>), Vec<Error>> {
    let mut errors = Errors::new(path, text);
    let events: Vec<_> =
        TextMergeWithOffset::new(Parser::new_ext(text, options()).into_offset_iter()).collect();
    let front = front_matter::read(&events, &mut errors);
    let (flow, notes) = notes::set_aside(events, &mut errors);
    let prose = prose::write(flow, notes, known, &mut errors);
    link::check_own(&prose.links, &prose.headings, &mut errors);
    let front = errors.finish(front)?;
    let lesson = Lesson {
        slug: front.slug,
        title: front.title,
        description: front.description,
        minutes: front.minutes,
        headings: prose.headings,
        blocks: prose.blocks,
        sources: front.sources,
    };
    Ok((lesson, prose.links))
}

type Spanned<'a> = (Event<'a>, std::ops::Range<usize>);

// One by one: `Options::all` reads lines that begin with a colon as definition lists.
fn options() -> Options {
    Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_SMART_PUNCTUATION
}

fn is_metadata(tag: &Tag) -> bool {
    matches!(tag, Tag::MetadataBlock(_))
}
