//! The whole site, written once into a folder of its own and looked at as a browser would.

#[path = "pages/address.rs"]
mod address;
#[path = "pages/images.rs"]
mod images;
#[path = "pages/search.rs"]
mod search;
#[path = "pages/weight.rs"]
mod weight;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use analyzer::dockerfile::{choice, generate};
use app::received::Received;
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
    for bundle in ["browser-1", "worker", "judge", "scanner", "explainer", "linter"] {
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
fn one_script_stands_in_a_page_and_no_element_carries_a_style() {
    for (path, page) in &SITE.pages {
        for tag in tags(page) {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(attribute(tag, "style").is_none(), "{}: <{tag}>", path.display());
            let handler =
                tag.split_whitespace().skip(1).find(|word| word.starts_with("on") && word.contains("=\""));
            assert_eq!(handler, None, "{}: <{tag}>", path.display());
        }
        // But for the one script that settles what is painted.
        let scripts = tags(page).filter(|tag| tag.starts_with("script") && attribute(tag, "src").is_none());
        assert_eq!(scripts.count(), 1, "{}", path.display());
    }
}

#[test]
fn the_policy_stands_before_all_that_it_governs_and_knows_what_stands_in_the_page() {
    use base64::Engine;
    use sha2::Digest;
    for (path, page) in &SITE.pages {
        let policy = page.find("http-equiv=\"Content-Security-Policy\"").expect("every page has a policy");
        assert!(policy < page.find("<script").unwrap_or(usize::MAX), "{}", path.display());
        let sheet =
            page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a sheet").0;
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(sheet));
        assert!(page.contains(&format!("style-src 'sha256-{hash}'")), "{}", path.display());
        let script = page
            .split_once("<script>")
            .and_then(|(_, rest)| rest.split_once("</script>"))
            .expect("a script")
            .0;
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script));
        assert!(page.contains(&format!("script-src 'self' 'sha256-{hash}'")), "{}", path.display());
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
    let walks: Vec<&str> = page.split("<figure class=\"figure walk\"").skip(1).collect();
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
    for kind in [
        "predict",
        "sizes",
        "image",
        "compare",
        "walk",
        "quiz",
        "transcript",
        "processes",
        "processes simulator",
        "dockerfile",
        "said",
    ] {
        assert!(all.contains(&format!("class=\"figure {kind}\"")), "{kind}");
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
