//! What can happen to the tool: told by the engine, or done in the page.

use std::rc::Rc;

use crate::json::Json;
use crate::received::{Received, flag, list, maybe_number, maybe_text, number, text};
use crate::session::{Breakage, FailureReason, Found};
use crate::widgets::SampleLink;

pub enum Event {
    /// Something is being dragged over the page, or no longer.
    Drag(bool),
    /// The address of the page asks for a sample.
    Asked(String),
    Chosen {
        name: String,
        size: Option<u64>,
        others: u64,
    },
    Locked,
    /// It takes longer than a blink.
    TakesLonger,
    Progress {
        slices: u64,
        bytes: u64,
    },
    Answered(Rc<Found>),
    Failed(FailureReason),
    Tried(Vec<Attempt>),
    /// A word of thanks beside the copy button.
    Said(String),

    /// A pointer or the focus came near.
    Near,
    Sample(SampleLink),
    Cancel,
    Picked(String),
    /// Show the Dockerfile that copies the finished file.
    Prebuilt(bool),
    TryToSend,
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
    /// A message of `assets/engine.js` or `worker/driver.js`.
    pub fn of(message: &Json) -> Option<Self> {
        let broke = |breakage| Event::Failed(FailureReason::Broke(breakage));
        Some(match text(message, "kind").as_str() {
            "drag" => Event::Drag(flag(message, "over")),
            "asked" => Event::Asked(text(message, "sample")),
            "chosen" => Event::Chosen {
                name: text(message, "name"),
                size: maybe_number(message, "size"),
                others: number(message, "others"),
            },
            "locked" => Event::Locked,
            "slow" => Event::TakesLonger,
            "progress" => {
                Event::Progress { slices: number(message, "slices"), bytes: number(message, "bytes") }
            }
            "answer" => Found::of(message)
                .map_or_else(|| broke(Breakage::Crashed), |found| Event::Answered(Rc::new(found))),
            "refused" => Event::Failed(FailureReason::Unreadable(text(message, "sentence"))),
            "no-sample" => Event::Failed(FailureReason::NoSample),
            "unreachable" => broke(Breakage::Unreachable),
            "no-webassembly" => broke(Breakage::NoWebAssembly),
            "crashed" => broke(Breakage::Crashed),
            "tried" => Event::Tried(list(message, "ways")),
            "said" => Event::Said(text(message, "words")),
            _ => return None,
        })
    }
}
