//! Markdown events → blocks: HTML between widgets.
//!
//! `pulldown-cmark` writes the HTML of paragraphs, lists and spans. Rewritten here is what it would write
//! with inline styles (tables), without our ids (headings, notes) or not at all (alerts, widgets).

mod fenced;
mod heading;
mod note;
mod table;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd, html};

use super::{
    Known, Spanned, code,
    error::Errors,
    fact, is_metadata,
    link::{self, LinkOut, Target},
    notes::Notes,
};
use crate::{Block, Heading};

pub(super) struct Prose {
    pub(super) headings: Vec<Heading>,
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<LinkOut>,
}

pub(super) fn write(flow: Vec<Spanned>, notes: Notes, known: &Known, errors: &mut Errors) -> Prose {
    let mut writer = Writer {
        known,
        errors,
        notes,
        prose: Prose { headings: Vec::new(), blocks: Vec::new(), links: Vec::new() },
        html: Vec::new(),
        numbered: Vec::new(),
        due: Vec::new(),
        tables: 0,
        depth: 0,
    };
    writer.blocks(flow);
    writer.flush();
    writer.prose
}

struct Writer<'a, 'k, 'e> {
    known: &'a Known<'k>,
    errors: &'a mut Errors<'e>,
    notes: Notes<'a>,
    prose: Prose,
    /// Prose since the last widget.
    html: Vec<Event<'a>>,
    /// Labels of the notes met so far; a note's number is its place in here.
    numbered: Vec<String>,
    /// Notes referred to in the block being written; they follow it.
    due: Vec<String>,
    tables: usize,
    /// How many blocks and spans are open; none between two paragraphs.
    depth: usize,
}

impl<'a> Writer<'a, '_, '_> {
    fn blocks(&mut self, events: Vec<Spanned<'a>>) {
        let mut events = events.into_iter();
        while let Some((event, range)) = events.next() {
            match event {
                Event::Start(tag) if is_metadata(&tag) => {
                    collect(&mut events, |end| matches!(end, TagEnd::MetadataBlock(_)));
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::Heading(_)));
                    self.heading(level, id.as_deref(), inside, range.start);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::CodeBlock));
                    self.code(&kind, &inside, range.start);
                }
                Event::Start(Tag::Table(alignments)) => {
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::Table));
                    self.table(&alignments, inside);
                }
                Event::Start(Tag::Image { .. }) => {
                    collect(&mut events, |end| matches!(end, TagEnd::Image));
                    self.errors.at(range.start, "found a picture; lessons show widgets and text");
                }
                event => self.pass((event, range)),
            }
            if self.depth == 0 {
                self.write_due_notes();
            }
        }
    }

    /// What needs no look ahead.
    fn pass(&mut self, (event, range): Spanned<'a>) {
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            _ => {}
        }
        match event {
            Event::Text(text) => {
                if let Some(label) = note::unknown_note(&text) {
                    self.errors
                        .at(range.start, format!("reference to a note `[^{label}]` that is not defined"));
                }
                let text = fact::fill(&text, range.start, self.known, self.errors);
                self.html.push(Event::Text(text.into()));
            }
            Event::Code(code) => self.inline_code(&code, range.start),
            Event::Html(_) | Event::InlineHtml(_) => {
                if self.errors.text()[range.clone()].trim() != "" {
                    self.errors.at(range.start, "found raw HTML; write Markdown or a widget");
                }
            }
            Event::FootnoteReference(label) => self.note_mark(&label),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.link(&dest_url, range.start);
                self.html.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let (class, title) = alert(kind);
                self.raw(format!(
                    "<aside class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Event::End(TagEnd::BlockQuote(Some(_))) => self.raw("</aside>\n"),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            event => self.html.push(event),
        }
    }

    fn link(&mut self, written: &str, offset: usize) -> CowStr<'a> {
        match link::target(written, offset, self.errors.line(offset)) {
            Target::To(href, check) => {
                self.prose.links.extend(check);
                href.into()
            }
            Target::Refused(why) => {
                self.errors.at(offset, why);
                "".into()
            }
        }
    }

    fn inline_code(&mut self, code: &str, offset: usize) {
        let code = fact::fill(code, offset, self.known, self.errors);
        self.raw("<code>");
        self.raw(code::inline(&code));
        self.raw("</code>");
    }

    fn raw(&mut self, html: impl Into<CowStr<'a>>) {
        self.html.push(Event::InlineHtml(html.into()));
    }

    fn flush(&mut self) {
        if self.html.is_empty() {
            return;
        }
        let mut written = String::new();
        html::push_html(&mut written, self.html.drain(..));
        self.prose.blocks.push(Block::Prose(written));
    }
}

fn collect<'a>(
    events: &mut impl Iterator<Item = Spanned<'a>>,
    is_end: fn(&TagEnd) -> bool,
) -> Vec<Spanned<'a>> {
    events.take_while(|(event, _)| !matches!(event, Event::End(end) if is_end(end))).collect()
}

fn words<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
