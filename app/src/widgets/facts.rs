//! What was read in the file: a few rows that open, each with its place in the file and the command
//! that shows the same.

use analyzer::report::{Elf, FoundReport, Report};
use yew::prelude::*;

use super::library_tree::LibraryTree;
use super::segments::Segments;
use super::versions::Versions;
use crate::measure;

#[derive(PartialEq, Properties)]
pub(super) struct FactsProps {
    pub(super) report: Report,
    /// Of the chosen image.
    pub(super) libraries: Vec<FoundReport>,
    pub(super) image_name: AttrValue,
    /// Only what a lesson's figure needs.
    #[prop_or_default]
    pub(super) brief: bool,
}

/// A row: what it is called, its value in a few words, its body, and the facts its evidence stands for.
struct Fact {
    name: &'static str,
    value: Html,
    body: Html,
    evidence: &'static [&'static str],
}

#[component]
pub(super) fn Facts(props: &FactsProps) -> Html {
    let Some(elf) = &props.report.elf else { return Html::default() };
    let mut facts = vec![linking(elf), interpreter(elf), libraries(elf, props)];
    facts.extend(versions(elf));
    if !props.brief {
        facts.extend(search_paths(elf));
        facts.extend([built(elf), size(&props.report, elf)]);
    }
    html! {
        <section class="facts" id="facts">
            if !props.brief {
                <h2>{ "What was read in the file" }</h2>
            }
            { for facts.into_iter().map(|fact| row(fact, elf)) }
            if !props.brief {
                { oddities(&props.report) }
            }
        </section>
    }
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

fn libraries(elf: &Elf, props: &FactsProps) -> Fact {
    let value = match elf.needed.len() {
        0 => html! { "none" },
        1 => html! { <code>{ &elf.needed[0] }</code> },
        count => html! { format!("{count} asked for by name") },
    };
    let body = if props.libraries.is_empty() {
        html! { <ul class="tree">{ for elf.needed.iter().map(|name| html! { <li><code>{ name }</code></li> }) }</ul> }
    } else {
        html! { <LibraryTree libraries={props.libraries.clone()} image_name={props.image_name.clone()} /> }
    };
    Fact { name: "Libraries", value, body, evidence: &["needed"] }
}

fn versions(elf: &Elf) -> Option<Fact> {
    let count = elf.versions.len();
    (count > 0).then(|| Fact {
        name: "Symbol versions",
        value: html! { format!("{count} needed") },
        body: html! { <Versions versions={elf.versions.clone()} /> },
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
                    <Segments segments={elf.segments.clone()} />
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
