//! Tables.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Spanned, Writer};

impl<'a> Writer<'a, '_, '_> {
    /// With classes for alignment, since a strict content security policy refuses inline styles.
    pub(super) fn table(&mut self, alignments: &[Alignment], inside: Vec<Spanned<'a>>) {
        self.tables += 1;
        let label = format!("Table {}", self.tables);
        self.raw(format!(
            "<div class=\"table-scroll\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\"><table>"
        ));
        let (mut cell, mut column) = ("td", 0);
        for (event, range) in inside {
            match event {
                Event::Start(Tag::TableHead) => {
                    (cell, column) = ("th scope=\"col\"", 0);
                    self.raw("<thead><tr>");
                }
                Event::End(TagEnd::TableHead) => {
                    cell = "td";
                    self.raw("</tr></thead><tbody>\n");
                }
                Event::Start(Tag::TableRow) => {
                    column = 0;
                    self.raw("<tr>");
                }
                Event::End(TagEnd::TableRow) => self.raw("</tr>\n"),
                Event::Start(Tag::TableCell) => {
                    let class = match alignments.get(column) {
                        Some(Alignment::Right) => " class=\"right\"",
                        Some(Alignment::Center) => " class=\"center\"",
                        _ => "",
                    };
                    self.raw(format!("<{cell}{class}>"));
                }
                Event::End(TagEnd::TableCell) => {
                    column += 1;
                    self.raw(format!("</{}>", &cell[..2]));
                }
                event => self.pass((event, range)),
            }
        }
        self.raw("</tbody></table></div>\n");
    }
}
