//! Which style sheets a page carries. All of a page's style stands in its head, so it carries what it uses and
//! no more: a reading page with its style fits the first round trip of a connection.

use crate::pages::figure::Play;
use crate::route::Page;

macro_rules! sheet {
    ($name:literal) => {
        include_str!(concat!("../../style/", $name, ".css"))
    };
}

const EVERYWHERE: [&str; 4] = [sheet!("tokens"), sheet!("base"), sheet!("layout"), sheet!("arrival")];

/// The sheets of a page, in the order in which they override each other.
pub(super) fn sheets(page: &Page) -> String {
    let own: &[&str] = match page {
        Page::Home | Page::Embed => &[
            sheet!("tool"),
            sheet!("report"),
            sheet!("ladder"),
            sheet!("dockerfile"),
            sheet!("highlight"),
            sheet!("facts"),
            sheet!("errors"),
            sheet!("room"),
        ],
        Page::Errors => &[sheet!("errors")],
        Page::Error(_) => &[
            sheet!("ladder"),
            sheet!("dockerfile"),
            sheet!("highlight"),
            sheet!("lesson"),
            sheet!("figure"),
            sheet!("errors"),
        ],
        Page::Lesson(_) => &[
            sheet!("ladder"),
            sheet!("dockerfile"),
            sheet!("highlight"),
            sheet!("facts"),
            sheet!("lesson"),
            sheet!("figure"),
        ],
        Page::Dockerfile => &[
            sheet!("report"),
            sheet!("dockerfile"),
            sheet!("highlight"),
            sheet!("lesson"),
            sheet!("generator"),
            sheet!("room"),
        ],
        Page::Images | Page::Image(_) | Page::Libraries => &[
            sheet!("ladder"),
            sheet!("lesson"),
            sheet!("figure"),
            sheet!("images"),
            sheet!("explore"),
            sheet!("room"),
        ],
        Page::Check => &[sheet!("highlight"), sheet!("check"), sheet!("room")],
        Page::Glossary => &[sheet!("glossary")],
        Page::Proof => &[sheet!("lesson"), sheet!("proof")],
        Page::Course | Page::About | Page::Pages | Page::NotFound => &[],
    };
    EVERYWHERE.iter().chain(own).map(|sheet| squeezed(sheet)).collect()
}

/// The search's dialog, whose style comes with its script.
pub(super) fn search() -> String {
    squeezed(sheet!("search"))
}

/// What tells of a visitor's file, on every page; comes with its scripts.
pub(super) fn kept() -> String {
    squeezed(sheet!("kept"))
}

/// What comes with the script for readers.
pub(super) fn reading() -> String {
    squeezed(sheet!("reading"))
}

/// What comes with the script of a figure that can be played with.
pub(super) fn play(play: Play) -> String {
    squeezed(match play {
        Play::Walk => sheet!("figure/walk"),
        Play::Ladder => sheet!("figure/predict"),
        Play::Quiz => sheet!("figure/quiz"),
        Play::Simulator => sheet!("figure/simulator"),
    })
}

/// A sheet without its comments, indentation and line ends. Our sheets hold no string with a comment in it.
fn squeezed(sheet: &str) -> String {
    let mut code = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        code.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    let mut text = String::with_capacity(code.len());
    for line in code.lines().map(str::trim).filter(|line| !line.is_empty()) {
        text.push_str(&line.replace(": ", ":").replace(" {", "{").replace(", ", ","));
        // A selector or a value may go on in the next line; only a finished one needs no blank.
        if !line.ends_with([';', '{', '}', ',']) {
            text.push(' ');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::squeezed;

    #[test]
    fn a_squeezed_sheet_means_the_same() {
        let sheet = "/* why */\n.a,\n.b {\n  margin: 0 auto;\n  font: 1rem /\n    1.5 serif;\n}\n";
        assert_eq!(squeezed(sheet), ".a,.b{margin:0 auto;font:1rem / 1.5 serif;}");
    }
}
