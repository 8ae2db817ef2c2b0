//! What the paste box shows of each error: a list beside the pages, fetched together with what reads the text.

use lessons::ErrorPage;
use serde_json::{Map, Value, json};

/// By the name of its page: title, what is wrong, and what to try first.
pub(super) fn list(errors: &[ErrorPage]) -> String {
    let entries = errors.iter().map(|error| {
        let told = json!({ "title": error.title, "description": error.description, "fix": error.fix });
        (error.slug.clone(), told)
    });
    Value::Object(entries.collect::<Map<String, Value>>()).to_string()
}
