//! What is there beside the pages for machines: Markdown, and what needs the site's address.

use std::fs;
use std::path::Path;

use app::route::Page;
use app::site::Content;

use super::{ROOT, SITE, UNLISTED, build};

#[test]
fn every_page_has_markdown_beside_it_and_llms_txt_leads_to_it() {
    let list = fs::read_to_string(SITE.folder.join("llms.txt")).expect("llms.txt is published");
    for path in SITE.pages.keys().filter(|path| !UNLISTED.map(Path::new).contains(&path.as_path())) {
        let markdown = path.with_extension("md");
        let text = fs::read_to_string(SITE.folder.join(&markdown)).expect("each page has one");
        assert!(text.lines().any(|line| line.starts_with("# ")), "{}", markdown.display());
        assert!(!text.contains("<div") && !text.contains("<p>"), "{}", markdown.display());
    }
    let links = list.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links: Vec<&str> = links.collect();
    // All pages but the list of them, the one for missing ones and the one for frames.
    assert_eq!(links.len(), SITE.pages.len() - 3);
    for link in links {
        assert!(SITE.folder.join(link).is_file(), "{link}");
    }
}

#[test]
fn every_page_names_a_file_of_the_project_that_is_there() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    let lessons = content.course.lessons.iter().map(|lesson| lesson.slug.as_str());
    let images = content.catalog.images.iter().map(|image| image.slug);
    let errors = content.errors.iter().map(|error| error.slug.as_str());
    for page in Page::all(lessons, images, errors) {
        assert!(Path::new(ROOT).join(page.source()).is_file(), "{}", page.source());
    }
}

#[test]
fn a_site_that_knows_its_address_tells_it_and_another_does_not() {
    assert!(!SITE.folder.join("sitemap.xml").exists());
    assert!(SITE.pages.values().all(|page| !page.contains("rel=\"canonical\"")));
    let address = "https://example.org/final-stage/";
    let built = build("addressed", address);
    let site_map = fs::read_to_string(built.folder.join("sitemap.xml")).expect("the site map is published");
    let home = format!("<link rel=\"canonical\" href=\"{address}\">");
    for (path, page) in &built.pages {
        if path == Path::new("embed/index.html") {
            assert!(page.contains(&home), "the tool in a frame is the tool");
            continue;
        }
        if UNLISTED.map(Path::new).contains(&path.as_path()) {
            assert!(!page.contains("rel=\"canonical\""));
            continue;
        }
        let folder = path.with_file_name("").display().to_string();
        let own = format!("{address}{folder}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{own}\">")), "{own}");
        assert!(page.contains(&format!("<meta property=\"og:url\" content=\"{own}\">")), "{own}");
        let picture = path.with_file_name("preview.png");
        assert!(page.contains(&format!("content=\"{address}{}\"", picture.display())), "{own}");
        assert!(built.folder.join(picture).is_file(), "{own}");
        assert!(site_map.contains(&format!("<loc>{own}</loc>")), "{own}");
    }
    let robots = fs::read_to_string(built.folder.join("robots.txt")).expect("robots.txt is published");
    assert!(robots.contains(&format!("Sitemap: {address}sitemap.xml")));
    let feed = fs::read_to_string(built.folder.join("feed.xml")).expect("the feed is published");
    assert!(feed.contains("<title>Images measured on 2") && feed.contains("<title>Proof run on 2"), "{feed}");
}
