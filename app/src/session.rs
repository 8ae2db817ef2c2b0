//! The visitor's file and choices, and nothing that can be worked out from them.

use std::rc::Rc;

use analyzer::report::Answer;

use crate::event::{Attempt, Event};
use crate::json::Json;
use crate::received::{Received, maybe, maybe_number, number, one, text, texts};

#[derive(Default)]
pub struct Session {
    pub stage: Stage,
    /// Something is being dragged over the page.
    pub dragging: bool,
    /// The page has locked itself away from the network.
    pub locked: bool,
    /// What came of trying to send something from the locked page.
    pub attempts: Vec<Attempt>,
    /// The image whose Dockerfile is shown; none means the recommended one.
    pub picked: Option<String>,
    /// The Dockerfile copies the finished file instead of building it.
    pub prebuilt: bool,
    /// Beside the copy button.
    pub said: String,
    /// Of the search through the whole file, beside the answer, and whether it can be stopped.
    pub search: (String, bool),
}

#[derive(Default)]
pub enum Stage {
    #[default]
    Empty,
    Reading(Reading),
    Answered(Rc<Found>),
    Failed(Failure),
}

pub struct Reading {
    pub name: String,
    /// Bytes, where they are known.
    pub size: Option<u64>,
    pub slices: u64,
    pub bytes: u64,
    /// It takes longer than a blink, so there is something to show.
    pub slow: bool,
}

/// An answer, and what it cost to get.
pub struct Found {
    pub answer: Answer,
    /// The programs that came at once, when there are several.
    pub program: Option<Choice>,
    /// Whose words a refusal is shown in.
    pub runtime: Choice,
    /// What was judged along with the program, and what could not be read.
    pub note: String,
    pub slices: u64,
    pub bytes: u64,
    /// Bytes of everything that was handed over.
    pub size: u64,
    pub milliseconds: u64,
    /// Milliseconds of the search through the whole file, once that was made.
    pub searched: Option<u64>,
    /// The day it was found, `YYYY-MM-DD`.
    pub today: String,
}

impl Received for Found {
    fn from_json(message: &Json) -> Self {
        Found {
            answer: one(message, "answer"),
            program: maybe(message, "program"),
            runtime: one(message, "runtime"),
            note: text(message, "note"),
            slices: number(message, "slices"),
            bytes: number(message, "bytes"),
            size: number(message, "size"),
            milliseconds: number(message, "milliseconds"),
            searched: maybe_number(message, "searched"),
            today: text(message, "today"),
        }
    }
}

/// One of several names. `assets/engine.js` hears when another is picked, and judges again.
pub struct Choice {
    pub options: Vec<String>,
    pub chosen: u64,
}

impl Received for Choice {
    fn from_json(json: &Json) -> Self {
        Choice { options: texts(json, "options"), chosen: number(json, "chosen") }
    }
}

#[derive(Debug, PartialEq)]
pub struct Failure {
    pub name: String,
    pub reason: FailureReason,
}

#[derive(Debug, PartialEq)]
pub enum FailureReason {
    /// The analyzer's own sentence.
    Unreadable(String),
    Broke(Breakage),
    /// A sample that could not be fetched.
    NoSample,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// The analyzer could not be fetched.
    Unreachable,
    /// The browser refuses to compile WebAssembly.
    NoWebAssembly,
    /// It stopped in the middle of a file.
    Crashed,
}

impl Session {
    /// Takes note of what happened.
    pub fn note(&mut self, event: Event) {
        match event {
            Event::Drag(over) => self.dragging = over,
            Event::Chosen { name, size } => {
                self.stage = Stage::Reading(Reading { name, size, slices: 0, bytes: 0, slow: false });
                self.dragging = false;
                self.picked = None;
                self.prebuilt = false;
            }
            Event::Locked => self.locked = true,
            Event::TakesLonger => {
                if let Stage::Reading(reading) = &mut self.stage {
                    reading.slow = true;
                }
            }
            Event::Progress { slices, bytes } => {
                if let Stage::Reading(reading) = &mut self.stage {
                    reading.slices = slices;
                    reading.bytes = bytes;
                }
            }
            Event::Searching { words, going } => self.search = (words, going),
            Event::Answered(found) => self.stage = Stage::Answered(found),
            Event::Failed(reason) => {
                let name = match &mut self.stage {
                    Stage::Reading(reading) => std::mem::take(&mut reading.name),
                    _ => String::new(),
                };
                self.stage = Stage::Failed(Failure { name, reason });
            }
            Event::Tried(attempts) => self.attempts = attempts,
            Event::Said(words) => self.said = words,
            Event::Cancelled => self.stage = Stage::Empty,
            Event::Picked(image) => self.picked = Some(image),
            Event::Prebuilt(prebuilt) => self.prebuilt = prebuilt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(name: &str) -> Event {
        Event::Chosen { name: name.to_owned(), size: Some(1) }
    }

    fn after(events: impl IntoIterator<Item = Event>) -> Session {
        let mut session = Session::default();
        events.into_iter().for_each(|event| session.note(event));
        session
    }

    #[test]
    fn a_second_file_replaces_the_first_and_its_choices() {
        let session =
            after([chosen("a"), Event::Picked("scratch".to_owned()), Event::Prebuilt(true), chosen("b")]);
        assert_eq!(session.picked, None);
        assert!(!session.prebuilt);
        assert!(matches!(&session.stage, Stage::Reading(reading) if reading.name == "b"));
    }

    #[test]
    fn the_lock_outlives_every_file() {
        assert!(after([chosen("a"), Event::Locked, Event::Cancelled, chosen("b")]).locked);
    }

    #[test]
    fn a_failure_says_which_file() {
        let session = after([chosen("a"), Event::Failed(FailureReason::Broke(Breakage::Crashed))]);
        assert!(matches!(&session.stage, Stage::Failed(failure) if failure.name == "a"));
    }

    #[test]
    fn a_message_of_the_engine_is_an_event() {
        let message =
            Json::parse(r#"{"kind":"tried","ways":[{"way":"fetch","by":"connect-src"},{"way":"image"}]}"#);
        let Some(Event::Tried(ways)) = message.as_ref().and_then(Event::of) else { panic!("no attempts") };
        assert_eq!(ways[0].stopped_by.as_deref(), Some("connect-src"));
        assert_eq!(ways[1].stopped_by, None);
        assert!(Json::parse(r#"{"kind":"news"}"#).as_ref().and_then(Event::of).is_none());
    }
}
