//! The index of the search, against the pages and the catalog.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use app::site::Content;

use super::{ROOT, SITE};

/// What the search knows: pages by title, address and group, and sections by page, anchor, heading and text.
type Index = (Vec<(String, String, String)>, Vec<(usize, String, String, String)>);

fn search_index() -> Index {
    #[derive(serde::Deserialize)]
    struct Written {
        pages: Vec<(String, String, String)>,
        sections: Vec<(usize, String, String, String)>,
    }
    let mut files =
        fs::read_dir(&SITE.folder).expect("the folder is ours").flatten().map(|entry| entry.path());
    let file = files.find(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with("search-") && name.ends_with(".json")
    });
    let text = fs::read_to_string(file.expect("the index is published")).expect("the index is text");
    let Written { pages, sections } = serde_json::from_str(&text).expect("the index is JSON");
    (pages, sections)
}

#[test]
fn the_search_knows_every_page_and_each_of_its_sections_can_be_linked_to() {
    let (pages, sections) = search_index();
    // All but the list of pages, the page for missing ones, and the one for frames.
    assert_eq!(pages.len(), SITE.pages.len() - 3);
    let mut told = HashSet::new();
    for (page, anchor, title, _) in &sections {
        let path = Path::new(&pages[*page].1).join("index.html");
        let page_text = &SITE.pages[&path];
        assert!(anchor.is_empty() || page_text.contains(&format!("id=\"{anchor}\"")), "{anchor}: {title}");
        told.insert(page);
    }
    assert_eq!(told.len(), pages.len(), "a page without a section is never found");
}

#[test]
fn the_search_knows_every_soname_and_every_heading_of_the_course() {
    let (pages, sections) = search_index();
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    for library in &content.libraries {
        assert!(sections.iter().any(|(_, anchor, title, _)| *anchor == library.soname && anchor == title));
    }
    for lesson in &content.course.lessons {
        let address = format!("learn/{}/", lesson.slug);
        for heading in &lesson.headings {
            let known = sections
                .iter()
                .any(|(page, anchor, _, _)| pages[*page].1 == address && *anchor == heading.id);
            assert!(known, "{address}#{}", heading.id);
        }
    }
}
