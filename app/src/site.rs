//! The build of the site: contents and bundles in, every page and file out. Pages are plain HTML; only
//! the islands in them are Yew.

mod address;
mod assets;
mod built;
mod content;
mod errors;
mod facts;
mod family;
mod frame;
mod glossary;
mod head;
mod headers;
mod inventory;
mod library;
mod markdown;
mod offline;
mod preview;
mod proof;
mod render;
mod search;
mod style;

pub use address::Address;
pub use assets::{Assets, hash};
pub use built::{Built, Case};
pub use content::{Content, Preset, Sample, Weighed};
pub(crate) use facts::upstream;
pub use glossary::Term;
pub use head::policy;
pub use inventory::{Inventory, Origin};
pub use library::{Carrier, Library};
pub use proof::{Behaviour, Engines, Limit, Musl, Proof, Summary};
pub use render::{island, still};

use std::error::Error;
use std::fs;
use std::path::Path;

use yew::prelude::*;

use crate::pages::{self, PageContent};
use crate::route::{Links, Page};

/// Writes the site into `staging`, where both bundles lie already, and returns the number of pages.
/// `source` is the root of the project, `public_url` the address the site is served under.
pub fn build(source: &Path, staging: &Path, public_url: &str) -> Result<usize, Box<dyn Error>> {
    let content = Content::load(source)?;
    let address = Address::of(public_url);
    let mut assets = Assets::publish(source, staging, &errors::list(&content.errors))?;
    for sample in &content.samples {
        let folder = staging.join("samples");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(&sample.name), &sample.bytes)?;
    }
    let lessons = content.course.lessons.iter().map(|lesson| lesson.slug.as_str());
    let images = content.catalog.images.iter().map(|image| image.slug);
    let errors = content.errors.iter().map(|error| error.slug.as_str());
    let pages = Page::all(lessons, images, errors);
    let mut rendered = Vec::new();
    let mut index = search::Index::default();
    for page in pages {
        let site = Site {
            content: &content,
            assets: &assets,
            links: Links::from(&page, public_url),
            address: address.as_ref(),
        };
        let page_content = render::run(pages::page(&site));
        let main = render::run(still(page_content.body.clone()));
        index.add(&page, &page_content.title, &main);
        rendered.push(Rendered { page, content: page_content, main });
    }
    assets.publish_search(source, staging, &index.json())?;
    let painter = address.as_ref().map(|_| preview::Painter::new(source)).transpose()?;
    let mut styles = Vec::new();
    for Rendered { page, content: page_content, main } in &rendered {
        let site = Site {
            content: &content,
            assets: &assets,
            links: Links::from(page, public_url),
            address: address.as_ref(),
        };
        let document = render::run(site.document(page_content, main));
        styles.push(head::style_hash(&assets.styles(page), &site.links));
        let file = staging.join(page.file());
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, document)?;
        if page.is_listed() {
            fs::write(file.with_extension("md"), markdown::page(main))?;
            if let Some(painter) = &painter {
                let title = page_content.title.trim_end_matches(" \u{b7} Final Stage");
                let picture = painter.paint(title, &page_content.description)?;
                fs::write(file.with_file_name(preview::NAME), picture)?;
            }
        }
        for (name, contents) in &page_content.files {
            fs::write(file.with_file_name(name), contents)?;
        }
    }
    let root = address.as_ref().map_or("", Address::root);
    fs::write(staging.join("llms.txt"), markdown::list(&rendered, root))?;
    address::publish(address.as_ref(), &content, &rendered, staging)?;
    fs::write(staging.join("_headers"), headers::write(&assets.paint, styles))?;
    offline::publish(source, staging)?;
    Ok(rendered.len())
}

/// A page whose contents are HTML already, and still without what every page has around it.
struct Rendered {
    page: Page,
    content: PageContent,
    main: String,
}

/// What a page is made from.
pub struct Site<'a> {
    pub content: &'a Content,
    pub assets: &'a Assets,
    pub links: Links,
    /// Where the site is known to others, if the build was told.
    pub address: Option<&'a Address>,
}

impl Site<'_> {
    /// The whole HTML document.
    async fn document(&self, page: &PageContent, main: &str) -> String {
        let head = head::write(self, page);
        let main = Html::from_html_unchecked(main.to_owned().into());
        let body = still(frame::frame(self, main)).await;
        // The tool's page is often the first one, and has its faces sent along; see `paint.js` for the others.
        let faces = if self.links.here.has_tool() { "sent" } else { "kept" };
        format!(
            "<!doctype html>\n<html lang=\"en\" data-faces=\"{faces}\">\n{head}\n<body>{body}{}</body>\n</html>\n",
            head::last(self, page)
        )
    }
}
