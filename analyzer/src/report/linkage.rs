//! What an ELF file says of how it is linked, in the JSON contract.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elf {
    /// `executable`, `pie`, `static-pie`, `shared-library`, `object` or `core`.
    pub kind: String,
    /// As Docker writes it (`linux/arm64/v8`), or `unknown (e_machine 0x…)`.
    pub platform: String,
    /// 32 or 64.
    pub class: u8,
    /// `little` or `big`.
    pub endianness: String,
    /// `static`, `static-pie` or `dynamic`; a shared library is `dynamic`.
    pub linking: String,
    /// One sentence with the evidence for `linking`.
    pub linking_because: String,
    /// `glibc`, `musl`, `none` or `unknown`.
    pub libc: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub soname: Option<String>,
    pub needed: Vec<String>,
    pub rpath: Vec<String>,
    pub runpath: Vec<String>,
    pub versions: Vec<VersionReport>,
    pub bind_now: bool,
    /// `x86-64-v2` and so on, when the file says it needs one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpu_level: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build_id: Option<String>,
    /// No symbol table besides the loader's own; absent when the section table cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stripped: Option<bool>,
    pub segments: Vec<SegmentReport>,
    /// Where each fact was read and which command shows the same.
    pub evidence: Vec<EvidenceReport>,
}

/// A symbol version that a library must define.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionReport {
    pub library: String,
    pub version: String,
    /// A weak need only warns when the version is missing.
    pub weak: bool,
    /// The first of the symbols that ask for it.
    pub symbols: Vec<String>,
    /// How many ask for it in all; `symbols` may hold fewer.
    pub symbol_count: u32,
}

/// A part of the file as the kernel maps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentReport {
    /// `code`, `read-only data`, `data`, or `other` for bytes no segment maps.
    pub name: String,
    /// Bytes in the file.
    pub size: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceReport {
    /// The field of [`Elf`] it stands for: `interpreter`, `needed`, `versions`, …
    pub fact: String,
    /// "PT_INTERP at 0x318, 28 bytes".
    pub place: String,
    /// "readelf -l app".
    pub command: String,
}
