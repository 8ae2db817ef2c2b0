//! What stands in the repository by its choices: the Dockerfiles that `cargo xtask prove dockerfiles` built and started,
//! and what the presets are written as today.

use std::fs;
use std::path::Path;

use toml::Table;

use super::Combination;
use super::combinations::combination;

/// The proof covers more; fewer would mean that the record was not read.
const FEWEST: usize = 200;

pub(super) fn on_record() -> Vec<Combination> {
    let built = choices("corpus/dockerfiles.toml", "case");
    assert!(built.len() >= FEWEST, "{} on record", built.len());
    let presets = choices("content/presets.toml", "preset");
    assert!(!presets.is_empty(), "no presets");
    let all = built.iter().chain(&presets);
    all.map(|query| combination(query).unwrap_or_else(|| panic!("{query} is refused"))).collect()
}

/// Of each entry of a list.
fn choices(file: &str, list: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let table: Table = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
    let entries = table.get(list).and_then(|list| list.as_array()).expect("a list");
    let of = |entry: &toml::Value| entry.get("choices")?.as_str().map(str::to_owned);
    entries.iter().map(|entry| of(entry).expect("choices")).collect()
}
