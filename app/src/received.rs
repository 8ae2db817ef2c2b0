//! JSON back into the analyzer's values. Read by hand: derived readers would cost every visitor 20 kB
//! more. A field that is missing reads as empty; a test holds this file against the analyzer's writers.

use crate::json::Json;
use analyzer::dockerfile::{Line, Token, TokenKind};
use analyzer::report::{
    Answer, BlockerReport, CaveatReport, DockerfileText, DotnetReport, Elf, EvidenceReport, FileName,
    FindingReport, FoundReport, GoReport, HardeningReport, ImageReport, NeedReport, OddityReport,
    ProcessReport, Recommendation, RemedyReport, Report, RustReport, SeenReport, SegmentReport, SizeReport,
    Stranger, ToolchainReport, VersionReport,
};

/// A value that can be read from a JSON tree.
pub trait Received: Sized {
    fn from_json(json: &Json) -> Self;

    fn from_text(text: &str) -> Option<Self> {
        Json::parse(text).as_ref().map(Self::from_json)
    }
}

pub fn text(json: &Json, name: &'static str) -> String {
    maybe_text(json, name).unwrap_or_default()
}

pub fn maybe_text(json: &Json, name: &'static str) -> Option<String> {
    json.field(name).and_then(|value| value.text())
}

pub fn number(json: &Json, name: &'static str) -> u64 {
    maybe_number(json, name).unwrap_or_default()
}

pub fn maybe_number(json: &Json, name: &'static str) -> Option<u64> {
    json.field(name).and_then(|value| value.number())
}

fn small(json: &Json, name: &'static str) -> u32 {
    u32::try_from(number(json, name)).unwrap_or(u32::MAX)
}

pub fn flag(json: &Json, name: &'static str) -> bool {
    maybe_flag(json, name).unwrap_or_default()
}

fn maybe_flag(json: &Json, name: &'static str) -> Option<bool> {
    json.field(name).and_then(|value| value.flag())
}

pub fn texts(json: &Json, name: &'static str) -> Vec<String> {
    json.field(name).iter().flat_map(Json::items).filter_map(|item| item.text()).collect()
}

fn numbers(json: &Json, name: &'static str) -> Vec<u64> {
    json.field(name).iter().flat_map(Json::items).filter_map(|item| item.number()).collect()
}

pub fn list<T: Received>(json: &Json, name: &'static str) -> Vec<T> {
    json.field(name).iter().flat_map(Json::items).map(|item| T::from_json(&item)).collect()
}

pub fn maybe<T: Received>(json: &Json, name: &'static str) -> Option<T> {
    json.field(name).map(|value| T::from_json(&value))
}

/// A part that every writer writes; read from the whole when it is missing, so that it comes out empty.
pub fn one<T: Received>(json: &Json, name: &'static str) -> T {
    T::from_json(json.field(name).as_ref().unwrap_or(json))
}

impl Received for Answer {
    fn from_json(json: &Json) -> Self {
        Answer {
            report: one(json, "report"),
            dockerfiles: list(json, "dockerfiles"),
            language: text(json, "language"),
            prebuilt: list(json, "prebuilt"),
        }
    }
}

impl Received for DockerfileText {
    fn from_json(json: &Json) -> Self {
        DockerfileText {
            image: text(json, "image"),
            lines: list(json, "lines"),
            choices: text(json, "choices"),
        }
    }
}

impl Received for Line {
    fn from_json(json: &Json) -> Self {
        Line { tokens: list(json, "tokens"), reason: text(json, "reason"), lesson: text(json, "lesson") }
    }
}

impl Received for Token {
    fn from_json(json: &Json) -> Self {
        let kind = match maybe_text(json, "kind").as_deref() {
            Some("keyword") => TokenKind::Keyword,
            Some("flag") => TokenKind::Flag,
            Some("image") => TokenKind::Image,
            Some("text") => TokenKind::Text,
            Some("comment") => TokenKind::Comment,
            _ => TokenKind::Plain,
        };
        Token { kind, text: text(json, "text") }
    }
}

impl Received for Report {
    fn from_json(json: &Json) -> Self {
        Report {
            schema: small(json, "schema"),
            file: one(json, "file"),
            format: text(json, "format"),
            stranger: maybe(json, "stranger"),
            elf: maybe(json, "elf"),
            toolchain: maybe(json, "toolchain"),
            hardening: maybe(json, "hardening"),
            size: maybe(json, "size"),
            needs: list(json, "needs"),
            process: maybe(json, "process"),
            images: list(json, "images"),
            recommendation: maybe(json, "recommendation"),
            remedies: list(json, "remedies"),
            companions: texts(json, "companions"),
            oddities: list(json, "oddities"),
            truncated: flag(json, "truncated"),
            scanned: flag(json, "scanned"),
        }
    }
}

impl Received for NeedReport {
    fn from_json(json: &Json) -> Self {
        NeedReport {
            code: text(json, "code"),
            certainty: text(json, "certainty"),
            sentence: text(json, "sentence"),
            advice: text(json, "advice"),
            words: maybe_text(json, "words"),
            lesson: text(json, "lesson"),
            evidence: list(json, "evidence"),
        }
    }
}

impl Received for SeenReport {
    fn from_json(json: &Json) -> Self {
        SeenReport { what: text(json, "what"), place: maybe_text(json, "place") }
    }
}

impl Received for ProcessReport {
    fn from_json(json: &Json) -> Self {
        ProcessReport {
            starts_children: maybe_flag(json, "starts_children"),
            waits: maybe_flag(json, "waits"),
            ends_on_sigterm: maybe_flag(json, "ends_on_sigterm"),
            init: text(json, "init"),
            because: text(json, "because"),
            lesson: text(json, "lesson"),
            evidence: list(json, "evidence"),
        }
    }
}

impl Received for FileName {
    fn from_json(json: &Json) -> Self {
        FileName { name: text(json, "name"), size: number(json, "size") }
    }
}

impl Received for Stranger {
    fn from_json(json: &Json) -> Self {
        Stranger {
            what: text(json, "what"),
            advice: text(json, "advice"),
            shebang: maybe_text(json, "shebang"),
        }
    }
}

impl Received for Elf {
    fn from_json(json: &Json) -> Self {
        Elf {
            kind: text(json, "kind"),
            platform: text(json, "platform"),
            class: u8::try_from(number(json, "class")).unwrap_or_default(),
            endianness: text(json, "endianness"),
            linking: text(json, "linking"),
            linking_because: text(json, "linking_because"),
            libc: text(json, "libc"),
            interpreter: maybe_text(json, "interpreter"),
            soname: maybe_text(json, "soname"),
            needed: texts(json, "needed"),
            rpath: texts(json, "rpath"),
            runpath: texts(json, "runpath"),
            versions: list(json, "versions"),
            bind_now: flag(json, "bind_now"),
            cpu_level: maybe_text(json, "cpu_level"),
            build_id: maybe_text(json, "build_id"),
            stripped: maybe_flag(json, "stripped"),
            segments: list(json, "segments"),
            evidence: list(json, "evidence"),
        }
    }
}

impl Received for ToolchainReport {
    fn from_json(json: &Json) -> Self {
        ToolchainReport {
            language: text(json, "language"),
            version: maybe_text(json, "version"),
            evidence: text(json, "evidence"),
            compilers: texts(json, "compilers"),
            wrappings: texts(json, "wrappings"),
            details: texts(json, "details"),
            go: maybe(json, "go"),
            rust: maybe(json, "rust"),
            dotnet: maybe(json, "dotnet"),
            cxx_library: maybe_text(json, "cxx_library"),
            findings: list(json, "findings"),
        }
    }
}

impl Received for GoReport {
    fn from_json(json: &Json) -> Self {
        GoReport {
            path: maybe_text(json, "path"),
            module: maybe_text(json, "module"),
            cgo: maybe_flag(json, "cgo"),
            settings: texts(json, "settings"),
            dependencies: texts(json, "dependencies"),
            dependency_count: small(json, "dependency_count"),
        }
    }
}

impl Received for RustReport {
    fn from_json(json: &Json) -> Self {
        RustReport {
            target: maybe_text(json, "target"),
            panic: maybe_text(json, "panic"),
            commit: maybe_text(json, "commit"),
            crates: texts(json, "crates"),
            crate_count: small(json, "crate_count"),
        }
    }
}

impl Received for DotnetReport {
    fn from_json(json: &Json) -> Self {
        DotnetReport { form: text(json, "form"), version: maybe_text(json, "version") }
    }
}

impl Received for FindingReport {
    fn from_json(json: &Json) -> Self {
        FindingReport { code: text(json, "code"), sentence: text(json, "sentence") }
    }
}

impl Received for HardeningReport {
    fn from_json(json: &Json) -> Self {
        HardeningReport {
            pie: flag(json, "pie"),
            relro: text(json, "relro"),
            nx: flag(json, "nx"),
            canary: maybe_flag(json, "canary"),
            fortify: maybe_flag(json, "fortify"),
            control_flow: texts(json, "control_flow"),
            foreign_search_path: flag(json, "foreign_search_path"),
        }
    }
}

impl Received for SizeReport {
    fn from_json(json: &Json) -> Self {
        SizeReport {
            strippable: maybe_number(json, "strippable"),
            parts: list(json, "parts"),
            largest: list(json, "largest"),
        }
    }
}

impl Received for VersionReport {
    fn from_json(json: &Json) -> Self {
        VersionReport {
            library: text(json, "library"),
            version: text(json, "version"),
            weak: flag(json, "weak"),
            symbols: texts(json, "symbols"),
            symbol_count: small(json, "symbol_count"),
        }
    }
}

impl Received for SegmentReport {
    fn from_json(json: &Json) -> Self {
        SegmentReport { name: text(json, "name"), size: number(json, "size") }
    }
}

impl Received for EvidenceReport {
    fn from_json(json: &Json) -> Self {
        EvidenceReport {
            fact: text(json, "fact"),
            place: text(json, "place"),
            command: text(json, "command"),
        }
    }
}

impl Received for ImageReport {
    fn from_json(json: &Json) -> Self {
        ImageReport {
            image: text(json, "image"),
            from: text(json, "from"),
            slug: text(json, "slug"),
            name: text(json, "name"),
            family: text(json, "family"),
            outcome: text(json, "outcome"),
            error: maybe_text(json, "error"),
            said_by: maybe_text(json, "said_by"),
            exit_status: numbers(json, "exit_status"),
            unsure: maybe_text(json, "unsure"),
            blockers: list(json, "blockers"),
            caveats: list(json, "caveats"),
            size: maybe_number(json, "size"),
            compressed: maybe_number(json, "compressed"),
            supported_until: maybe_text(json, "supported_until"),
            support_note: maybe_text(json, "support_note"),
            past: flag(json, "past"),
            measured: flag(json, "measured"),
            libraries: list(json, "libraries"),
        }
    }
}

impl Received for BlockerReport {
    fn from_json(json: &Json) -> Self {
        BlockerReport {
            code: text(json, "code"),
            subject: text(json, "subject"),
            sentence: text(json, "sentence"),
            tried: texts(json, "tried"),
        }
    }
}

impl Received for CaveatReport {
    fn from_json(json: &Json) -> Self {
        CaveatReport {
            code: text(json, "code"),
            sentence: text(json, "sentence"),
            words: maybe_text(json, "words"),
        }
    }
}

impl Received for FoundReport {
    fn from_json(json: &Json) -> Self {
        FoundReport {
            library: text(json, "library"),
            needed_by: text(json, "needed_by"),
            path: maybe_text(json, "path"),
            package: maybe_text(json, "package"),
            own: flag(json, "own"),
        }
    }
}

impl Received for Recommendation {
    fn from_json(json: &Json) -> Self {
        Recommendation { image: text(json, "image"), tag: text(json, "tag"), because: texts(json, "because") }
    }
}

impl Received for RemedyReport {
    fn from_json(json: &Json) -> Self {
        RemedyReport {
            code: text(json, "code"),
            sentence: text(json, "sentence"),
            command: maybe_text(json, "command"),
        }
    }
}

impl Received for OddityReport {
    fn from_json(json: &Json) -> Self {
        OddityReport { code: text(json, "code"), sentence: text(json, "sentence") }
    }
}
