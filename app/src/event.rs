//! What can happen to the tool: told by the engine, or done in the page.

use std::rc::Rc;

use crate::json::Json;
use crate::received::{Received, flag, list, maybe_number, maybe_text, number, text};
use crate::session::{Breakage, FailureReason, Found};

pub enum Event {
    /// Something is being dragged over the page, or no longer.
    Drag(bool),
    Chosen {
        name: String,
        /// Bytes; unknown of a folder, and while a sample is being fetched.
        size: Option<u64>,
    },
    Locked,
    /// It takes longer than a blink.
    TakesLonger,
    Progress {
        slices: u64,
        bytes: u64,
    },
    Answered(Rc<Found>),
    /// What is to be said of the search through the whole file; `going` while it can be stopped.
    Searching {
        words: String,
        going: bool,
    },
    Failed(FailureReason),
    Tried(Vec<Attempt>),
    /// A word of thanks beside the copy button.
    Said(String),
    Cancelled,

    Picked(String),
    /// Show the Dockerfile that copies the finished file.
    Prebuilt(bool),
}

/// One way out of the page, and whether the browser stopped it.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    pub way: String,
    /// The directive of the policy that stopped it; absent when nothing did.
    pub stopped_by: Option<String>,
}

impl Received for Attempt {
    fn from_json(json: &Json) -> Self {
        Attempt { way: text(json, "way"), stopped_by: maybe_text(json, "by") }
    }
}

impl Event {
    /// A message of `assets/engine.js`.
    pub fn of(message: &Json) -> Option<Self> {
        let broke = |breakage| Event::Failed(FailureReason::Broke(breakage));
        Some(match text(message, "kind").as_str() {
            "drag" => Event::Drag(flag(message, "over")),
            "chosen" => Event::Chosen { name: text(message, "name"), size: maybe_number(message, "size") },
            "locked" => Event::Locked,
            "slow" => Event::TakesLonger,
            "progress" => {
                Event::Progress { slices: number(message, "slices"), bytes: number(message, "bytes") }
            }
            "answer" => Event::Answered(Rc::new(Found::from_json(message))),
            "search" => Event::Searching { words: text(message, "words"), going: flag(message, "going") },
            "refused" => Event::Failed(FailureReason::Unreadable(text(message, "sentence"))),
            "no-sample" => Event::Failed(FailureReason::NoSample),
            "unreachable" => broke(Breakage::Unreachable),
            "no-webassembly" => broke(Breakage::NoWebAssembly),
            "crashed" => broke(Breakage::Crashed),
            "tried" => Event::Tried(list(message, "ways")),
            "said" => Event::Said(text(message, "words")),
            "cancelled" => Event::Cancelled,
            _ => return None,
        })
    }
}
