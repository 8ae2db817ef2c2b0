//! The last stage: everything worked out about a file, as plain values with a published JSON form.
//!
//! The command line prints a [`Report`] as its JSON contract (`cli/README.md`), the worker posts an
//! [`Answer`] to the page, and the page shows it. Text in here is already made safe for display: bytes
//! from the file have gone through [`crate::untrusted::Untrusted`]. No type here decides anything.

mod compose;
mod image;
mod linkage;
mod need;
mod toolchain;

use serde::{Deserialize, Serialize};

use crate::dockerfile::Line;

pub(crate) use compose::{compose_elf, compose_images, oddities, recommendation, remedies};
pub use image::{BlockerReport, CaveatReport, FoundReport, ImageReport};
pub use linkage::{Elf, EvidenceReport, SegmentReport, VersionReport};
pub use need::{NeedReport, ProcessReport, SeenReport, lesson};
pub(crate) use need::{compose_needs, compose_process};
pub use toolchain::{
    DotnetReport, FindingReport, GoReport, HardeningReport, RustReport, SizeReport, ToolchainReport,
};
pub(crate) use toolchain::{compose_hardening, compose_runtime, compose_size, compose_toolchain};

/// The number in the JSON's `schema` field. It changes when a field is renamed or loses its meaning.
pub const SCHEMA: u32 = 1;

/// What the page needs: the report, and a Dockerfile for every rung the visitor may pick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub report: Report,
    /// One for each image, in the order of [`Report::images`]; empty when the file is no Linux program.
    pub dockerfiles: Vec<DockerfileText>,
    /// The language the Dockerfiles build from, or `unknown` when they copy the file as it is.
    pub language: String,
    /// The same for who has the program already and builds nothing.
    pub prebuilt: Vec<DockerfileText>,
}

/// A Dockerfile for one image, line by line, each line with its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DockerfileText {
    pub image: String,
    pub lines: Vec<Line>,
    /// The choices that make it, for a link to the generator (`#…`).
    #[serde(default)]
    pub choices: String,
}

/// The JSON contract of `finalstage check --format json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub schema: u32,
    pub file: FileName,
    /// What the first bytes say: `elf`, `script`, `pe`, `mach-o`, `mach-o-fat`, `wasm`, `zip`, `jar`,
    /// `wheel`, `gzip`, `xz`, `zstd`, `ar`, `deb`, `text`, `empty` or `unknown`.
    pub format: String,
    /// For every format but `elf`: what the file is and what to do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stranger: Option<Stranger>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elf: Option<Elf>,
    /// For ELF files, and for scripts and jars the language that runs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toolchain: Option<ToolchainReport>,
    /// For ELF files only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hardening: Option<HardeningReport>,
    /// For ELF files only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<SizeReport>,
    /// What the program will look for once it runs, the most certain first.
    #[serde(default)]
    pub needs: Vec<NeedReport>,
    /// For ELF files only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<ProcessReport>,
    /// From the smallest image to the largest.
    pub images: Vec<ImageReport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Recommendation>,
    /// What would let the program rest on a smaller image, or on any at all.
    pub remedies: Vec<RemedyReport>,
    /// The program's own libraries that were judged along with it, as they will lie in the image.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<String>,
    /// What is odd about the file without stopping the analysis.
    pub oddities: Vec<OddityReport>,
    /// True when a limit cut a list short; the oddities say which.
    pub truncated: bool,
    /// The whole file was gone over for what the program will look for when it runs.
    pub scanned: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileName {
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// A file that is no Linux program: said kindly, with the way out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stranger {
    /// "A macOS program (Mach-O, arm64)".
    pub what: String,
    /// "Rebuild it for Linux: …".
    pub advice: String,
    /// The interpreter of a script, as written after `#!`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shebang: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    pub image: String,
    pub tag: String,
    /// Sentences; the first says why it runs there, the others why no smaller image will do.
    pub because: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RemedyReport {
    /// `link-statically`, `build-on-older`, `copy-libraries`, `use-musl`, `rebuild-for`, …
    pub code: String,
    pub sentence: String,
    /// The exact flag, variable or command, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OddityReport {
    pub code: String,
    pub sentence: String,
}
