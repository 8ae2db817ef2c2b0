//! What each widget demands of its fence.

use serde::Deserialize;
use toml::value::Datetime;

use super::super::{code, fact, front_matter};
use super::body::{Body, Checked, from_toml};
use crate::{
    Analysis, Compare, Dockerfile, Frame, Image, Ladder, Phrase, Processes, Quiz, Said, Simulator, Sizes,
    Switch, Transcript, Walk,
};

impl Checked for Analysis {
    fn check(&mut self, body: &mut Body) {
        body.sample("sample", &self.sample);
        if let Some(image) = &self.image {
            body.image("image", image);
        }
    }
}

impl Checked for Ladder {
    fn check(&mut self, body: &mut Body) {
        body.sample("sample", &self.sample);
        body.images("images", &self.images);
        body.phrase(&mut self.question);
    }
}

impl Checked for Sizes {
    fn check(&mut self, body: &mut Body) {
        body.images("images", &self.images);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Image {
    fn check(&mut self, body: &mut Body) {
        body.image("image", &self.image);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Compare {
    fn check(&mut self, body: &mut Body) {
        body.image("left", &self.left);
        body.image("right", &self.right);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Walk {
    fn check(&mut self, body: &mut Body) {
        body.sample("sample", &self.sample);
        body.image("image", &self.image);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Said {
    fn check(&mut self, body: &mut Body) {
        body.sample("sample", &self.sample);
        body.image("image", &self.image);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Dockerfile {
    fn check(&mut self, body: &mut Body) {
        body.sample("sample", &self.sample);
        body.image("image", &self.image);
        body.phrase(&mut self.caption);
    }
}

impl Checked for Quiz {
    fn check(&mut self, body: &mut Body) {
        let right = self.choices.iter().filter(|choice| choice.right).count();
        if self.choices.len() < 2 || right != 1 {
            let found = self.choices.len();
            body.wrong(
                "question",
                format!("found {found} choices, {right} of them right; allowed: two or more, one right"),
            );
        }
        body.phrase(&mut self.question);
        for choice in &mut self.choices {
            body.phrase(&mut choice.text);
            body.phrase(&mut choice.why);
        }
    }
}

impl Checked for Processes {
    fn check(&mut self, body: &mut Body) {
        body.phrase(&mut self.caption);
        frames(body, &mut self.frames);
    }
}

impl Checked for Simulator {
    fn check(&mut self, body: &mut Body) {
        body.phrase(&mut self.caption);
        frames(body, &mut self.frames);
        for (switch, needs) in [(Switch::Forwards, Switch::Handles), (Switch::Slow, Switch::Handles)] {
            if self.on.contains(&switch) && !self.on.contains(&needs) {
                body.wrong("on", format!("`{}` says nothing without `{}`", switch.name(), needs.name()));
            }
        }
    }
}

fn frames(body: &mut Body, frames: &mut [Frame]) {
    for frame in frames {
        body.phrase(&mut frame.title);
        let mut before = Vec::new();
        for process in &mut frame.processes {
            if process.parent.is_none() != before.is_empty() {
                let pid = process.pid;
                body.wrong("caption", format!("process {pid}: only the first of a frame has no parent"));
            }
            if let Some(parent) = process.parent.filter(|parent| !before.contains(parent)) {
                let pid = process.pid;
                body.wrong("caption", format!("process {pid}: its parent {parent} does not stand before it"));
            }
            before.push(process.pid);
            if let Some(note) = &mut process.note {
                body.phrase(note);
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    date: Datetime,
    system: Phrase,
    text: String,
}

/// The text of a transcript becomes lines with prompts and commands marked.
pub(super) fn transcript(body: &mut Body) -> Option<Transcript> {
    let Written { date, mut system, text } = from_toml(body.text, body.start, body.errors)?;
    body.phrase(&mut system);
    let Some(date) = front_matter::day(&date) else {
        body.wrong("date", "the date must be a day, as in 2026-11-21".to_owned());
        return None;
    };
    let text = fact::fill(&text, body.start, body.known, body.errors);
    Some(Transcript { date, system, lines: code::html("console", text.trim_end()) })
}
