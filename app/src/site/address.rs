//! What needs the address under which the site is known to others: canonical links, previews, the site map and the
//! feed. The build knows it when `--public-url` is a whole address; else these are left out, for a wrong one harms more
//! than none.

use std::fs;
use std::path::Path;

use super::{Content, Rendered, preview};
use crate::pages::PageContent;
use crate::route::Page;

/// `https://example.org/final-stage/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    pub(super) fn of(public_url: &str) -> Option<Self> {
        let is_whole = public_url.starts_with("https://") || public_url.starts_with("http://");
        is_whole.then(|| Address(format!("{}/", public_url.trim_end_matches('/'))))
    }

    fn to(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub fn root(&self) -> &str {
        &self.0
    }

    /// The tags in the head of a page. A page for missing ones has no address of its own; the tool in a frame is the tool.
    pub(super) fn tags(&self, page: &Page, content: &PageContent) -> Vec<String> {
        if *page == Page::Embed {
            return vec![format!("<link rel=\"canonical\" href=\"{}\">", escaped(&self.0))];
        }
        if !page.is_listed() {
            return Vec::new();
        }
        let address = escaped(&self.to(&page.folder()));
        let kind = if matches!(page, Page::Lesson(_)) { "article" } else { "website" };
        let mut tags = vec![format!("<link rel=\"canonical\" href=\"{address}\">")];
        let preview = [
            ("og:type", kind.to_owned()),
            ("og:site_name", "Final Stage".to_owned()),
            ("og:title", content.title.clone()),
            ("og:description", content.description.clone()),
            ("og:url", self.to(&page.folder())),
            ("og:image", self.to(&format!("{}{}", page.folder(), preview::NAME))),
            ("og:image:width", preview::SIZE.0.to_string()),
            ("og:image:height", preview::SIZE.1.to_string()),
            ("og:image:alt", format!("{}: {}", content.title, content.description)),
        ];
        tags.extend(
            preview
                .map(|(name, value)| format!("<meta property=\"{name}\" content=\"{}\">", escaped(&value))),
        );
        tags.push("<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned());
        let feed = self.to("feed.xml");
        tags.push(format!(
            "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}\">",
            escaped(&feed)
        ));
        tags
    }

    fn site_map(&self, pages: &[Rendered]) -> String {
        let pages = pages.iter().filter(|page| page.page.is_listed());
        let entries: String = pages
            .map(|page| format!("<url><loc>{}</loc></url>\n", escaped(&self.to(&page.page.folder()))))
            .collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{entries}</urlset>\n"
        )
    }

    /// An Atom feed (RFC 4287) of what has a day: the images as they were last measured, and the last run of the proof.
    fn feed(&self, content: &Content) -> String {
        let images = content.catalog.images;
        let measured = images.iter().filter(|image| image.measured).count();
        let proof = &content.proof.summary;
        let mut entries = [
            (
                content.catalog.date,
                format!("Images measured on {}", content.catalog.date),
                format!(
                    "{measured} of {} images of the catalog are measured from their packages.",
                    images.len()
                ),
                "images/",
            ),
            (
                proof.date.as_str(),
                format!("Proof run on {}", proof.date),
                format!("{} pairs of a program and an image were tried, {} agree.", proof.pairs, proof.agree),
                "proof/",
            ),
        ];
        entries.sort_by_key(|(day, ..)| std::cmp::Reverse(*day));
        let newest = entries.first().map(|(day, ..)| *day).unwrap_or_default();
        let entries: String = entries
            .iter()
            .map(|(day, title, summary, path)| {
                let address = escaped(&self.to(path));
                format!(
                    "<entry><title>{title}</title><id>{address}#{day}</id><link href=\"{address}\"/>\
                     <updated>{day}T00:00:00Z</updated><summary>{summary}</summary></entry>\n"
                )
            })
            .collect();
        let root = escaped(&self.0);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
             <title>Final Stage</title><id>{root}</id><link href=\"{root}\"/><link rel=\"self\" href=\"{root}feed.xml\"/>\n\
             <author><name>Final Stage</name></author><updated>{newest}T00:00:00Z</updated>\n{entries}</feed>\n"
        )
    }
}

/// `robots.txt` everywhere, the site map and the feed where the address is known.
pub(super) fn publish(
    address: Option<&Address>,
    content: &Content,
    pages: &[Rendered],
    staging: &Path,
) -> std::io::Result<()> {
    let mut robots = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(address) = address {
        robots.push_str(&format!("Sitemap: {}\n", address.to("sitemap.xml")));
        fs::write(staging.join("sitemap.xml"), address.site_map(pages))?;
        fs::write(staging.join("feed.xml"), address.feed(content))?;
    }
    fs::write(staging.join("robots.txt"), robots)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn only_a_whole_address_is_one() {
        assert_eq!(Address::of("/"), None);
        assert_eq!(Address::of("/final-stage/"), None);
        let address = Address::of("https://example.org/final-stage").expect("it is whole");
        assert_eq!(address.to("learn/"), "https://example.org/final-stage/learn/");
    }
}
