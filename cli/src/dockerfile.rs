//! `finalstage dockerfile`: the text on standard output, ready for a file.

use analyzer::dockerfile::Line;

use crate::Ending;
use crate::arguments::Dockerfile;
use crate::check::pick;
use crate::{file, terminal};

pub(crate) fn run(options: &Dockerfile) -> Ending {
    let answer = match file::answer(&options.file) {
        Ok(answer) => answer,
        Err(error) => return Ending::Wrong(error),
    };
    if let (Some(stranger), true) = (&answer.report.stranger, answer.dockerfiles.is_empty()) {
        return Ending::Wrong(format!("{}: {} {}", answer.report.file.name, stranger.what, stranger.advice));
    }
    let image = match (&options.image, &answer.report.recommendation) {
        (Some(image), _) => match pick(&answer.report, image) {
            Some(image) => image.image,
            None => {
                return Ending::Wrong(format!(
                    "the catalog has no image {image:?}; finalstage images lists them"
                ));
            }
        },
        (None, Some(recommendation)) => recommendation.image.clone(),
        (None, None) => {
            return Ending::Wrong(format!(
                "{}: no image of the catalog is known to hold it; name one with --image",
                answer.report.file.name
            ));
        }
    };
    let texts = if options.prebuilt { &answer.prebuilt } else { &answer.dockerfiles };
    let lines =
        texts.iter().find(|text| text.image == image).map(|text| text.lines.as_slice()).unwrap_or_default();
    let text: String = lines.iter().map(Line::text).map(|line| line + "\n").collect();
    terminal::print(&text);
    Ending::Fine
}
