//! The picture that stands beside a link to a page elsewhere (Open Graph): its title on paper, set in the site's own
//! faces, beside the ladder. Drawn only where the site's address is known, for a picture is named by a whole one.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

/// What services that show previews expect.
pub(super) const SIZE: (u32, u32) = (1200, 630);
pub(super) const NAME: &str = "preview.png";

/// Letters on a line; the widest of these faces is a little over half as wide as it is high.
const TITLE_LINE: usize = 26;
const TEXT_LINE: usize = 58;

pub(super) struct Painter {
    options: Options<'static>,
}

impl Painter {
    /// Takes the faces that the pages are set in.
    pub(super) fn new(source: &Path) -> Result<Self, Box<dyn Error>> {
        let mut faces = Database::new();
        for face in ["regular", "semibold"] {
            let file = source.join(format!("app/assets/fonts/final-stage-serif-{face}.woff2"));
            let face = wuff::decompress_woff2(&fs::read(&file)?)
                .map_err(|error| format!("{}: {error:?}", file.display()))?;
            faces.load_font_data(face);
        }
        let options = Options {
            font_family: "Final Stage Serif".to_owned(),
            fontdb: Arc::new(faces),
            ..Options::default()
        };
        Ok(Painter { options })
    }

    /// A PNG file.
    pub(super) fn paint(&self, title: &str, text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
        let tree = Tree::from_str(&drawing(title, text), &self.options)?;
        let mut canvas = Pixmap::new(SIZE.0, SIZE.1).ok_or("a picture has a size")?;
        resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
        Ok(canvas.encode_png()?)
    }
}

/// Colours are those of the light theme.
fn drawing(title: &str, text: &str) -> String {
    let title = lines(title, TITLE_LINE, 3);
    let text = lines(text, TEXT_LINE, 3);
    let below = 250 + 84 * title.len();
    let set = |lines: &[String], top: usize, step: usize, style: &str| -> String {
        let line = |(number, line): (usize, &String)| {
            format!("<text x=\"250\" y=\"{}\" {style}>{}</text>", top + step * number, escaped(line))
        };
        lines.iter().enumerate().map(line).collect()
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\
         <rect width=\"1200\" height=\"630\" fill=\"#fcfcf9\"/>\
         <g transform=\"translate(30 150) scale(6)\" fill=\"none\" stroke=\"#161a1d\" stroke-width=\"2.2\" stroke-linecap=\"round\">\
         <path d=\"M7 3v50M7 6h19M7 18h14M7 53h4\"/><path d=\"M8 36h9\" stroke=\"#0b6b4f\" stroke-width=\"4.4\"/></g>\
         <text x=\"250\" y=\"120\" font-size=\"32\" fill=\"#545b5f\">Final Stage</text>{}{}</svg>",
        set(&title, 230, 84, "font-size=\"72\" font-weight=\"600\" fill=\"#161a1d\""),
        set(&text, below, 46, "font-size=\"34\" fill=\"#545b5f\""),
    )
}

/// Words on lines of at most so many letters; what is left over after `most` lines ends in an ellipsis.
fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        lines.last_mut().into_iter().for_each(|line| line.push('\u{2026}'));
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_on_lines_that_are_not_too_long() {
        assert_eq!(lines("one two three", 7, 3), ["one two", "three"]);
        assert_eq!(lines("one two three", 3, 2), ["one", "two\u{2026}"]);
    }

    #[test]
    fn a_picture_has_its_size_and_something_on_it() {
        let painter =
            Painter::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).expect("faces load");
        let with_title = painter.paint("Symbol versions", "Why").expect("it is drawn");
        let bare = painter.paint("", "").expect("it is drawn");
        assert_eq!(&with_title[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&with_title[16..24], [1200_u32.to_be_bytes(), 630_u32.to_be_bytes()].concat());
        assert!(
            with_title.len() > bare.len() + 2000,
            "the title is set: {} {}",
            with_title.len(),
            bare.len()
        );
    }
}
