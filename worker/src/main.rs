//! The analyzer as the browser runs it: a bundle of its own, in a worker that can reach no network.
//! It answers one file at a time and keeps nothing between two files.

mod dropped_file;

use analyzer::verdict::Machine;
use dropped_file::DroppedFile;
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// The file was read; `json` is an `analyzer::report::Answer`.
    fn answer(json: &str, slices: u32, bytes: f64);
    /// Nothing can be said about the file, and why.
    fn refuse(sentence: &str);
    /// So much has been read until now.
    fn progress(slices: u32, bytes: f64);
}

fn main() {}

/// Reads `file` and reports through [`answer`] or [`refuse`], both defined in `driver.js`.
#[wasm_bindgen]
pub fn analyze(file: File) {
    let name = file.name();
    let mut source = DroppedFile::new(file);
    let read = analyzer::answer(&mut source, name.as_bytes(), Machine::default());
    match read.map(|found| serde_json::to_string(&found)) {
        Ok(Ok(json)) => answer(&json, source.slices(), source.bytes()),
        Ok(Err(_)) => refuse("The answer could not be written down. This is a fault in Final Stage."),
        Err(error) => refuse(&error.to_string()),
    }
}
