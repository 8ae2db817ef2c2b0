//! A sentence inside a widget: Markdown of one paragraph, with code, emphasis and facts, and nothing else.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeStream, html as markdown};

use super::{Known, code, error::Errors, fact, options};

/// `start` is where to look for the phrase's facts in the file, when one of them is wrong.
pub(super) fn html(text: &str, start: usize, known: &Known, errors: &mut Errors) -> String {
    let mut written = Vec::new();
    let mut paragraphs = 0;
    for event in TextMergeStream::new(Parser::new_ext(text, options())) {
        match event {
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph) => {}
            Event::Text(text) => written.push(Event::Text(fact::fill(&text, start, known, errors).into())),
            Event::Code(text) => {
                let text = fact::fill(&text, start, known, errors);
                let html = ["<code>", &code::inline(&text), "</code>"].concat();
                written.push(Event::InlineHtml(html.into()));
            }
            Event::SoftBreak
            | Event::Start(Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong) => written.push(event),
            _ => paragraphs += 2,
        }
    }
    if paragraphs > 1 {
        let place = errors.text().get(start..).and_then(|rest| rest.find(text.trim())).unwrap_or(0);
        errors.at(
            start + place,
            "found more than a sentence of text; allowed: one paragraph with `code`, *emphasis* and facts",
        );
    }
    let mut html = String::new();
    markdown::push_html(&mut html, written.into_iter());
    html
}
