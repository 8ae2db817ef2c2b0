//! `assets/engine.js` as Rust sees it: the part of the page that is the browser's own language, because
//! there it is a third of the size. It hears what the visitor does, and tells what happens as an [`Event`].

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::event::Event;
use crate::json::Json;
use crate::received::{Received, text};

/// Where the analyzer's files lie, relative to the page: the half that reads, the half that judges, and the
/// search through a whole file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnalyzerFiles {
    pub script: String,
    pub module: String,
    pub judge_script: String,
    pub judge_module: String,
    pub scanner_script: String,
    pub scanner_module: String,
}

impl Received for AnalyzerFiles {
    fn from_json(json: &Json) -> Self {
        AnalyzerFiles {
            script: text(json, "script"),
            module: text(json, "module"),
            judge_script: text(json, "judge_script"),
            judge_module: text(json, "judge_module"),
            scanner_script: text(json, "scanner_script"),
            scanner_module: text(json, "scanner_module"),
        }
    }
}

#[wasm_bindgen(js_namespace = engine)]
extern "C" {
    #[wasm_bindgen(js_name = start)]
    fn start_engine(files: Vec<String>, tell: &Closure<dyn FnMut(JsValue)>);
}

/// Starts the engine for as long as the page lives.
pub fn start(files: &AnalyzerFiles, tell: impl Fn(Event) + 'static) {
    let listener = Closure::new(move |message: JsValue| {
        if let Some(event) = Event::of(&Json::from(message)) {
            tell(event);
        }
    });
    let AnalyzerFiles { script, module, judge_script, judge_module, scanner_script, scanner_module } =
        files.clone();
    let files = vec![script, module, judge_script, judge_module, scanner_script, scanner_module];
    start_engine(files, &listener);
    listener.forget();
}
