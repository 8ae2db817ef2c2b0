//! The tool: everything from an empty page to a report, in one island.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, HtmlElement, Response};
use yew::prelude::*;

use super::drop_zone::drop_zone;
use super::incoming::{Incoming, use_incoming};
use super::report_view::report_view;
use super::samples::{SampleLink, asked_sample};
use super::states::{failure_note, reading_note};
use crate::engine::{AnalyzerFiles, Engine, Receipt, Reply, Secrecy};
use crate::received::{Received, list, number, one, text};
use crate::session::{Event, FailureReason, Found, Session, Stage};

/// Shorter than this and a progress note would only flicker.
const BLINK: u32 = 150;

#[derive(Clone, PartialEq, Properties, Serialize)]
pub struct ToolProps {
    pub files: AnalyzerFiles,
    pub samples: Vec<SampleLink>,
    /// Names and sizes of the main ladder, largest first, for the picture behind the empty page.
    pub rungs: Vec<PictureRung>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PictureRung {
    pub name: String,
    /// Bytes.
    pub size: u64,
}

impl Received for ToolProps {
    fn from_json(json: &Value) -> Self {
        ToolProps { files: one(json, "files"), samples: list(json, "samples"), rungs: list(json, "rungs") }
    }
}

impl Received for PictureRung {
    fn from_json(json: &Value) -> Self {
        PictureRung { name: text(json, "name"), size: number(json, "size") }
    }
}

#[component]
pub fn Tool(props: &ToolProps) -> Html {
    let session = use_reducer(Session::default);
    let engine = use_memo(props.files.clone(), |files| Engine::new(files.clone()));
    let desk = Desk { engine: (*engine).clone(), tell: session.dispatcher() };

    let on_files = use_callback(desk.clone(), |incoming: Incoming, desk| desk.take(incoming));
    use_incoming(session.dispatcher(), on_files.clone(), {
        let desk = desk.clone();
        Callback::from(move |()| desk.engine.prepare())
    });
    let on_sample = use_callback(desk.clone(), |sample: SampleLink, desk| desk.take_sample(sample));
    use_effect_with((), {
        let (samples, on_sample) = (props.samples.clone(), on_sample.clone());
        move |()| {
            if let Some(sample) = asked_sample(&samples) {
                on_sample.emit(sample);
            }
        }
    });
    let prepare = use_callback(desk.clone(), |_: yew::events::PointerEvent, desk| desk.engine.prepare());
    let prepare_on_focus = use_callback(desk.clone(), |_: FocusEvent, desk| desk.engine.prepare());
    let on_cancel = use_callback(desk.clone(), |_: MouseEvent, desk| desk.cancel());
    let on_pick = use_callback(session.dispatcher(), |image: String, tell| tell.dispatch(Event::Picked(image)));

    let answered = match &session.stage {
        Stage::Answered(found) => Some(Rc::as_ptr(found)),
        _ => None,
    };
    use_effect_with(answered, |answered| {
        if answered.is_some() {
            go_to_answer();
        }
    });

    let below = match &session.stage {
        Stage::Empty => Html::default(),
        Stage::Reading(reading) => reading_note(reading, &on_cancel),
        Stage::Failed(failure) => failure_note(failure),
        Stage::Answered(found) => report_view(found, session.picked.as_deref(), &on_pick),
    };
    html! {
        <div class="tool" onpointerenter={prepare} onfocusin={prepare_on_focus}>
            { drop_zone(&session, props, &on_files, &on_sample) }
            <p class="unseen" role="status">{ spoken(&session.stage) }</p>
            { below }
            if session.dragging {
                <div class="overlay" aria-hidden="true">
                    <p>{ "Let go. The file stays on this machine." }</p>
                </div>
            }
        </div>
    }
}

/// What a screen reader says when the stage changes.
fn spoken(stage: &Stage) -> String {
    match stage {
        Stage::Empty => String::new(),
        Stage::Reading(reading) if reading.slow => format!("Reading {}", reading.name),
        Stage::Reading(_) => String::new(),
        Stage::Failed(_) => "This file could not be read.".to_owned(),
        Stage::Answered(found) => super::answer_line::headline(&found.answer),
    }
}

/// Where files are taken in: starts an analysis and writes what comes back into the session.
#[derive(Clone)]
struct Desk {
    engine: Engine,
    tell: UseReducerDispatcher<Session>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        self.tell == other.tell
    }
}

impl Desk {
    fn take(&self, incoming: Incoming) {
        let Incoming { file, left_out } = incoming;
        self.tell.dispatch(Event::Chosen { name: file.name(), size: Some(file.size()), left_out });
        self.analyze(async move { Ok(file) }, Secrecy::Private);
    }

    fn take_sample(&self, sample: SampleLink) {
        self.tell.dispatch(Event::Chosen { name: sample.file_name.clone(), size: None, left_out: 0 });
        self.analyze(async move { fetch_sample(&sample).await }, Secrecy::Public);
    }

    fn cancel(&self) {
        self.engine.cancel();
        self.tell.dispatch(Event::Cancelled);
    }

    fn analyze(&self, file: impl Future<Output = Result<File, JsValue>> + 'static, secrecy: Secrecy) {
        let Desk { engine, tell } = self.clone();
        let slow = {
            let tell = tell.clone();
            Timeout::new(BLINK, move || tell.dispatch(Event::TakesLonger))
        };
        spawn_local(async move {
            let Ok(file) = file.await else {
                return tell.dispatch(Event::Failed(FailureReason::NoSample));
            };
            let locked = {
                let tell = tell.clone();
                move || tell.dispatch(Event::Locked)
            };
            // The timer belongs to the replies: it goes with them, and a quick answer leaves nothing to show.
            let replies = move |reply| {
                let _ = &slow;
                tell.dispatch(heard(reply));
            };
            engine.ask(file, secrecy, locked, replies).await;
        });
    }
}

fn heard(reply: Reply) -> Event {
    match reply {
        Reply::Progress { slices, bytes } => Event::Progress { slices, bytes },
        Reply::Refused(sentence) => Event::Failed(FailureReason::Unreadable(sentence)),
        Reply::Broke(breakage) => Event::Failed(FailureReason::Broke(breakage)),
        Reply::Answer(receipt) => found(receipt).map_or_else(
            || Event::Failed(FailureReason::Broke(crate::engine::Breakage::Crashed)),
            |found| Event::Answered(Rc::new(found)),
        ),
    }
}

fn found(receipt: Receipt) -> Option<Found> {
    let Receipt { json, slices, bytes, milliseconds } = receipt;
    let answer = Received::from_text(&json)?;
    Some(Found { answer, json, slices, bytes, milliseconds, today: today() })
}

/// `YYYY-MM-DD`.
fn today() -> String {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    now.get(..10).unwrap_or_default().to_owned()
}

/// The answer takes the focus, so that a keyboard or a screen reader goes on from there.
fn go_to_answer() {
    let page = web_sys::window().and_then(|window| window.document());
    let answer = page.and_then(|page| page.get_element_by_id("answer"));
    if let Some(answer) = answer.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = answer.focus();
    }
}

/// A sample is a file of this site; it becomes a `File` like one of the visitor's.
async fn fetch_sample(sample: &SampleLink) -> Result<File, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(&sample.address)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from(response.status()));
    }
    let blob: Blob = JsFuture::from(response.blob()?).await?.unchecked_into();
    File::new_with_blob_sequence(&js_sys::Array::of1(&blob), &sample.file_name)
}
