//! What an image means for the program, in the JSON contract.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageReport {
    /// The reference without a tag: `gcr.io/distroless/base-debian13`, `debian:trixie-slim`, `scratch`.
    pub image: String,
    /// What to write after `FROM`: `gcr.io/distroless/base-debian13:nonroot`.
    pub from: String,
    /// The name of its catalog file, used in addresses: `distroless-base-debian13`.
    pub slug: String,
    /// Short name for people: `distroless base (Debian 13)`.
    pub name: String,
    /// `scratch`, `distroless`, `debian`, `alpine`, `chainguard`, …
    pub family: String,
    /// `runs`, `starts`, `fails` or `unknown`.
    pub outcome: String,
    /// For `fails`: what the terminal shows, word for word, one string with line breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Who prints the error: the runtime, `glibc` or `musl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// The exit statuses it may end with; versions of a runtime differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exit_status: Vec<u64>,
    /// For `unknown`: what is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsure: Option<String>,
    pub blockers: Vec<BlockerReport>,
    pub caveats: Vec<CaveatReport>,
    /// Bytes unpacked; absent when no source states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Bytes to download, gzip-compressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compressed: Option<u64>,
    /// A date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supported_until: Option<String>,
    /// What there is to say of the end of support where no day is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_note: Option<String>,
    /// The support had ended on the day the catalog was measured.
    pub past: bool,
    /// Measured from the packages (true), or documented by a cited source (false).
    pub measured: bool,
    /// Each library the loader opens, in its order, and where it is found in this image.
    pub libraries: Vec<FoundReport>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockerReport {
    /// `wrong-format`, `wrong-architecture`, `missing-interpreter`, `unusable-interpreter`, `missing-library`,
    /// `missing-version`, `missing-symbol` or `cpu-level`.
    pub code: String,
    pub subject: String,
    /// One plain sentence.
    pub sentence: String,
    /// What was tried, place by place, in the loader's order.
    pub tried: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaveatReport {
    pub code: String,
    pub sentence: String,
    /// What the user sees when it happens, where that is always the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// One library of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundReport {
    pub library: String,
    /// The soname that asked for it; the program itself is `""`.
    pub needed_by: String,
    /// Where it lies in the image; absent when it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// `libssl3t64 3.5.6-1`, when the image is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// It is one of the program's own files.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
