//! Each page as Markdown, beside the page, and `llms.txt`, which lists them: for who reads with a program.

use dom_query::Document;

use super::Rendered;
use crate::route::Page;

/// Elements that are no text.
const SKIPPED: [&str; 9] =
    ["nav", "svg", "script", "style", "button", "select", "input", "noscript", "search"];

/// What is in the page's `main` element. Links are relative to the page's folder, as in the page.
pub(super) fn page(main: &str) -> String {
    let document = Document::fragment(main);
    document.select(".section-number").remove();
    // On the page these are columns; in a line of text they would run into each other.
    document.select(".rung-line > span + span, .rung-line > svg + span").before_html(", ");
    document.select("summary > span + span").before_html(": ");
    let mut text = document.root().md(Some(&SKIPPED)).trim().to_owned();
    text.push('\n');
    text
}

/// The list of all pages, as <https://llmstxt.org/> has it: a heading, a sentence, and links by
/// section. `root` stands before each address.
pub(super) fn list(pages: &[Rendered], root: &str) -> String {
    let mut text = "# Final Stage\n\n> Reads a Linux executable and says in which container base images it starts, the exact \
                    error it dies with in the others, and the Dockerfile for the smallest that holds it. Every page is here \
                    as Markdown.\n"
        .to_owned();
    for section in ["Tool", "Course", "Errors", "Images", "Reference"] {
        text.push_str(&format!("\n## {section}\n\n"));
        for page in pages.iter().filter(|page| self::section(&page.page) == Some(section)) {
            let title = page.content.title.trim_end_matches(" \u{b7} Final Stage");
            let address = format!("{root}{}index.md", page.page.folder());
            text.push_str(&format!("- [{title}]({address}): {}\n", page.content.description));
        }
    }
    text
}

fn section(page: &Page) -> Option<&'static str> {
    Some(match page {
        Page::NotFound | Page::Pages | Page::Embed => return None,
        Page::Home | Page::Dockerfile | Page::Check => "Tool",
        Page::Course | Page::Lesson(_) => "Course",
        Page::Images | Page::Image(_) => "Images",
        Page::Errors | Page::Error(_) => "Errors",
        _ => "Reference",
    })
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_keeps_its_text_its_code_and_its_links() {
        let main = "<nav>x</nav><h1>A</h1><h2 id=\"b\"><a class=\"section-number\" href=\"#b\">1</a> B</h2><p>See \
                    <a href=\"../c/\">c</a>.</p><pre class=\"code\"><code>ldd app</code></pre>";
        let columns = "<label class=\"rung-line\"><span>scratch</span><svg></svg><span>0 B</span><span>runs</span></label>";
        assert_eq!(page(columns), "scratch, 0 B, runs\n");
        assert_eq!(page(main), "# A\n\n## B\n\nSee [c](../c/).\n\n```\nldd app\n```\n");
    }
}
