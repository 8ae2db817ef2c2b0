//! The visitor's file and choices, and nothing that can be worked out from them.

use std::rc::Rc;

use analyzer::report::Answer;
use yew::Reducible;

use crate::engine::Breakage;

#[derive(Clone, PartialEq, Default)]
pub struct Session {
    pub stage: Stage,
    /// Something is being dragged over the page.
    pub dragging: bool,
    /// The page has locked itself away from the network.
    pub locked: bool,
    /// The image whose Dockerfile is shown; none means the recommended one.
    pub picked: Option<String>,
    /// How many files came at once, when it was more than one.
    pub left_out: usize,
}

#[derive(Clone, PartialEq, Default)]
pub enum Stage {
    #[default]
    Empty,
    Reading(Reading),
    Answered(Rc<Found>),
    Failed(Failure),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub name: String,
    /// Bytes; unknown while a sample is being fetched.
    pub size: Option<f64>,
    pub slices: u32,
    pub bytes: f64,
    /// It takes longer than a blink, so there is something to show.
    pub slow: bool,
}

/// An answer, and what it cost to get.
#[derive(PartialEq)]
pub struct Found {
    pub answer: Answer,
    /// The same as it came, for the download.
    pub json: String,
    pub slices: u32,
    pub bytes: f64,
    pub milliseconds: f64,
    /// The day it was found, `YYYY-MM-DD`.
    pub today: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub name: String,
    pub reason: FailureReason,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FailureReason {
    /// The analyzer's own sentence.
    Unreadable(String),
    Broke(Breakage),
    /// A sample that could not be fetched.
    NoSample,
}

pub enum Event {
    DragEntered,
    DragLeft,
    Chosen { name: String, size: Option<f64>, left_out: usize },
    Locked,
    TakesLonger,
    Progress { slices: u32, bytes: f64 },
    Answered(Rc<Found>),
    Failed(FailureReason),
    Cancelled,
    Picked(String),
}

impl Reducible for Session {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut next = (*self).clone();
        match event {
            Event::DragEntered => next.dragging = true,
            Event::DragLeft => next.dragging = false,
            Event::Chosen { name, size, left_out } => {
                next.stage = Stage::Reading(Reading { name, size, slices: 0, bytes: 0.0, slow: false });
                next.dragging = false;
                next.picked = None;
                next.left_out = left_out;
            }
            Event::Locked => next.locked = true,
            Event::TakesLonger => {
                if let Stage::Reading(reading) = &mut next.stage {
                    reading.slow = true;
                }
            }
            Event::Progress { slices, bytes } => {
                if let Stage::Reading(reading) = &mut next.stage {
                    reading.slices = slices;
                    reading.bytes = bytes;
                }
            }
            Event::Answered(found) => next.stage = Stage::Answered(found),
            Event::Failed(reason) => {
                let name = match &next.stage {
                    Stage::Reading(reading) => reading.name.clone(),
                    _ => String::new(),
                };
                next.stage = Stage::Failed(Failure { name, reason });
            }
            Event::Cancelled => next.stage = Stage::Empty,
            Event::Picked(image) => next.picked = Some(image),
        }
        next.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(name: &str) -> Event {
        Event::Chosen { name: name.to_owned(), size: Some(1.0), left_out: 0 }
    }

    fn after(events: impl IntoIterator<Item = Event>) -> Rc<Session> {
        events.into_iter().fold(Rc::new(Session::default()), Session::reduce)
    }

    #[test]
    fn a_second_file_replaces_the_first_and_its_choices() {
        let session = after([chosen("a"), Event::Picked("scratch".to_owned()), chosen("b")]);
        assert_eq!(session.picked, None);
        assert!(matches!(&session.stage, Stage::Reading(reading) if reading.name == "b"));
    }

    #[test]
    fn the_lock_outlives_every_file() {
        let session = after([chosen("a"), Event::Locked, Event::Cancelled, chosen("b")]);
        assert!(session.locked);
    }

    #[test]
    fn a_failure_says_which_file() {
        let session = after([chosen("a"), Event::Failed(FailureReason::Broke(Breakage::Crashed))]);
        assert!(matches!(&session.stage, Stage::Failed(failure) if failure.name == "a"));
    }
}
