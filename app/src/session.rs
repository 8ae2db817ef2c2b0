//! The visitor's file and choices, and nothing that can be worked out from them.

use std::rc::Rc;

use analyzer::report::Answer;

use crate::event::{Attempt, Event};
use crate::json::Json;
use crate::received::{Received, number, text};

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
    /// How many other files came along and were not opened.
    pub others: u64,
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
    /// Bytes; unknown while a sample is being fetched.
    pub size: Option<u64>,
    pub slices: u64,
    pub bytes: u64,
    /// It takes longer than a blink, so there is something to show.
    pub slow: bool,
}

/// An answer, and what it cost to get.
pub struct Found {
    pub answer: Answer,
    /// The same as it came, for the download.
    pub json: String,
    pub slices: u64,
    pub bytes: u64,
    pub milliseconds: u64,
    /// The day it was found, `YYYY-MM-DD`.
    pub today: String,
}

impl Found {
    /// A message of `worker/driver.js`.
    pub fn of(message: &Json) -> Option<Self> {
        let json = text(message, "json");
        Some(Found {
            answer: Received::from_text(&json)?,
            json,
            slices: number(message, "slices"),
            bytes: number(message, "bytes"),
            milliseconds: number(message, "milliseconds"),
            today: text(message, "today"),
        })
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
            Event::Chosen { name, size, others } => {
                self.stage = Stage::Reading(Reading { name, size, slices: 0, bytes: 0, slow: false });
                self.dragging = false;
                self.picked = None;
                self.prebuilt = false;
                self.others = others;
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
            Event::Cancel => self.stage = Stage::Empty,
            Event::Picked(image) => self.picked = Some(image),
            Event::Prebuilt(prebuilt) => self.prebuilt = prebuilt,
            Event::Asked(_) | Event::Near | Event::Sample(_) | Event::TryToSend => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(name: &str) -> Event {
        Event::Chosen { name: name.to_owned(), size: Some(1), others: 0 }
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
        assert!(after([chosen("a"), Event::Locked, Event::Cancel, chosen("b")]).locked);
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
