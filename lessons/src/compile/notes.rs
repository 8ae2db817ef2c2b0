//! Margin notes: Markdown's footnotes, set beside the paragraph that refers to them.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Spanned, error::Errors};

/// The body of each note by its label.
pub(super) type Notes<'a> = BTreeMap<String, Vec<Spanned<'a>>>;

/// Splits the notes from the flow, so that they can be written where they are referred to.
pub(super) fn set_aside<'a>(events: Vec<Spanned<'a>>, errors: &mut Errors) -> (Vec<Spanned<'a>>, Notes<'a>) {
    let mut flow = Vec::new();
    let mut notes = Notes::new();
    let mut open: Option<(String, usize)> = None;
    let mut referred = Vec::new();
    let mut defined = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                defined.push((label.to_string(), range.start));
                open = Some((label.to_string(), range.start));
                continue;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                open = None;
                continue;
            }
            Event::FootnoteReference(ref label) => referred.push(label.to_string()),
            _ => {}
        }
        match &open {
            Some((label, _)) => notes.entry(label.clone()).or_default().push((event, range)),
            None => flow.push((event, range)),
        }
    }
    for (label, offset) in &defined {
        if !referred.contains(label) {
            errors.at(*offset, format!("note `[^{label}]` is never referred to"));
        }
        if defined.iter().filter(|(other, _)| other == label).count() > 1 {
            errors.at(*offset, format!("note `[^{label}]` is defined twice"));
        }
    }
    (flow, notes)
}
