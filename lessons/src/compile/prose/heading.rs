//! Headings: numbered, with an id that their writer chose.

use pulldown_cmark::HeadingLevel;

use super::{Spanned, Writer, is_id, words};
use crate::{Heading, compile::fact};

/// Ids that begin so are made here or by the page around a lesson.
const RESERVED: &[&str] = &["note-", "mark-", "site-", "fs-"];

impl<'a> Writer<'a, '_, '_> {
    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        inside: Vec<Spanned<'a>>,
        offset: usize,
    ) {
        let title: String = inside.iter().filter_map(|(event, _)| words(event)).collect();
        let title = fact::fill(&title, offset, self.known, self.errors);
        let level = level as u8;
        if !(2..=3).contains(&level) {
            self.errors.at(
                offset,
                format!("heading of level {level}; allowed: `##` and `###`, the title is the `#`"),
            );
            return;
        }
        let Some(id) = id else {
            self.errors.at(offset, format!("heading `{title}` has no id; write `{title} {{#short-name}}`"));
            return;
        };
        if !is_id(id) || RESERVED.iter().any(|prefix| id.starts_with(prefix)) {
            self.errors.at(
                offset,
                format!("heading id `{id}`; allowed: a to z, 0 to 9 and hyphens, and not beginning with {RESERVED:?}"),
            );
        }
        if self.prose.headings.iter().any(|heading| heading.id == id) {
            self.errors.at(offset, format!("heading id `{id}` is used twice"));
        }
        let number = self.number(level);
        self.raw(format!(
            "<h{level} id=\"{id}\"><a class=\"section-number\" href=\"#{id}\" aria-label=\"Section {number}\">{number}</a> "
        ));
        for spanned in inside {
            self.pass(spanned);
        }
        self.raw(format!("</h{level}>\n"));
        self.prose.headings.push(Heading { level, id: id.into(), number, title });
    }

    fn number(&self, level: u8) -> String {
        let sections = self.prose.headings.iter().filter(|heading| heading.level == 2).count();
        if level == 2 {
            return (sections + 1).to_string();
        }
        let within = self.prose.headings.iter().rev().take_while(|heading| heading.level == 3).count();
        format!("{sections}.{}", within + 1)
    }
}
