//! `finalstage dockerfile`: the text on standard output, ready for a file.

use analyzer::dockerfile::Line;
use analyzer::{Machine, layout};

use crate::Ending;
use crate::arguments::{Dockerfile, Scan};
use crate::check::pick;
use crate::handed::Gathered;
use crate::terminal;

pub(crate) fn run(options: &Dockerfile) -> Ending {
    let gathered = Gathered::from(&options.files, Scan::Auto);
    if let Some(error) = gathered.errors.first() {
        return Ending::Wrong(error.clone());
    }
    let judged = layout::judged(&gathered.files);
    let [program] = judged.as_slice() else {
        let names: Vec<String> = judged.iter().filter_map(|place| gathered.name(*place)).collect();
        return Ending::Wrong(format!(
            "one Dockerfile starts one program, and there are {}: {}; name one of them, with its libraries",
            names.len(),
            names.join(", ")
        ));
    };
    let Some(answer) = analyzer::answer_among(&gathered.files, *program, Machine::default()) else {
        return Ending::Wrong("there is no program to write a Dockerfile for".to_owned());
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
