//! What was read in the file: a few rows that open, each with its place in the file and the command
//! that shows the same.

use analyzer::report::{Elf, FoundReport, HardeningReport, Report};
use yew::prelude::Html;

use super::library_tree::library_tree;
use super::segments::segments;
use super::versions;
use crate::markup::{
    code, container, container_with, element, fixed, list, list_of, nothing, paragraph, words,
};
use crate::measure;

/// The chosen image, as far as the facts depend on it.
pub(super) struct InImage<'a> {
    pub(super) name: &'a str,
    pub(super) libraries: &'a [FoundReport],
}

/// A row: what it is called, its value in a few words, its body, and the facts its evidence stands for.
struct Fact {
    name: &'static str,
    value: Html,
    body: Html,
    evidence: &'static [&'static str],
}

/// All facts, for a report.
pub(super) fn facts(report: &Report, image: &InImage) -> Html {
    let Some(elf) = &report.elf else { return nothing() };
    let facts = key_facts(elf, image)
        .into_iter()
        .chain(search_paths(elf))
        .chain([built(report, elf), size(report, elf)]);
    let mut parts = vec![element("h2", "", [fixed("What was read in the file")])];
    parts.extend(facts.map(|fact| row(fact, elf)));
    for finding in report.toolchain.iter().flat_map(|toolchain| &toolchain.findings) {
        parts.push(element("p", "finding", [words(&finding.sentence)]));
    }
    if !report.oddities.is_empty() {
        parts.push(oddities(report));
    }
    container_with("section", &["class", "id"], &["facts", "facts"], parts)
}

/// The few that explain a verdict, for a lesson's figure.
pub(super) fn brief_facts(report: &Report, image: &InImage) -> Html {
    let Some(elf) = &report.elf else { return nothing() };
    container("section", "facts", key_facts(elf, image).into_iter().map(|fact| row(fact, elf)).collect())
}

fn key_facts(elf: &Elf, image: &InImage) -> Vec<Fact> {
    [linking(elf), interpreter(elf), libraries(elf, image)].into_iter().chain(versions(elf)).collect()
}

fn row(fact: Fact, elf: &Elf) -> Html {
    let evidence = elf.evidence.iter().filter(|evidence| fact.evidence.contains(&evidence.fact.as_str()));
    let evidence = evidence.map(|evidence| {
        element("li", "", [words(&evidence.place), fixed(". Show it: "), code(&evidence.command)])
    });
    let evidence = container("ul", "evidence", evidence.collect());
    let name = element("span", "fact-name", [fixed(fact.name)]);
    let value = element("span", "fact-value", [fact.value]);
    let summary = element("summary", "", [name, value]);
    element("details", "fact", [summary, element("div", "fact-body", [fact.body, evidence])])
}

fn linking(elf: &Elf) -> Fact {
    Fact {
        name: "Linking",
        value: words(&[elf.linking.as_str(), ", ", &elf.platform].concat()),
        body: element("p", "", [words(&elf.linking_because)]),
        evidence: &["linking", "kind", "platform"],
    }
}

fn interpreter(elf: &Elf) -> Fact {
    let libc = match elf.libc.as_str() {
        "none" => ", and no C library is asked for",
        "unknown" => ", of an unknown C library",
        "musl" => ", musl",
        _ => ", glibc",
    };
    let (value, body) = match &elf.interpreter {
        Some(path) => (
            list([code(path), fixed(libc)]),
            "The kernel starts this loader first. When it is not at this very path in the image, the kernel answers \
             \u{201c}no such file or directory\u{201d}, and means the loader.",
        ),
        None => (fixed("none"), "No loader is asked for: the kernel starts the program itself."),
    };
    Fact { name: "Loader", value, body: paragraph(body), evidence: &["interpreter", "libc"] }
}

fn libraries(elf: &Elf, image: &InImage) -> Fact {
    let value = match elf.needed.as_slice() {
        [] => fixed("none"),
        [one] => code(one),
        several => words(&format!("{} asked for by name", several.len())),
    };
    let body = if image.libraries.is_empty() {
        container("ul", "tree", elf.needed.iter().map(|name| element("li", "", [code(name)])).collect())
    } else {
        library_tree(image.libraries, image.name)
    };
    Fact { name: "Libraries", value, body, evidence: &["needed"] }
}

fn versions(elf: &Elf) -> Option<Fact> {
    let count = elf.versions.len();
    (count > 0).then(|| Fact {
        name: "Symbol versions",
        value: words(&format!("{count} needed")),
        body: versions::versions(&elf.versions),
        evidence: &["versions"],
    })
}

fn search_paths(elf: &Elf) -> Option<Fact> {
    let first = elf.rpath.iter().chain(&elf.runpath).next()?;
    let mut parts = vec![paragraph("The loader looks here before its own directories.")];
    for (name, paths) in [("RPATH: ", &elf.rpath), ("RUNPATH: ", &elf.runpath)] {
        if !paths.is_empty() {
            parts.push(element("p", "", [fixed(name), code(&paths.join(":"))]));
        }
    }
    Some(Fact {
        name: "Own search path",
        value: code(first),
        body: list_of(parts),
        evidence: &["rpath", "runpath"],
    })
}

fn built(report: &Report, elf: &Elf) -> Fact {
    let position = match elf.kind.as_str() {
        "pie" | "static-pie" => "position-independent",
        "executable" => "at a fixed address",
        other => other,
    };
    let symbols = match elf.stripped {
        Some(true) => "stripped",
        Some(false) => "still in the file",
        None => "the section table cannot be read",
    };
    let toolchain = report.toolchain.as_ref();
    let compiled = toolchain.map_or_else(String::new, |toolchain| {
        let version = toolchain.version.iter().flat_map(|version| [" ", version]);
        let name: String = std::iter::once(toolchain.language.as_str()).chain(version).collect();
        [&name, " (", &toolchain.evidence, ")"].concat()
    });
    let details = toolchain.map(|toolchain| toolchain.details.join(", ")).unwrap_or_default();
    let hardening = report.hardening.as_ref().map_or_else(String::new, hardening);
    let lines = [
        ("Toolchain", compiled.as_str()),
        ("Built with", details.as_str()),
        ("Hardening", hardening.as_str()),
        ("Placed in memory", position),
        ("Symbols bound", if elf.bind_now { "all at start (BIND_NOW)" } else { "on first use" }),
        ("Processor", elf.cpu_level.as_deref().unwrap_or("no level asked for")),
        ("Symbol table", symbols),
        ("Build id", elf.build_id.as_deref().unwrap_or("none")),
    ];
    let lines = lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .flat_map(|(name, value)| [element("dt", "", [fixed(name)]), element("dd", "", [words(value)])]);
    Fact {
        name: "How it was built",
        value: words(&format!("{position}, {}-bit, {} endian", elf.class, elf.endianness)),
        body: container("dl", "", lines.collect()),
        evidence: &["bind_now", "cpu_level", "stripped", "build_id"],
    }
}

fn hardening(found: &HardeningReport) -> String {
    let known = |flag: Option<bool>, yes: &'static str, no: &'static str| match flag {
        Some(true) => yes,
        Some(false) => no,
        None => "",
    };
    let relro = [&found.relro, " RELRO"].concat();
    let parts = [
        if found.pie { "PIE" } else { "no PIE" },
        relro.as_str(),
        if found.nx { "stack not executable" } else { "stack executable" },
        known(found.canary, "stack canary", "no stack canary"),
        known(found.fortify, "fortified", "not fortified"),
    ];
    let parts = parts.into_iter().chain(found.control_flow.iter().map(String::as_str));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn size(report: &Report, elf: &Elf) -> Fact {
    let strip = report.size.as_ref().and_then(|size| size.strippable).filter(|bytes| *bytes > 0);
    let strip = strip.map_or_else(String::new, |bytes| {
        [" bytes. strip would take ", &measure::size(bytes), " away."].concat()
    });
    let end = if strip.is_empty() { " bytes.".to_owned() } else { strip };
    let exact = element("p", "", [words(&measure::grouped(report.file.size)), words(&end)]);
    let found = report.size.as_ref();
    let parts = found.map(|size| size.parts.as_slice()).filter(|parts| !parts.is_empty());
    let parts = parts.unwrap_or(&elf.segments);
    let mut body = vec![exact];
    if !parts.is_empty() {
        body.push(segments(parts));
    }
    let largest = found.map(|size| size.largest.as_slice()).unwrap_or_default();
    let largest: Vec<String> =
        largest.iter().map(|section| [&section.name, " ", &measure::size(section.size)].concat()).collect();
    if !largest.is_empty() {
        body.push(element("p", "", [fixed("Largest sections: "), words(&largest.join(", "))]));
    }
    Fact {
        name: "Size",
        value: words(&measure::size(report.file.size)),
        body: list_of(body),
        evidence: &["segments", "size"],
    }
}

fn oddities(report: &Report) -> Html {
    let oddities = report.oddities.iter().map(|oddity| element("li", "", [words(&oddity.sentence)]));
    let parts =
        vec![element("h3", "", [fixed("Odd about this file")]), container("ul", "", oddities.collect())];
    container_with("section", &["class", "id"], &["oddities", "oddities"], parts)
}
