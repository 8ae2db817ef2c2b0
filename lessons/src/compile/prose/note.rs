//! Margin notes: a mark in the text, and the note after the block that holds the mark.

use pulldown_cmark::{CowStr, Event};

use super::{Writer, is_id};

impl Writer<'_, '_, '_> {
    pub(super) fn note_mark(&mut self, label: &CowStr) {
        let again = self.numbered.iter().position(|known| **known == **label);
        let number = 1 + again.unwrap_or_else(|| {
            self.numbered.push(label.to_string());
            self.due.push(label.to_string());
            self.numbered.len() - 1
        });
        let id = if again.is_none() { format!(" id=\"mark-{label}\"") } else { String::new() };
        self.raw(format!(
            "<sup class=\"note-mark\"><a{id} href=\"#note-{label}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        ));
    }

    pub(super) fn write_due_notes(&mut self) {
        for label in std::mem::take(&mut self.due) {
            let Some(body) = self.notes.remove(&label) else { continue };
            let offset = body.first().map_or(0, |(_, range)| range.start);
            if !is_id(&label) {
                self.errors.at(offset, format!("note `[^{label}]`; allowed: a to z, 0 to 9 and hyphens"));
            }
            if body.iter().any(|(event, _)| matches!(event, Event::FootnoteReference(_))) {
                self.errors.at(offset, format!("note `[^{label}]` refers to another note"));
                continue;
            }
            let number = self.numbered.iter().position(|known| *known == label).map_or(0, |place| place + 1);
            self.raw(format!(
                "<aside class=\"note\" id=\"note-{label}\" role=\"note\" aria-label=\"Note {number}\" data-number=\"{number}\">\n"
            ));
            self.depth += 1;
            self.blocks(body);
            self.depth -= 1;
            self.raw("</aside>\n");
        }
    }
}

/// The label in text that looks like a reference: the parser leaves those without a definition as text.
pub(super) fn unknown_note(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("[^")?;
    after.split_once(']').map(|(label, _)| label)
}
