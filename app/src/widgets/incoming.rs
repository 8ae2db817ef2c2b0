//! Files that come in from anywhere on the page: a drop, or a paste. The browser must never navigate
//! to a dropped file, so every drag that carries one is taken.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File, FileList, HtmlInputElement, window};
use yew::prelude::*;

use crate::session::{Event, Session};

/// The first of the files that came, and how many others came with it.
#[derive(Clone)]
pub(super) struct Incoming {
    pub(super) file: File,
    pub(super) left_out: usize,
}

impl Incoming {
    pub(super) fn from_list(files: Option<FileList>) -> Option<Self> {
        let files = files?;
        let left_out = files.length().saturating_sub(1) as usize;
        Some(Incoming { file: files.item(0)?, left_out })
    }

    /// The files of an input; the input is emptied, so that choosing the same file again is a change again.
    pub(super) fn from_input(input: &HtmlInputElement) -> Option<Self> {
        let incoming = Self::from_list(input.files());
        input.set_value("");
        incoming
    }
}

/// Listens on the whole window as long as the component lives. `prepare` is called at the first sign of a file.
#[hook]
pub(super) fn use_incoming(
    tell: UseReducerDispatcher<Session>,
    on_files: Callback<Incoming>,
    prepare: Callback<()>,
) {
    use_effect_with((), move |()| {
        let listeners = listen(&tell, &on_files, &prepare);
        move || drop(listeners)
    });
}

fn listen(
    tell: &UseReducerDispatcher<Session>,
    on_files: &Callback<Incoming>,
    prepare: &Callback<()>,
) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let on = |name: &'static str, act: Box<dyn Fn(&web_sys::Event)>| {
        EventListener::new_with_options(&window, name, EventListenerOptions::enable_prevent_default(), move |event| act(event))
    };
    let over = {
        let (tell, prepare) = (tell.clone(), prepare.clone());
        move |event: &web_sys::Event| {
            if carried(event).is_some() {
                event.prevent_default();
                if event.type_() == "dragenter" {
                    prepare.emit(());
                    tell.dispatch(Event::DragEntered);
                }
            }
        }
    };
    let leave = {
        let tell = tell.clone();
        move |event: &web_sys::Event| {
            // Only a drag that leaves the window comes from no other element.
            if event.dyn_ref::<DragEvent>().is_some_and(|drag| drag.related_target().is_none()) {
                tell.dispatch(Event::DragLeft);
            }
        }
    };
    let dropped = {
        let (tell, on_files) = (tell.clone(), on_files.clone());
        move |event: &web_sys::Event| {
            let Some(transfer) = carried(event) else { return };
            event.prevent_default();
            tell.dispatch(Event::DragLeft);
            if let Some(incoming) = Incoming::from_list(transfer.files()) {
                on_files.emit(incoming);
            }
        }
    };
    let pasted = {
        let (on_files, prepare) = (on_files.clone(), prepare.clone());
        move |event: &web_sys::Event| {
            let transfer = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            if let Some(incoming) = transfer.and_then(|transfer| Incoming::from_list(transfer.files())) {
                event.prevent_default();
                prepare.emit(());
                on_files.emit(incoming);
            }
        }
    };
    vec![
        on("dragenter", Box::new(over.clone())),
        on("dragover", Box::new(over)),
        on("dragleave", Box::new(leave)),
        on("drop", Box::new(dropped)),
        on("paste", Box::new(pasted)),
    ]
}

/// What the drag carries, when it carries files.
fn carried(event: &web_sys::Event) -> Option<DataTransfer> {
    let transfer = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    transfer.types().iter().any(|kind| kind == "Files").then_some(transfer)
}
