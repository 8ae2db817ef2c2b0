//! What a compiled lesson holds, in the order a page shows it.

use std::ops::Range;

use crate::Widget;

/// The lessons in reading order, as `course.toml` lists them.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub title: String,
    pub description: String,
    pub parts: Vec<Part>,
    pub lessons: Vec<Lesson>,
}

/// Lessons that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub title: String,
    /// One sentence: what a reader of it can do then.
    pub description: String,
    /// Places in [`Course::lessons`].
    pub lessons: Range<usize>,
}

impl Course {
    /// The part that a lesson stands in, by its place.
    pub fn part_of(&self, place: usize) -> Option<&Part> {
        self.parts.iter().find(|part| part.lessons.contains(&place))
    }
}

/// One lesson, ready to be put on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The last part of its address; also its file name without `.md`.
    pub slug: String,
    pub title: String,
    /// One sentence, for lists of lessons and for search engines.
    pub description: String,
    /// How long it takes to read.
    pub minutes: u32,
    /// For the table of contents, in order.
    pub headings: Vec<Heading>,
    pub blocks: Vec<Block>,
    pub sources: Vec<Source>,
}

/// A section's heading. The page's own `h1` is the lesson's title, so levels begin at 2.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 or 3.
    pub level: u8,
    /// What follows `#` in a link to it.
    pub id: String,
    /// "3" for a section, "3.1" inside it.
    pub number: String,
    /// Plain text, not yet escaped.
    pub title: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Finished HTML; it holds no script, no style and no HTML that was typed by hand.
    Prose(String),
    Widget(Widget),
}

/// Where a lesson's facts come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub title: String,
    pub url: String,
    /// The day it was read or published, `YYYY-MM-DD`.
    pub date: String,
}
