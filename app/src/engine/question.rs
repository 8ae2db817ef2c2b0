//! One worker, and the question it is working on.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, File, MessageEvent, Url, Worker};

use super::bundle::Parts;
use super::{Breakage, Receipt, Reply};

/// The worker's half of the conversation, put behind its generated glue.
const DRIVER: &str = include_str!("../../../worker/driver.js");

#[wasm_bindgen]
extern "C" {
    /// A message of `worker/driver.js`.
    type Message;
    #[wasm_bindgen(method, getter, structural)]
    fn kind(this: &Message) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn slices(this: &Message) -> u32;
    #[wasm_bindgen(method, getter, structural)]
    fn bytes(this: &Message) -> f64;
    #[wasm_bindgen(method, getter, structural)]
    fn milliseconds(this: &Message) -> f64;
    #[wasm_bindgen(method, getter, structural)]
    fn json(this: &Message) -> String;
    #[wasm_bindgen(method, getter, structural)]
    fn sentence(this: &Message) -> String;
}

type Listener = Rc<RefCell<Option<Box<dyn Fn(Reply)>>>>;

pub(super) struct Analyzer {
    worker: Worker,
    /// The text the worker was made from; freed with it.
    source: String,
    locked: bool,
    busy: Rc<Cell<bool>>,
    listener: Listener,
    _events: [EventListener; 2],
}

impl Analyzer {
    /// Starts a worker that has its script and module already, and inherits the page's policy as it is now.
    pub(super) fn start(parts: &Parts, locked: bool) -> Result<Self, Breakage> {
        let script = Array::of2(&JsValue::from(&parts.script), &JsValue::from(DRIVER));
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let source = Blob::new_with_str_sequence_and_options(&script, &options)
            .and_then(|blob| Url::create_object_url_with_blob(&blob))
            .map_err(|_| Breakage::Crashed)?;
        let worker = Worker::new(&source).map_err(|_| Breakage::Crashed)?;
        let busy = Rc::new(Cell::new(false));
        let listener = Listener::default();
        let events = [
            on_message(&worker, Rc::clone(&busy), Rc::clone(&listener)),
            on_error(&worker, Rc::clone(&busy), Rc::clone(&listener)),
        ];
        worker.post_message(&parts.module).map_err(|_| Breakage::NoWebAssembly)?;
        Ok(Analyzer { worker, source, locked, busy, listener, _events: events })
    }

    pub(super) fn is_busy(&self) -> bool {
        self.busy.get()
    }

    pub(super) fn is_locked(&self) -> bool {
        self.locked
    }

    pub(super) fn ask(&self, file: &File, tell: impl Fn(Reply) + 'static) {
        self.busy.set(true);
        *self.listener.borrow_mut() = Some(Box::new(tell));
        if self.worker.post_message(file).is_err() {
            reply(&self.listener, Reply::Broke(Breakage::Crashed));
        }
    }
}

impl Drop for Analyzer {
    fn drop(&mut self) {
        self.worker.terminate();
        let _ = Url::revoke_object_url(&self.source);
    }
}

fn on_message(worker: &Worker, busy: Rc<Cell<bool>>, listener: Listener) -> EventListener {
    EventListener::new(worker, "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let message: Message = event.data().unchecked_into();
        match message.kind().as_str() {
            "progress" => {
                reply(&listener, Reply::Progress { slices: message.slices(), bytes: message.bytes() });
            }
            "answer" => {
                busy.set(false);
                let receipt = Receipt {
                    json: message.json(),
                    slices: message.slices(),
                    bytes: message.bytes(),
                    milliseconds: message.milliseconds(),
                };
                reply(&listener, Reply::Answer(receipt));
            }
            _ => {
                busy.set(false);
                reply(&listener, Reply::Refused(message.sentence()));
            }
        }
    })
}

/// A panic in the analyzer, or a script that would not start, ends here: WebAssembly aborts, the worker is lost.
fn on_error(worker: &Worker, busy: Rc<Cell<bool>>, listener: Listener) -> EventListener {
    EventListener::new(worker, "error", move |_| {
        busy.set(true);
        reply(&listener, Reply::Broke(Breakage::Crashed));
    })
}

/// The listener is taken out while it runs: what it does may drop or re-use the analyzer it belongs to.
fn reply(listener: &Listener, message: Reply) {
    let Some(tell) = listener.borrow_mut().take() else { return };
    tell(message);
    let mut slot = listener.borrow_mut();
    if slot.is_none() {
        *slot = Some(tell);
    }
}
