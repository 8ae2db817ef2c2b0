//! The pages of images and libraries, against the catalog and the analyzer.

use std::path::Path;

use app::site::Content;

use super::{ROOT, SITE};

fn image(slug: &str) -> &'static str {
    &SITE.pages[&Path::new("images").join(slug).join("index.html")]
}

#[test]
fn every_image_of_the_catalog_has_a_page_and_a_row_smallest_first() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    let index = &SITE.pages[Path::new("images/index.html")];
    let mut last = 0;
    for listed in content.catalog.images {
        let place = index.find(&format!("../images/{}/\"", listed.slug)).expect("every image has a row");
        assert!(place > last, "{} stands before a smaller one", listed.slug);
        last = place;
        assert!(image(listed.slug).contains(&listed.from()), "{}", listed.slug);
    }
}

#[test]
fn an_image_page_says_what_the_catalog_says() {
    let page = image("distroless-base-debian13");
    for said in [
        "GLIBC_2.41",
        "OPENSSL_3.5.0",
        "<code>nonroot</code>",
        "/etc/ssl/certs/ca-certificates.crt",
        "libc6 2.41",
        "cd080764af31",
        "24\u{202f}430\u{202f}422 B",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(image("scratch").contains("<mark>no such file or directory</mark>"));
    assert!(image("alpine-3.24").contains("Documented, not measured"));
}

#[test]
fn the_samples_of_an_image_page_end_as_the_analyzer_says() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    for listed in content.catalog.images {
        let page = image(listed.slug);
        let started = |word: &str| page.matches(&format!("class=\"signal {word}\"")).count();
        let judged = content.programs().filter_map(|sample| sample.judged(listed.slug));
        let runs = judged.filter(|judged| judged.outcome == "runs").count();
        assert_eq!(started("runs"), runs, "{}", listed.slug);
    }
}

#[test]
fn a_soname_leads_to_the_images_and_the_packages_that_have_it() {
    let page = &SITE.pages[Path::new("libraries/index.html")];
    let entry = page.split("<div id=\"libssl.so.3\"").nth(1).and_then(|rest| rest.split("</div>").next());
    let entry = entry.expect("libssl has an entry");
    assert!(
        entry.contains("distroless-base-debian13") && !entry.contains(">distroless-base-nossl-debian13<")
    );
    assert!(entry.contains("libssl3t64 3.5") && entry.contains("(bookworm)"), "{entry}");
    assert!(page.contains("id=\"libpq.so.5\""), "a library that is in no image");
}

#[test]
fn a_figure_that_tells_of_the_visitors_file_stays_what_it_is() {
    let lesson = &SITE.pages[Path::new("learn/symbol-versions/index.html")];
    assert!(lesson.contains("<figure class=\"figure walk\" data-tells=\"debian-bookworm-slim\""), "{lesson}");
}

#[test]
fn each_image_is_there_as_data_to_hold_against_another() {
    let listing = |slug: &str| -> serde_json::Value {
        let file = SITE.folder.join("images").join(slug).join("listing.json");
        let text = std::fs::read_to_string(file).expect("every image has one");
        serde_json::from_str(&text).expect("it is JSON")
    };
    let slim = listing("debian-trixie-slim");
    assert_eq!(slim["libraries"]["libc.so.6"][0], "GLIBC_2.41");
    assert!(slim["packages"]["libc6"].as_str().is_some_and(|version| version.starts_with("2.41")));
    assert!(
        slim["traits"].as_array().expect("rows").contains(&serde_json::json!(["C library", "glibc 2.41"]))
    );
    assert_eq!(listing("scratch")["libraries"], serde_json::json!({}));
}
