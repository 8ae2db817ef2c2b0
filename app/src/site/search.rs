//! The index of the search: what the pages say, section by section, taken from the pages as they were rendered, so
//! that a new page is found without being registered anywhere. The browser counts the words: the text is needed
//! there in any case, to show where a word stands, and postings beside it would be half as much again.

use dom_query::{Document, NodeRef};
use serde::Serialize;

use crate::route::Page;

#[derive(Default, Serialize)]
pub(super) struct Index {
    /// Title, address below the site's root, and group.
    pages: Vec<(String, String, &'static str)>,
    /// The page's place, the anchor, the heading, and the text below it.
    sections: Vec<(usize, String, String, String)>,
}

/// Elements that say nothing about their section: signs, controls, ways to other pages, and what is marked so.
const SKIPPED: [&str; 9] =
    ["nav", "svg", "script", "style", "button", "select", "input", "noscript", "search"];

/// Elements inside a sentence. Words of two others are two words, even where no blank stands between them.
const INSIDE: [&str; 9] = ["a", "b", "code", "em", "mark", "span", "strong", "sup", "wbr"];

impl Index {
    /// Adds a page: what is in its `main` element.
    pub(super) fn add(&mut self, page: &Page, title: &str, main: &str) {
        let Some(group) = group(page) else { return };
        let document = Document::fragment(main);
        let mut sections = Sections::default();
        sections.walk(&document.root());
        let title = title.trim_end_matches(" \u{b7} Final Stage").to_owned();
        let place = self.pages.len();
        self.pages.push((title, page.folder(), group));
        let told = sections.all.into_iter().filter(|section| !section.title.is_empty());
        self.sections.extend(told.map(|section| (place, section.id, section.title, section.text)));
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(self).expect("an index is plain values")
    }
}

/// Under which name results stand together; none for pages that nobody looks for.
fn group(page: &Page) -> Option<&'static str> {
    Some(match page {
        Page::NotFound | Page::Pages | Page::Embed => return None,
        Page::Course | Page::Lesson(_) => "Course",
        Page::Images | Page::Image(_) => "Images",
        Page::Glossary => "Glossary",
        Page::Errors | Page::Error(_) => "Errors",
        Page::Libraries => "Shared libraries",
        _ => "Site",
    })
}

struct Section {
    id: String,
    title: String,
    text: String,
}

#[derive(Default)]
struct Sections {
    all: Vec<Section>,
}

impl Sections {
    fn walk(&mut self, node: &NodeRef) {
        if node.is_text() {
            self.say(&node.text());
            return;
        }
        if let Some(name) = node.node_name() {
            if SKIPPED.contains(&&*name)
                || node.has_attr("data-unsearched")
                || node.has_class("section-number")
                || node.has_class("note-mark")
            {
                return;
            }
            match &*name {
                "h1" | "h2" | "h3" => {
                    return self
                        .begin(node.attr("id").map(|id| id.to_string()).or_else(|| article(node)), node);
                }
                // An entry of a list that can be linked to: a soname, a term.
                "dt" => {
                    if let Some(id) = node.parent().and_then(|entry| entry.attr("id")) {
                        return self.begin(Some(id), node);
                    }
                }
                _ => {}
            }
        }
        for child in node.children_it(false) {
            self.walk(&child);
        }
        if node.node_name().is_some_and(|name| !INSIDE.contains(&&*name)) {
            self.say(" ");
        }
    }

    fn begin(&mut self, id: Option<impl AsRef<str>>, heading: &NodeRef) {
        let id = id.map(|id| id.as_ref().to_owned()).unwrap_or_default();
        let mut title = Sections::default();
        title.all.push(Section { id: String::new(), title: String::new(), text: String::new() });
        heading.children_it(false).for_each(|child| title.walk(&child));
        let title = title.all.pop().map(|section| section.text).unwrap_or_default();
        self.all.push(Section { id, title: title.trim().to_owned(), text: String::new() });
    }

    /// What stands before the first heading belongs to no section.
    fn say(&mut self, words: &str) {
        let Some(section) = self.all.last_mut() else { return };
        let blank = |text: &str| text.is_empty() || text.ends_with(' ');
        for (number, word) in words.split(char::is_whitespace).enumerate() {
            if number > 0 && !blank(&section.text) {
                section.text.push(' ');
            }
            section.text.push_str(word);
        }
    }
}

/// An article that can be linked to begins with its heading.
fn article(heading: &NodeRef) -> Option<String> {
    let parent = heading.parent()?;
    (&*parent.node_name()? == "article").then(|| parent.attr("id"))?.map(|id| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(main: &str) -> Vec<(usize, String, String, String)> {
        let mut index = Index::default();
        index.add(&Page::About, "About \u{b7} Final Stage", main);
        assert_eq!(index.pages[0].0, "About");
        index.sections
    }

    #[test]
    fn a_heading_begins_a_section_and_its_number_is_no_part_of_it() {
        let found = sections(
            "<h1>About</h1><p>Why.</p><h2 id=\"read\"><a class=\"section-number\" href=\"#read\">1</a> How a \
             <code>file</code> is read</h2><p>In <em>pie</em>ces:</p><p>the head.</p>",
        );
        let [first, second] = &found[..] else { panic!("{found:?}") };
        assert_eq!((first.2.as_str(), first.3.trim()), ("About", "Why."));
        assert_eq!((second.1.as_str(), second.2.as_str()), ("read", "How a file is read"));
        assert_eq!(second.3.trim(), "In pieces: the head.");
    }

    #[test]
    fn an_entry_of_a_list_that_can_be_linked_to_is_a_section() {
        let found =
            sections("<h1>L</h1><dl><div id=\"libz.so.1\"><dt>libz.so.1</dt><dd>In alpine</dd></div></dl>");
        assert_eq!((found[1].1.as_str(), found[1].3.trim()), ("libz.so.1", "In alpine"));
    }

    #[test]
    fn an_article_that_can_be_linked_to_is_a_section() {
        let found = sections("<h1>A</h1><article id=\"no-shell\"><h3>No shell</h3><p>Why.</p></article>");
        assert_eq!((found[1].1.as_str(), found[1].2.as_str()), ("no-shell", "No shell"));
    }

    #[test]
    fn signs_controls_and_what_is_marked_are_left_out() {
        let found = sections(
            "<h1>A</h1><nav>x</nav><svg><text>y</text></svg><div data-unsearched>z</div><p>told</p>",
        );
        assert_eq!(found[0].3.trim(), "told");
    }
}
