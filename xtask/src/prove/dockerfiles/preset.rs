//! The presets of the generator's page, each with exactly the choices that its link has: `content/presets.toml`.

use std::fs;

use serde::Deserialize;

use crate::{Done, project};

/// A preset's choices, and the project that they build.
pub(super) struct Preset {
    pub(super) name: String,
    pub(super) project: &'static str,
    /// The word that the program calls itself.
    pub(super) says: &'static str,
    pub(super) choices: String,
}

/// The rest of an entry is the page's.
#[derive(Deserialize)]
struct Entry {
    name: String,
    choices: String,
}

#[derive(Deserialize)]
struct Presets {
    preset: Vec<Entry>,
}

/// In the order of the page.
pub(super) fn all() -> Done<Vec<Preset>> {
    let file = project::root().join("content/presets.toml");
    let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let presets: Presets = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let preset = |Entry { name, choices }| {
        let (project, says) = built(&name, &choices);
        Preset { name, project, says, choices }
    };
    Ok(presets.preset.into_iter().map(preset).collect())
}

/// Most say the same of a program in Go.
fn built(name: &str, choices: &str) -> (&'static str, &'static str) {
    match name {
        "sqlite" => ("go-sqlite-ready", "Go-with-FTS5"),
        "python" => ("python-uvicorn", "Uvicorn"),
        _ if choices.contains("cgo=on") => ("go", "Go-with-C-42"),
        _ => ("go", "Go"),
    }
}
