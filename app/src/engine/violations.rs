//! What the browser stopped, in its own words.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{SecurityPolicyViolationEvent, window};

type Stopped = Rc<RefCell<Vec<(String, String)>>>;

/// Listens for policy violations as long as it lives.
pub(super) struct Violations {
    stopped: Stopped,
    _listener: Option<EventListener>,
}

impl Violations {
    pub(super) fn watch() -> Self {
        let stopped = Stopped::default();
        let seen = Rc::clone(&stopped);
        let listener = window().and_then(|window| window.document()).map(|document| {
            EventListener::new(&document, "securitypolicyviolation", move |event| {
                if let Some(event) = event.dyn_ref::<SecurityPolicyViolationEvent>() {
                    seen.borrow_mut().push((event.blocked_uri(), event.effective_directive()));
                }
            })
        });
        Violations { stopped, _listener: listener }
    }

    /// The directive that stopped a request to `address`.
    pub(super) fn stopped(&self, address: &str) -> Option<String> {
        let stopped = self.stopped.borrow();
        stopped.iter().find(|(blocked, _)| blocked == address).map(|(_, directive)| directive.clone())
    }
}
