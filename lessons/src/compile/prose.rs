//! Markdown events → blocks: HTML between widgets.
//!
//! `pulldown-cmark` writes the HTML of paragraphs, lists and spans. Rewritten here is what it would write
//! with inline styles (tables), without our ids (headings, notes) or not at all (alerts, widgets).

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd, html,
};

use super::{
    Known, Spanned, code,
    error::Errors,
    fact, fence, is_metadata,
    link::{self, LinkOut, Target},
    notes::Notes,
};
use crate::{Block, Heading};

/// Ids that begin so are made here or by the page around a lesson.
const RESERVED: &[&str] = &["note-", "mark-", "site-", "fs-"];

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
}

impl<'a> Writer<'a, '_, '_> {
    fn blocks(&mut self, events: Vec<Spanned<'a>>) {
        let mut depth = 0_usize;
        let mut events = events.into_iter();
        while let Some((event, range)) = events.next() {
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            match event {
                Event::Start(tag) if is_metadata(&tag) => {
                    depth -= 1;
                    skip(&mut events, |end| matches!(end, TagEnd::MetadataBlock(_)));
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    depth -= 1;
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::Heading(_)));
                    self.heading(level, id.as_deref(), inside, range.start);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    depth -= 1;
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::CodeBlock));
                    self.code(&kind, &inside, range.start);
                }
                Event::Start(Tag::Table(alignments)) => {
                    depth -= 1;
                    let inside = collect(&mut events, |end| matches!(end, TagEnd::Table));
                    self.table(&alignments, inside);
                }
                Event::Start(Tag::Image { .. }) => {
                    depth -= 1;
                    skip(&mut events, |end| matches!(end, TagEnd::Image));
                    self.errors.at(range.start, "found a picture; lessons show widgets and text");
                }
                event => self.pass((event, range)),
            }
            if depth == 0 {
                self.write_due_notes();
            }
        }
    }

    /// What needs no look ahead.
    fn pass(&mut self, (event, range): Spanned<'a>) {
        match event {
            Event::Text(text) => {
                if let Some(label) = unknown_note(&text) {
                    self.errors
                        .at(range.start, format!("reference to a note `[^{label}]` that is not defined"));
                }
                self.filled(&text, range.start, Event::Text);
            }
            Event::Code(code) => self.filled(&code, range.start, Event::Code),
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

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, inside: Vec<Spanned<'a>>, offset: usize) {
        let title: String = inside.iter().filter_map(|(event, _)| words(event)).collect();
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

    fn code(&mut self, kind: &CodeBlockKind, inside: &[Spanned<'a>], offset: usize) {
        let text: String = inside.iter().filter_map(|(event, _)| words(event)).collect();
        let body = inside.first().map_or(offset, |(_, range)| range.start);
        let CodeBlockKind::Fenced(info) = kind else {
            self.errors.at(offset, "found indented code; use a fence and name its kind");
            return;
        };
        if let Some(name) = info.strip_prefix("widget") {
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
        for line in text.lines() {
            for (class, span) in code::spans(info, line) {
                if class.is_empty() {
                    self.html.push(Event::Text(span.to_string().into()));
                } else {
                    self.raw(format!("<span class=\"{class}\">"));
                    self.html.push(Event::Text(span.to_string().into()));
                    self.raw("</span>");
                }
            }
            self.raw("\n");
        }
        self.raw("</code></pre>\n");
    }

    /// With classes for alignment, since a strict content security policy refuses inline styles.
    fn table(&mut self, alignments: &[Alignment], inside: Vec<Spanned<'a>>) {
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

    fn note_mark(&mut self, label: &CowStr) {
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

    fn write_due_notes(&mut self) {
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
            self.blocks(body);
            self.raw("</aside>\n");
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

    fn filled(&mut self, text: &str, offset: usize, event: fn(CowStr<'a>) -> Event<'a>) {
        let text = fact::fill(text, offset, self.known, self.errors);
        self.html.push(event(text.into()));
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

fn skip<'a>(events: &mut impl Iterator<Item = Spanned<'a>>, is_end: fn(&TagEnd) -> bool) {
    collect(events, is_end);
}

fn words<'e>(event: &'e Event) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

/// The label in text that looks like a reference: the parser leaves those without a definition as text.
fn unknown_note(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("[^")?;
    after.split_once(']').map(|(label, _)| label)
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
