//! Everything an analysis needs from the network, fetched before the lock: the worker's script, its
//! WebAssembly, and the faces of the page's font that nothing has used yet.

use js_sys::{Array, Promise, WebAssembly};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{FontFace, Response};

use super::Breakage;
use crate::received::{Received, text};

/// Where the analyzer's two files lie, relative to the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnalyzerFiles {
    pub script: String,
    pub module: String,
}

impl Received for AnalyzerFiles {
    fn from_json(json: &Value) -> Self {
        AnalyzerFiles { script: text(json, "script"), module: text(json, "module") }
    }
}

/// The fetch under way. Clones wait for the same one.
#[derive(Clone)]
pub(super) struct Bundle {
    script: Promise,
    module: Promise,
    fonts: Promise,
}

pub(super) struct Parts {
    pub(super) script: String,
    pub(super) module: WebAssembly::Module,
}

impl Bundle {
    pub(super) fn fetch(files: &AnalyzerFiles) -> Self {
        let window = page_window();
        let script = files.script.clone();
        Bundle {
            script: future_to_promise(async move { fetch_text(&script).await }),
            module: WebAssembly::compile_streaming(&window.fetch_with_str(&files.module)),
            fonts: load_fonts(),
        }
    }

    pub(super) async fn wait(&self) -> Result<Parts, Breakage> {
        let script = JsFuture::from(self.script.clone()).await.map_err(|_| Breakage::Unreachable)?;
        let module = JsFuture::from(self.module.clone()).await.map_err(|error| {
            // A CompileError is the browser's policy or a broken file; everything else is the network.
            if error.is_instance_of::<WebAssembly::CompileError>() {
                Breakage::NoWebAssembly
            } else {
                Breakage::Unreachable
            }
        })?;
        // A missing font is no reason to refuse an analysis.
        let _ = JsFuture::from(self.fonts.clone()).await;
        let script = script.as_string().ok_or(Breakage::Unreachable)?;
        Ok(Parts { script, module: module.unchecked_into() })
    }
}

fn page_window() -> web_sys::Window {
    web_sys::window().expect_throw("a page has a window")
}

async fn fetch_text(address: &str) -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(page_window().fetch_with_str(address)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from(response.status()));
    }
    JsFuture::from(response.text()?).await
}

/// After the lock no font can be fetched, so every face of the page is loaded before it.
fn load_fonts() -> Promise {
    let loads = Array::new();
    if let Some(document) = page_window().document()
        && let Ok(faces) = js_sys::try_iter(&document.fonts())
    {
        for face in faces.into_iter().flatten().flatten() {
            if let Ok(load) = face.unchecked_into::<FontFace>().load() {
                loads.push(&load);
            }
        }
    }
    Promise::all_settled(&loads)
}
