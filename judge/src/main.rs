//! The analyzer's second half as the browser runs it: facts become verdicts, advice and Dockerfiles. The
//! page loads it on intent, beside the worker that reads the file.

use analyzer::Machine;
use analyzer::facts::unpack;
use wasm_bindgen::prelude::*;

fn main() {}

/// The `analyzer::report::Answer` to the facts that the worker sent, as JSON; or the sentence that says
/// why there is none.
#[wasm_bindgen]
pub fn judge(facts: &[u8], name: &str) -> Result<String, String> {
    let fault = || "The answer could not be written down. This is a fault in Final Stage.".to_owned();
    let facts = unpack(facts).ok_or_else(fault)?.map_err(|error| error.to_string())?;
    let answer = analyzer::judge(&facts, name.as_bytes(), Machine::default());
    serde_json::to_string(&answer).map_err(|_| fault())
}
