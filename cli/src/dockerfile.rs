//! `finalstage dockerfile`: the text on standard output, ready for a file, or all files in a directory.
//! What is not asked for with an option is taken from the program, where there is one.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use analyzer::dockerfile::choice::{self, CHOICES, Group, Kind, Pair};
use analyzer::dockerfile::{File, generate};
use analyzer::{Machine, layout};

use crate::Ending;
use crate::arguments::{Dockerfile, Scan};
use crate::check::pick;
use crate::handed::Gathered;
use crate::terminal;

pub(crate) fn run(options: &Dockerfile) -> Ending {
    let given = if options.files.is_empty() {
        options.image.iter().map(|image| ("image".to_owned(), image.clone())).collect()
    } else {
        match of_program(options) {
            Ok(given) => given,
            Err(wrong) => return Ending::Wrong(wrong),
        }
    };
    let made = generate(&choice::over(&given, &options.choices));
    if let Some(mistake) = made.mistakes.first() {
        return Ending::Wrong(mistake.sentence.clone());
    }
    let Some(dockerfile) = made.files.first() else {
        return Ending::Wrong("there is nothing to write".to_owned());
    };
    match &options.write {
        None => {
            terminal::print(&dockerfile.text());
            Ending::Fine
        }
        Some(directory) => match write(directory, &made.files) {
            Ok(()) => Ending::Fine,
            Err(wrong) => Ending::Wrong(wrong),
        },
    }
}

/// The choices that the program's own facts make for an image.
fn of_program(options: &Dockerfile) -> Result<Vec<Pair>, String> {
    let gathered = Gathered::from(&options.files, Scan::Auto);
    if let Some(error) = gathered.errors.first() {
        return Err(error.clone());
    }
    let judged = layout::judged(&gathered.files);
    let [program] = judged.as_slice() else {
        let names: Vec<String> = judged.iter().filter_map(|place| gathered.name(*place)).collect();
        return Err(format!(
            "one Dockerfile starts one program, and there are {}: {}; name one of them, with its libraries",
            names.len(),
            names.join(", ")
        ));
    };
    let Some(answer) = analyzer::answer_among(&gathered.files, *program, Machine::default()) else {
        return Err("there is no program to write a Dockerfile for".to_owned());
    };
    if let (Some(stranger), true) = (&answer.report.stranger, answer.dockerfiles.is_empty()) {
        return Err(format!("{}: {} {}", answer.report.file.name, stranger.what, stranger.advice));
    }
    let image = match (&options.image, &answer.report.recommendation) {
        (Some(image), _) => match pick(&answer.report, image) {
            Some(image) => image.image,
            None => {
                return Err(format!("the catalog has no image {image:?}; finalstage images lists them"));
            }
        },
        (None, Some(recommendation)) => recommendation.image.clone(),
        (None, None) => {
            return Err(format!(
                "{}: no image of the catalog is known to hold it; name one with --image",
                answer.report.file.name
            ));
        }
    };
    let texts = if options.prebuilt { &answer.prebuilt } else { &answer.dockerfiles };
    let text = texts.iter().find(|text| text.image == image);
    Ok(text.map(|text| choice::pairs(&text.choices)).unwrap_or_default())
}

/// Writes every file and says so. What is there already stays: nobody wants a Makefile of theirs replaced.
fn write(directory: &Path, files: &[File]) -> Result<(), String> {
    let place = |file: &File| directory.join(&file.path);
    if let Some(there) = files.iter().map(place).find(|path| path.exists()) {
        return Err(format!("{} is there already, and nothing was written", there.display()));
    }
    for file in files {
        let path = place(file);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| OpenOptions::new().write(true).create_new(true).open(&path))
            .and_then(|mut open| open.write_all(file.text().as_bytes()));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
        terminal::print(&format!("{}\n  {}\n", path.display(), file.purpose));
    }
    Ok(())
}

/// The options as the form has them, each with when to want it.
pub(crate) fn choices() -> String {
    let mut text = "\
Writes the Dockerfile of a program, or of none yet: finalstage dockerfile --language go --port 8080.

Usage: finalstage dockerfile [FILE…] [--image REF] [--prebuilt] [--write DIR] [--CHOICE VALUE]…

What is not chosen is taken from the program, and without one has the default that stands first.
"
    .to_owned();
    for group in Group::ALL {
        text.push_str(&format!("\n{}\n", group.title()));
        for choice in CHOICES.iter().filter(|choice| choice.group == group) {
            let value = match choice.kind {
                Kind::Flag { default: true } => "[=off]".to_owned(),
                Kind::Flag { default: false } => String::new(),
                Kind::One(values) => {
                    let names: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
                    format!(" {}", names.join("|"))
                }
                Kind::Image => " REF".to_owned(),
                Kind::Text { default, example } => {
                    format!(" {}", if default.is_empty() { example } else { default })
                }
                Kind::Many { example } => format!(" {example} \u{2026}"),
            };
            let of = if choice.languages.is_empty() {
                String::new()
            } else {
                format!(" ({})", choice.languages.join(", "))
            };
            text.push_str(&format!("  --{}{value}{of}\n      {}\n", choice.name, choice.when));
        }
    }
    text
}
