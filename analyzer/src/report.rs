//! The last stage: everything worked out about a file, as plain values with a published JSON form.
//!
//! The command line prints a [`Report`] as its JSON contract (`cli/README.md`), the worker posts an
//! [`Answer`] to the page, and the page shows it. Text in here is already made safe for display: bytes
//! from the file have gone through [`crate::untrusted::Untrusted`]. No type here decides anything.

mod compose;
mod need;
mod toolchain;

use serde::{Deserialize, Serialize};

use crate::dockerfile::Line;

pub(crate) use compose::{compose_elf, compose_images, oddities, recommendation, remedies};
pub use need::{NeedReport, ProcessReport, SeenReport, lesson};
pub(crate) use need::{compose_needs, compose_process};
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

/// Which compiler made the program, and how, as far as marks tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolchainReport {
    /// `go`, `rust`, `c`, `c++`, `zig`, `nim`, `d`, `haskell`, `ocaml`, `swift`, `crystal`, `ada`, `fortran`,
    /// `pascal`, `dotnet`, `java`, `node`, `bun`, `deno`, `python` or `unknown`.
    pub language: String,
    /// As the toolchain writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What was found, and where.
    pub evidence: String,
    /// The compilers' own marks, one for each that took part.
    pub compilers: Vec<String>,
    /// `upx`, `appimage`, `pyinstaller`, `nuitka`, `staticx`, `cargo-auditable`.
    pub wrappings: Vec<String>,
    /// What else is worth a line: settings, target, how many crates. For people; the fields below have the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<GoReport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustReport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dotnet: Option<DotnetReport>,
    /// `libstdc++` or `libc++`, shared or inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cxx_library: Option<String>,
    /// What the marks say of how the program will behave.
    pub findings: Vec<FindingReport>,
}

/// What Go's linker wrote down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoReport {
    /// The main package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The main module, as `name@version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// `CGO_ENABLED=1`, where it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cgo: Option<bool>,
    /// `-tags`, `-ldflags`, `-trimpath`, `GOARCH`, `GOAMD64`, `vcs.revision`, … as `name=value`.
    pub settings: Vec<String>,
    /// As `name@version`; `dependency_count` counts them all.
    pub dependencies: Vec<String>,
    pub dependency_count: u32,
}

/// What else can be told of a Rust program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RustReport {
    /// `x86_64-unknown-linux-musl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// `unwind` or `abort`; absent where it is not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panic: Option<String>,
    /// The commit that the standard library was built from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// From cargo-auditable's list, as `name@version`; `crate_count` counts them all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crates: Vec<String>,
    pub crate_count: u32,
}

/// In which form a .NET program was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DotnetReport {
    /// `native-aot`, `single-file`, or `apphost`, which needs the runtime in the image.
    pub form: String,
    /// Of the runtime or the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// What the program was built with against being taken over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HardeningReport {
    pub pie: bool,
    /// `no`, `partial` or `full`.
    pub relro: String,
    /// The stack is not executable.
    pub nx: bool,
    /// Absent where the imports do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canary: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fortify: Option<bool>,
    /// `ibt`, `shstk`, `bti`, `pac`.
    pub control_flow: Vec<String>,
    /// RPATH or RUNPATH leads out of the system's directories and of the program's own.
    pub foreign_search_path: bool,
}

/// Where the bytes of the file go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SizeReport {
    /// What `strip` would take away; absent without a section table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strippable: Option<u64>,
    /// `code`, `read-only data`, `data`, `debug information`, `symbol tables`, `embedded data`, `other`; together the
    /// whole file. Empty without a section table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SegmentReport>,
    /// The largest sections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub largest: Vec<SegmentReport>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingReport {
    /// `cgo-stub`, `dynamic-without-cgo`, `packed`, `dotnet-host`, `appimage`, `unpacks-itself`,
    /// `python-module`.
    pub code: String,
    pub sentence: String,
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
