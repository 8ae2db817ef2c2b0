//! Fences: code with a few classes, or a widget.

use pulldown_cmark::CodeBlockKind;

use super::{Spanned, Writer, words};
use crate::{
    Block,
    compile::{code, fact, fence},
};

impl<'a> Writer<'a, '_, '_> {
    pub(super) fn code(&mut self, kind: &CodeBlockKind, inside: &[Spanned<'a>], offset: usize) {
        let text: String = inside.iter().filter_map(|(event, _)| words(event)).collect();
        let body = inside.first().map_or(offset, |(_, range)| range.start);
        let CodeBlockKind::Fenced(info) = kind else {
            self.errors.at(offset, "found indented code; use a fence and name its kind");
            return;
        };
        if let Some(name) = info.strip_prefix("widget") {
            if self.depth > 0 {
                self.errors.at(
                    offset,
                    "found a widget inside a list, a quotation or a note; it stands between paragraphs",
                );
            }
            if let Some(widget) = fence::widget(name.trim(), &text, offset, body, self.known, self.errors) {
                self.flush();
                self.prose.blocks.push(Block::Widget(widget));
            }
            return;
        }
        if let Err(why) = code::check(info) {
            self.errors.at(offset, why);
            return;
        }
        let text = fact::fill(&text, body, self.known, self.errors);
        self.raw(format!("<pre class=\"code code-{info}\"><code>"));
        self.raw(code::html(info, &text));
        self.raw("</code></pre>\n");
    }
}
