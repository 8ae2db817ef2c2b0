//! The head of a page: its policy, its style sheet, and the few files it starts with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::Site;
use crate::pages::{PageContent, figure};
use crate::route::{Links, Page};

/// The policy of a page. `paint` is the hash of the one script that stands in the page, `styles` are sources for style
/// sheets. Nothing else inline runs, nothing comes from elsewhere.
/// On the tool's page, and the checker's, a worker may only be made from a blob, because such a worker inherits this policy; the others
/// start the service worker, which has an address.
pub fn policy(paint: &str, styles: &str, page: &Page) -> String {
    let takes_files = page.has_tool() || *page == Page::Check;
    let workers = if takes_files { "blob:" } else { "'self' blob:" };
    format!(
        "default-src 'none'; script-src 'self' {paint} 'wasm-unsafe-eval'; style-src {styles}; font-src 'self'; \
         img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src {workers}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types analyzer offline"
    )
}

/// The style sheet as it stands in one page.
fn style_sheet(styles: &str, links: &Links) -> String {
    styles.replace("url(\"fonts/", &format!("url(\"{}", links.file("fonts/")))
}

/// The hash by which the policy knows the page's style sheet.
pub(super) fn style_hash(styles: &str, links: &Links) -> String {
    hash(&style_sheet(styles, links))
}

/// The source by which a policy knows what stands in the page.
pub(super) fn hash(inline: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(inline)))
}

pub(super) fn write(site: &Site, page: &PageContent) -> String {
    let (assets, links) = (site.assets, &site.links);
    let tags = [
        "<meta charset=\"utf-8\">".to_owned(),
        format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
            policy(&hash(&assets.paint), &style_hash(&assets.styles(&links.here), links), &links.here)
        ),
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">".to_owned(),
        format!("<title>{}</title>", escaped(&page.title)),
        format!("<meta name=\"description\" content=\"{}\">", escaped(&page.description)),
        "<meta name=\"color-scheme\" content=\"light dark\">".to_owned(),
        "<meta name=\"theme-color\" content=\"#fcfcf9\" media=\"(prefers-color-scheme: light)\">".to_owned(),
        "<meta name=\"theme-color\" content=\"#14181b\" media=\"(prefers-color-scheme: dark)\">".to_owned(),
        "<meta name=\"referrer\" content=\"no-referrer\">".to_owned(),
        format!("<script>{}</script>", assets.paint),
        format!("<style>{}</style>", style_sheet(&assets.styles(&links.here), links)),
        format!("<link rel=\"manifest\" href=\"{}\">", links.file(&assets.manifest)),
        format!("<link rel=\"icon\" type=\"image/svg+xml\" href=\"{}\">", links.file(&assets.icon)),
    ];
    let mut head: Vec<String> = tags.into();
    head.extend(site.address.into_iter().flat_map(|address| address.tags(&links.here, page)));
    if links.here == Page::Embed {
        // What is followed from a frame opens beside it; a frame on another site is no place for a lesson.
        head.push("<base target=\"_blank\">".to_owned());
    }
    if links.here.is_listed() {
        head.push("<link rel=\"alternate\" type=\"text/markdown\" href=\"index.md\">".to_owned());
    }
    if links.here.has_tool() {
        head.extend(assets.first_fonts().map(|font| {
            format!(
                "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"{}\">",
                links.file(font)
            )
        }));
        for module in std::iter::once(&assets.ui_script).chain(&assets.engine) {
            head.push(format!("<link rel=\"modulepreload\" href=\"{}\">", links.file(module)));
        }
        head.push(format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{}\">",
            links.file(&assets.ui_module)
        ));
        head.push(scripts(site, page));
    }
    format!("<head>\n{}\n</head>", head.join("\n"))
}

/// What ends the body. A page that is read asks for its scripts when its text is there; the tool's cannot be there too
/// early, and stand in its head.
pub(super) fn last(site: &Site, page: &PageContent) -> String {
    if site.links.here.has_tool() { String::new() } else { scripts(site, page) }
}

fn scripts(site: &Site, page: &PageContent) -> String {
    let tag =
        |module: &String| format!("<script type=\"module\" src=\"{}\"></script>", site.links.file(module));
    modules(site, page).into_iter().map(tag).collect::<Vec<_>>().join("\n")
}

/// The scripts of a page, in the order in which they run.
fn modules<'s>(site: &Site<'s>, page: &PageContent) -> Vec<&'s String> {
    let (assets, here) = (site.assets, &site.links.here);
    let has_code =
        matches!(here, Page::Course | Page::Lesson(_) | Page::Image(_) | Page::Proof | Page::Error(_));
    let mut modules: Vec<&String> = Vec::new();
    // A page in a frame has no masthead, and so no search.
    modules.extend(figure::plays(site, here).into_iter().filter_map(|play| assets.plays.get(play.name())));
    modules.extend(assets.site.first().filter(|_| *here != Page::Embed));
    modules.extend(assets.generator.first().filter(|_| *here == Page::Dockerfile));
    modules.extend(Some(&assets.check).filter(|_| *here == Page::Check));
    modules.extend(Some(&assets.paste).filter(|_| matches!(here, Page::Home | Page::Errors)));
    let is_image = matches!(here, Page::Images | Page::Image(_) | Page::Libraries);
    modules.extend(Some(&assets.explore).filter(|_| is_image));
    // Before what wakes the tool, so that it hears of it.
    modules.extend(assets.keeping.first().filter(|_| matches!(here, Page::Home | Page::Check)));
    modules.extend(Some(&assets.reading).filter(|_| has_code));
    modules.extend(Some(&assets.boot).filter(|_| page.has_island));
    modules
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_lets_nothing_inline_and_nothing_foreign_run() {
        let policy = policy("'sha256-y'", "'sha256-x'", &Page::Home);
        assert!(policy.contains("worker-src blob:;"));
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'sha256-y' "));
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"));
        assert!(!policy.contains("http"));
    }

    #[test]
    fn the_hash_is_that_of_the_sheet_in_the_page() {
        let styles = "@font-face{src:url(\"fonts/a.woff2\")}";
        let home = Links::from(&Page::Home, "/");
        let lesson = Links::from(&Page::Lesson("x".to_owned()), "/");
        assert!(style_sheet(styles, &lesson).contains("url(\"../../fonts/a.woff2\")"));
        assert_ne!(style_hash(styles, &home), style_hash(styles, &lesson));
    }
}
