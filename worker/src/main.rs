//! The analyzer's first half as the browser runs it: a bundle of its own that reads the file, in a worker
//! that can reach no network. It reads one file at a time and keeps nothing between two files.

mod dropped_file;

use analyzer::Facts;
use analyzer::facts::pack;
use dropped_file::DroppedFile;
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// The file was read, or could not be; `facts` is for `judge`.
    fn facts(facts: Vec<u8>, slices: u32, bytes: f64);
    /// So much has been read until now.
    fn progress(slices: u32, bytes: f64);
}

fn main() {}

/// Reads `file` and reports through [`facts`], defined in `driver.js`.
#[wasm_bindgen]
pub fn read(file: File) {
    let mut source = DroppedFile::new(file);
    let packed = pack(&Facts::read(&mut source));
    facts(packed, source.slices(), source.bytes());
}
