//! JSON back into the analyzer's values. Read by hand from `serde_json`'s tree: derived readers would
//! cost every visitor 20 kB more. A field that is missing reads as empty; the tests hold this file against
//! the analyzer's own writers.

use analyzer::dockerfile::{Line, Token, TokenKind};
use analyzer::report::{
    Answer, BlockerReport, CaveatReport, DockerfileText, Elf, EvidenceReport, FileName, FoundReport, ImageReport,
    OddityReport, Recommendation, RemedyReport, Report, SegmentReport, Stranger, VersionReport,
};
use serde_json::Value;

/// A value that can be read from a JSON tree.
pub trait Received: Sized {
    fn from_json(json: &Value) -> Self;

    fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(|json: Value| Self::from_json(&json))
    }
}

pub fn text(json: &Value, name: &str) -> String {
    maybe_text(json, name).unwrap_or_default()
}

pub fn maybe_text(json: &Value, name: &str) -> Option<String> {
    json.get(name).and_then(Value::as_str).map(str::to_owned)
}

pub fn number(json: &Value, name: &str) -> u64 {
    json.get(name).and_then(Value::as_u64).unwrap_or_default()
}

fn small(json: &Value, name: &str) -> u32 {
    u32::try_from(number(json, name)).unwrap_or(u32::MAX)
}

fn flag(json: &Value, name: &str) -> bool {
    json.get(name).and_then(Value::as_bool).unwrap_or_default()
}

fn texts(json: &Value, name: &str) -> Vec<String> {
    items(json, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn items<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

pub fn list<T: Received>(json: &Value, name: &str) -> Vec<T> {
    items(json, name).iter().map(T::from_json).collect()
}

fn maybe<T: Received>(json: &Value, name: &str) -> Option<T> {
    json.get(name).map(T::from_json)
}

pub fn one<T: Received>(json: &Value, name: &str) -> T {
    T::from_json(json.get(name).unwrap_or(&Value::Null))
}

impl Received for Answer {
    fn from_json(json: &Value) -> Self {
        Answer {
            report: one(json, "report"),
            dockerfiles: list(json, "dockerfiles"),
            language: text(json, "language"),
            prebuilt: list(json, "prebuilt"),
        }
    }
}

impl Received for DockerfileText {
    fn from_json(json: &Value) -> Self {
        DockerfileText { image: text(json, "image"), lines: list(json, "lines") }
    }
}

impl Received for Line {
    fn from_json(json: &Value) -> Self {
        Line { tokens: list(json, "tokens"), reason: text(json, "reason") }
    }
}

impl Received for Token {
    fn from_json(json: &Value) -> Self {
        let kind = match json.get("kind").and_then(Value::as_str) {
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
    fn from_json(json: &Value) -> Self {
        Report {
            schema: small(json, "schema"),
            file: one(json, "file"),
            format: text(json, "format"),
            stranger: maybe(json, "stranger"),
            elf: maybe(json, "elf"),
            images: list(json, "images"),
            recommendation: maybe(json, "recommendation"),
            remedies: list(json, "remedies"),
            oddities: list(json, "oddities"),
            truncated: flag(json, "truncated"),
        }
    }
}

impl Received for FileName {
    fn from_json(json: &Value) -> Self {
        FileName { name: text(json, "name"), size: number(json, "size") }
    }
}

impl Received for Stranger {
    fn from_json(json: &Value) -> Self {
        Stranger { what: text(json, "what"), advice: text(json, "advice"), shebang: maybe_text(json, "shebang") }
    }
}

impl Received for Elf {
    fn from_json(json: &Value) -> Self {
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
            stripped: json.get("stripped").and_then(Value::as_bool),
            segments: list(json, "segments"),
            evidence: list(json, "evidence"),
        }
    }
}

impl Received for VersionReport {
    fn from_json(json: &Value) -> Self {
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
    fn from_json(json: &Value) -> Self {
        SegmentReport { name: text(json, "name"), size: number(json, "size") }
    }
}

impl Received for EvidenceReport {
    fn from_json(json: &Value) -> Self {
        EvidenceReport { fact: text(json, "fact"), place: text(json, "place"), command: text(json, "command") }
    }
}

impl Received for ImageReport {
    fn from_json(json: &Value) -> Self {
        ImageReport {
            image: text(json, "image"),
            from: text(json, "from"),
            slug: text(json, "slug"),
            name: text(json, "name"),
            family: text(json, "family"),
            outcome: text(json, "outcome"),
            error: maybe_text(json, "error"),
            said_by: maybe_text(json, "said_by"),
            unsure: maybe_text(json, "unsure"),
            blockers: list(json, "blockers"),
            caveats: list(json, "caveats"),
            size: json.get("size").and_then(Value::as_u64),
            compressed: json.get("compressed").and_then(Value::as_u64),
            supported_until: maybe_text(json, "supported_until"),
            support_note: maybe_text(json, "support_note"),
            past: flag(json, "past"),
            measured: flag(json, "measured"),
            libraries: list(json, "libraries"),
        }
    }
}

impl Received for BlockerReport {
    fn from_json(json: &Value) -> Self {
        BlockerReport {
            code: text(json, "code"),
            subject: text(json, "subject"),
            sentence: text(json, "sentence"),
            tried: texts(json, "tried"),
        }
    }
}

impl Received for CaveatReport {
    fn from_json(json: &Value) -> Self {
        CaveatReport { code: text(json, "code"), sentence: text(json, "sentence") }
    }
}

impl Received for FoundReport {
    fn from_json(json: &Value) -> Self {
        FoundReport {
            library: text(json, "library"),
            needed_by: text(json, "needed_by"),
            path: maybe_text(json, "path"),
            package: maybe_text(json, "package"),
        }
    }
}

impl Received for Recommendation {
    fn from_json(json: &Value) -> Self {
        Recommendation { image: text(json, "image"), tag: text(json, "tag"), because: texts(json, "because") }
    }
}

impl Received for RemedyReport {
    fn from_json(json: &Value) -> Self {
        RemedyReport {
            code: text(json, "code"),
            sentence: text(json, "sentence"),
            command: maybe_text(json, "command"),
        }
    }
}

impl Received for OddityReport {
    fn from_json(json: &Value) -> Self {
        OddityReport { code: text(json, "code"), sentence: text(json, "sentence") }
    }
}
