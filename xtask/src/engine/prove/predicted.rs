//! What `finalstage check --format json` says, as far as it is compared.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::Done;

#[derive(Deserialize)]
pub(super) struct Report {
    pub(super) format: String,
    pub(super) elf: Option<Elf>,
    pub(super) images: Vec<Image>,
}

#[derive(Deserialize)]
pub(super) struct Elf {
    pub(super) platform: String,
}

#[derive(Deserialize)]
pub(super) struct Image {
    pub(super) slug: String,
    pub(super) outcome: String,
    pub(super) error: Option<String>,
    #[serde(default)]
    pub(super) exit_status: Vec<i32>,
    pub(super) blockers: Vec<Blocker>,
    #[serde(default)]
    pub(super) caveats: Vec<Caveat>,
}

#[derive(Deserialize)]
pub(super) struct Blocker {
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct Caveat {
    pub(super) code: String,
}

/// The report on a file, or on the program in a folder, in the words of a runtime, or nothing when the file cannot be analysed.
pub(super) fn check(finalstage: &Path, file: &Path, runtime: &str) -> Done<Option<Report>> {
    let output = Command::new(finalstage)
        .args(["check", "--format", "json", "--runtime", runtime])
        .arg(file)
        .output()?;
    if output.status.code() == Some(2) && output.stdout.is_empty() {
        return Ok(None);
    }
    let report = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("finalstage check {}: {error}", file.display()))?;
    Ok(Some(report))
}
