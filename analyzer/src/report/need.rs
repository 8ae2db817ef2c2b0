//! What a program needs when it runs, and what it does as a process, as report.

use serde::{Deserialize, Serialize};

use crate::need::{Evidence, Need};
use crate::process::Process;

/// Something the program will look for once it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedReport {
    /// `ca-certificates`, `time-zone`, `user`, `home`, `tmp`, `no-shell`, `static-glibc-nss`, `opened-library`,
    /// `iconv`, `locale`, `writable-path`, `files-beside` or `low-port`.
    pub code: String,
    /// `certain`, `likely` or `possible`.
    pub certainty: String,
    pub sentence: String,
    /// What to do where it is not there.
    pub advice: String,
    /// What the user sees where it is not there, as far as that is always the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Address of the lesson about it, from the site's root.
    pub lesson: String,
    pub evidence: Vec<SeenReport>,
}

/// A string or a symbol in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeenReport {
    pub what: String,
    /// Where it stands in the file, as `0x1f2e0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Children and signals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessReport {
    /// Absent where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_children: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<bool>,
    /// SIGTERM ends it as PID 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on_sigterm: Option<bool>,
    /// What should be PID 1: `none` (the program itself), `--init`, `tini`, or `unknown`.
    pub init: String,
    pub because: String,
    /// Address of the lesson about it, from the site's root.
    pub lesson: String,
    pub evidence: Vec<SeenReport>,
}

pub(crate) fn compose_needs(needs: &[Need]) -> Vec<NeedReport> {
    let report = |need: &Need| NeedReport {
        code: need.code.to_owned(),
        certainty: need.certainty.name().to_owned(),
        sentence: need.sentence.clone(),
        advice: need.advice.clone(),
        words: need.words.clone(),
        lesson: lesson(need.code).to_owned(),
        evidence: seen(&need.evidence),
    };
    needs.iter().map(report).collect()
}

pub(crate) fn compose_process(process: &Process) -> ProcessReport {
    ProcessReport {
        starts_children: process.starts_children,
        waits: process.waits,
        ends_on_sigterm: process.ends_on_sigterm,
        init: process.init.name().to_owned(),
        because: process.because.to_owned(),
        lesson: lesson("signals").to_owned(),
        evidence: seen(&process.evidence),
    }
}

/// Where the course explains it, to the heading. Held against the pages by `app/tests/pages.rs`.
pub fn lesson(code: &str) -> &'static str {
    match code {
        "cgo-stub" => "learn/go-and-cgo/#sqlite",
        "ca-certificates" => "learn/certificates-time-zones-dns/#certificates",
        "time-zone" => "learn/certificates-time-zones-dns/#zones",
        "user" | "home" => "learn/users-and-writable-paths/#number",
        "tmp" => "learn/users-and-writable-paths/#places",
        "writable-path" => "learn/users-and-writable-paths/#owns",
        "low-port" => "learn/users-and-writable-paths/#ports",
        "no-shell" => "learn/debian-slim/#when",
        "dns" => "learn/certificates-time-zones-dns/#dns",
        "static-glibc-nss" | "iconv" => "learn/static-and-dynamic-linking/#static-glibc",
        "opened-library" => "learn/static-and-dynamic-linking/#half-cases",
        "locale" => "learn/glibc-and-musl/#differences",
        "files-beside" => "learn/multi-stage-builds/#copy",
        "signals" => "learn/pid-1/#need",
        _ => "",
    }
}

fn seen(evidence: &[Evidence]) -> Vec<SeenReport> {
    let report = |seen: &Evidence| SeenReport {
        what: seen.what.clone(),
        place: seen.place.map(|place| format!("{place:#x}")),
    };
    evidence.iter().map(report).collect()
}
