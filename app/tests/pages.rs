//! The whole site, written once into a folder of its own and looked at as a browser would.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use analyzer::dockerfile::{choice, generate};
use app::received::Received;
use app::route::Page;
use app::site::{self, Content};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Pages that nobody should find by searching.
const UNLISTED: [&str; 2] = ["404.html", "embed/index.html"];

struct Built {
    folder: PathBuf,
    /// Each page's text by its path in the folder.
    pages: HashMap<PathBuf, String>,
}

static SITE: LazyLock<Built> = LazyLock::new(|| build("site", "/"));

/// Trunk's bundles are stood in for: pages only name them.
fn build(name: &str, public_url: &str) -> Built {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("cargo's folder for tests takes another");
    for bundle in ["browser-1", "worker", "judge", "scanner"] {
        for end in [".js", "_bg.wasm"] {
            fs::write(folder.join([bundle, end].concat()), bundle).expect("the folder is new");
        }
    }
    let count = site::build(Path::new(ROOT), &folder, public_url).expect("the site builds");
    let mut pages = HashMap::new();
    collect(&folder, &folder, &mut pages);
    assert_eq!(pages.len(), count, "{:?}", pages.keys());
    Built { folder, pages }
}

fn collect(folder: &Path, root: &Path, pages: &mut HashMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).expect("the folder is ours") {
        let path = entry.expect("the folder is ours").path();
        if path.is_dir() {
            collect(&path, root, pages);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let text = fs::read_to_string(&path).expect("pages are text");
            pages.insert(path.strip_prefix(root).expect("it lies below").to_owned(), text);
        }
    }
}

/// The start tags of a page, whole.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = format!(" {name}=\"");
    tag.split_once(&start).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value)
}

#[test]
fn every_page_has_one_title_one_heading_and_a_description() {
    assert!(SITE.pages.len() >= 5);
    for (path, page) in &SITE.pages {
        assert_eq!(page.matches("<title>").count(), 1, "{}", path.display());
        assert_eq!(page.matches("<h1").count(), 1, "{}", path.display());
        assert!(page.contains("<meta name=\"description\" content=\""), "{}", path.display());
        assert!(page.contains("<main id=\"main\""), "{}", path.display());
        assert!(
            !page.contains("\"></th>") && !page.contains("<th></th>"),
            "{}: a column without a name",
            path.display()
        );
    }
}

#[test]
fn every_internal_link_leads_to_a_file_and_every_anchor_to_an_id() {
    let mut checked = 0;
    for (path, page) in &SITE.pages {
        let addresses =
            tags(page).flat_map(|tag| ["href", "src", "data-properties"].map(|name| attribute(tag, name)));
        // Properties may stand in the attribute itself.
        let addresses = addresses
            .flatten()
            .filter(|address| !address.starts_with("https://") && !address.starts_with('{'));
        for address in addresses {
            let (target, anchor) =
                address.split_once('#').map_or((address, None), |(target, anchor)| (target, Some(anchor)));
            let target = target.split('?').next().unwrap_or_default();
            let found = resolve(path, target);
            let file = SITE.folder.join(&found);
            assert!(
                file.is_file(),
                "{}: `{address}` leads to {}, which is not there",
                path.display(),
                found.display()
            );
            if let Some(choices) = anchor.filter(|anchor| anchor.contains('=')) {
                let made = generate(&choice::pairs(&choices.replace("&amp;", "&")));
                assert!(made.mistakes.is_empty() && found.starts_with("dockerfile"), "{choices}");
            } else if let Some(anchor) = anchor {
                let target = SITE.pages.get(&found).expect("anchors lead into pages");
                assert!(target.contains(&format!("id=\"{anchor}\"")), "{}: no `#{anchor}`", path.display());
            }
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

/// The file that a relative or rooted address means, seen from a page.
fn resolve(page: &Path, address: &str) -> PathBuf {
    let mut path = match address.strip_prefix('/') {
        Some(_) => PathBuf::new(),
        None if address.is_empty() => return page.to_owned(),
        None => page.parent().unwrap_or(Path::new("")).to_owned(),
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => assert!(path.pop(), "`{address}` climbs out of the site"),
            part => path.push(part),
        }
    }
    if address.ends_with('/') || SITE.folder.join(&path).is_dir() { path.join("index.html") } else { path }
}

#[test]
fn nothing_inline_runs_and_no_element_carries_a_style() {
    for (path, page) in &SITE.pages {
        for tag in tags(page) {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(attribute(tag, "style").is_none(), "{}: <{tag}>", path.display());
            let handler =
                tag.split_whitespace().skip(1).find(|word| word.starts_with("on") && word.contains("=\""));
            assert_eq!(handler, None, "{}: <{tag}>", path.display());
            assert!(
                !tag.starts_with("script") || attribute(tag, "src").is_some(),
                "{}: <{tag}>",
                path.display()
            );
        }
    }
}

#[test]
fn the_policy_stands_before_all_that_it_governs_and_knows_the_style_sheet() {
    use base64::Engine;
    use sha2::Digest;
    for (path, page) in &SITE.pages {
        let policy = page.find("http-equiv=\"Content-Security-Policy\"").expect("every page has a policy");
        assert!(policy < page.find("<script").unwrap_or(usize::MAX), "{}", path.display());
        let sheet =
            page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a sheet").0;
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(sheet));
        assert!(page.contains(&format!("style-src 'sha256-{hash}'")), "{}", path.display());
    }
}

#[test]
fn ids_are_unique_on_a_page() {
    for (path, page) in &SITE.pages {
        let mut seen = HashSet::new();
        for id in tags(page).filter_map(|tag| attribute(tag, "id")) {
            assert!(seen.insert(id), "{}: `{id}` twice", path.display());
        }
    }
}

#[test]
fn the_page_for_missing_pages_works_at_any_depth_and_below_a_path() {
    let built = build("below", "/final-stage/");
    let page = &built.pages[Path::new("404.html")];
    let links: Vec<&str> =
        tags(page).filter_map(|tag| attribute(tag, "href")).filter(|link| !link.starts_with('#')).collect();
    assert!(!links.is_empty());
    assert!(links.iter().all(|link| link.starts_with("/final-stage/")), "{links:?}");
}

/// The browser reads an answer by hand; this is what holds that reader to the analyzer's types.
#[test]
fn the_browser_reads_every_answer_as_it_was_written() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    assert!(content.samples.len() >= 13);
    for sample in &content.samples {
        let json = serde_json::to_string(&sample.answer).expect("answers are plain values");
        assert_eq!(Received::from_text(&json).as_ref(), Some(&sample.answer), "{}", sample.name);
    }
}

fn lesson(slug: &str) -> &'static str {
    &SITE.pages[&Path::new("learn").join(slug).join("index.html")]
}

#[test]
fn the_walk_ends_where_the_analyzer_says() {
    let page = lesson("linker-and-loader");
    let walks: Vec<&str> = page.split("<figure class=\"figure walk\">").skip(1).collect();
    let [runs, fails, alone] = walks[..] else { panic!("{} walks", walks.len()) };
    assert!(runs.contains("The loader opens <code>/lib/x86_64-linux-gnu/libc.so.6</code>"), "{runs}");
    assert!(runs.contains("jumps to its entry"));
    assert!(
        fails.contains("The image has no such file")
            && fails.contains("exec /app: no such file or directory")
    );
    assert!(alone.contains("Nothing else is opened."));
}

#[test]
fn a_walk_that_fails_names_the_versions_and_the_directories() {
    let versions = lesson("symbol-versions");
    assert!(versions.contains("Missing: <code>GLIBC_2.38</code>"));
    let libraries = lesson("rust-c-and-cpp");
    assert!(libraries.contains("<code>/lib/x86_64-linux-gnu</code>, <code>/usr/lib/x86_64-linux-gnu</code>"));
}

#[test]
fn the_course_is_read_from_the_first_lesson_to_the_last_by_next() {
    let content = Content::load(Path::new(ROOT)).expect("the content loads");
    let slugs: Vec<&str> = content.course.lessons.iter().map(|lesson| lesson.slug.as_str()).collect();
    for pair in slugs.windows(2) {
        let next = format!("rel=\"next\" href=\"../../learn/{}/\"", pair[1]);
        assert!(lesson(pair[0]).contains(&next), "{} does not lead to {}", pair[0], pair[1]);
    }
    assert!(!lesson(slugs.last().expect("there are lessons")).contains("rel=\"next\""));
}

#[test]
fn every_kind_of_figure_is_on_some_page() {
    let all: String = SITE.pages.values().map(String::as_str).collect();
    for kind in
        ["predict", "sizes", "image", "compare", "walk", "quiz", "transcript", "processes", "dockerfile"]
    {
        assert!(all.contains(&format!("<figure class=\"figure {kind}\">")), "{kind}");
    }
}

#[test]
fn every_need_of_a_report_leads_to_a_heading_of_a_lesson() {
    let codes = [
        "ca-certificates",
        "cgo-stub",
        "dns",
        "files-beside",
        "home",
        "iconv",
        "locale",
        "low-port",
        "no-shell",
        "opened-library",
        "signals",
        "static-glibc-nss",
        "time-zone",
        "tmp",
        "user",
        "writable-path",
    ];
    for code in codes {
        let address = analyzer::report::lesson(code);
        let (folder, heading) = address.split_once('#').expect("an address leads to a heading");
        let page = Path::new(folder).join("index.html");
        let page = SITE.pages.get(&page).unwrap_or_else(|| panic!("{code}: {}", page.display()));
        assert!(page.contains(&format!("id=\"{heading}\"")), "{code}: {address}");
    }
}

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
    for page in Page::all(lessons, content.catalog.images.iter().map(|image| image.slug)) {
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
    for (path, page) in &built.pages {
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
