//! What was read in the file: a few rows that open, each with its place in the file and the command
//! that shows the same.

use analyzer::report::{Elf, FoundReport, Report};
use yew::prelude::*;

use super::library_tree::library_tree;
use super::segments::segments;
use super::versions;
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
    let Some(elf) = &report.elf else { return Html::default() };
    let rows = key_facts(elf, image).into_iter().chain(search_paths(elf)).chain([built(elf), size(report, elf)]);
    html! {
        <section class="facts" id="facts">
            <h2>{ "What was read in the file" }</h2>
            { for rows.map(|fact| row(fact, elf)) }
            { oddities(report) }
        </section>
    }
}

/// The few that explain a verdict, for a lesson's figure.
pub(super) fn brief_facts(report: &Report, image: &InImage) -> Html {
    let Some(elf) = &report.elf else { return Html::default() };
    html! {
        <section class="facts">{ for key_facts(elf, image).into_iter().map(|fact| row(fact, elf)) }</section>
    }
}

fn key_facts(elf: &Elf, image: &InImage) -> Vec<Fact> {
    [linking(elf), interpreter(elf), libraries(elf, image)].into_iter().chain(versions(elf)).collect()
}

fn row(fact: Fact, elf: &Elf) -> Html {
    let evidence = elf.evidence.iter().filter(|evidence| fact.evidence.contains(&evidence.fact.as_str()));
    let evidence = evidence.map(|evidence| {
        html! {
            <li>
                { &evidence.place }
                { ". Show it: " }
                <code>{ &evidence.command }</code>
            </li>
        }
    });
    html! {
        <details class="fact">
            <summary><span class="fact-name">{ fact.name }</span><span class="fact-value">{ fact.value }</span></summary>
            <div class="fact-body">
                { fact.body }
                <ul class="evidence">{ for evidence }</ul>
            </div>
        </details>
    }
}

fn linking(elf: &Elf) -> Fact {
    Fact {
        name: "Linking",
        value: html! { format!("{}, {}", elf.linking, elf.platform) },
        body: html! { <p>{ &elf.linking_because }</p> },
        evidence: &["linking", "kind", "platform"],
    }
}

fn interpreter(elf: &Elf) -> Fact {
    let libc = match elf.libc.as_str() {
        "none" => "no C library is asked for".to_owned(),
        "unknown" => "an unknown C library".to_owned(),
        libc => libc.to_owned(),
    };
    let (value, body) = match &elf.interpreter {
        Some(path) => (
            html! { <><code>{ path }</code>{ format!(", {libc}") }</> },
            html! {
                <p>{ "The kernel starts this loader first. When it is not at this very path in the image, the kernel \
                      answers \u{201c}no such file or directory\u{201d}, and means the loader." }</p>
            },
        ),
        None => (
            html! { "none" },
            html! { <p>{ "No loader is asked for: the kernel starts the program itself." }</p> },
        ),
    };
    Fact { name: "Loader", value, body, evidence: &["interpreter", "libc"] }
}

fn libraries(elf: &Elf, image: &InImage) -> Fact {
    let value = match elf.needed.len() {
        0 => html! { "none" },
        1 => html! { <code>{ &elf.needed[0] }</code> },
        count => html! { format!("{count} asked for by name") },
    };
    let body = if image.libraries.is_empty() {
        html! { <ul class="tree">{ for elf.needed.iter().map(|name| html! { <li><code>{ name }</code></li> }) }</ul> }
    } else {
        library_tree(image.libraries, image.name)
    };
    Fact { name: "Libraries", value, body, evidence: &["needed"] }
}

fn versions(elf: &Elf) -> Option<Fact> {
    let count = elf.versions.len();
    (count > 0).then(|| Fact {
        name: "Symbol versions",
        value: html! { format!("{count} needed") },
        body: versions::versions(&elf.versions),
        evidence: &["versions"],
    })
}

fn search_paths(elf: &Elf) -> Option<Fact> {
    let paths: Vec<&String> = elf.rpath.iter().chain(&elf.runpath).collect();
    let first = paths.first()?;
    let list = |name: &str, paths: &[String]| -> Html {
        if paths.is_empty() {
            return Html::default();
        }
        html! {
            <p>{ name }{ ": " }{ for paths.iter().map(|path| html! { <><code>{ path }</code>{ " " }</> }) }</p>
        }
    };
    Some(Fact {
        name: "Own search path",
        value: html! { <code>{ (*first).clone() }</code> },
        body: html! {
            <>
                <p>{ "The loader looks here before its own directories." }</p>
                { list("RPATH", &elf.rpath) }
                { list("RUNPATH", &elf.runpath) }
            </>
        },
        evidence: &["rpath", "runpath"],
    })
}

fn built(elf: &Elf) -> Fact {
    let position = match elf.kind.as_str() {
        "pie" | "static-pie" => "position-independent",
        "executable" => "at a fixed address",
        other => other,
    };
    let lines = [
        ("Placed in memory", position.to_owned()),
        ("Symbols bound", if elf.bind_now { "all at start (BIND_NOW)" } else { "on first use" }.to_owned()),
        ("Processor", elf.cpu_level.clone().unwrap_or_else(|| "no level asked for".to_owned())),
        (
            "Symbol table",
            match elf.stripped {
                Some(true) => "stripped".to_owned(),
                Some(false) => "still in the file".to_owned(),
                None => "the section table cannot be read".to_owned(),
            },
        ),
        ("Build id", elf.build_id.clone().unwrap_or_else(|| "none".to_owned())),
    ];
    let rows = lines.into_iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> });
    Fact {
        name: "How it was built",
        value: html! { format!("{position}, {}-bit, {} endian", elf.class, elf.endianness) },
        body: html! { <dl>{ for rows }</dl> },
        evidence: &["bind_now", "cpu_level", "stripped", "build_id"],
    }
}

fn size(report: &Report, elf: &Elf) -> Fact {
    Fact {
        name: "Size",
        value: html! { measure::size(report.file.size) },
        body: html! {
            <>
                <p>{ measure::grouped(report.file.size) }{ " bytes." }</p>
                if !elf.segments.is_empty() {
                    { segments(&elf.segments) }
                }
            </>
        },
        evidence: &["segments", "size"],
    }
}

fn oddities(report: &Report) -> Html {
    if report.oddities.is_empty() {
        return Html::default();
    }
    html! {
        <section class="oddities" id="oddities">
            <h3>{ "Odd about this file" }</h3>
            <ul>{ for report.oddities.iter().map(|oddity| html! { <li>{ &oddity.sentence }</li> }) }</ul>
        </section>
    }
}
