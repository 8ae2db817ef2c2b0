//! `cargo xtask toolchains`: what made each program of the corpus, by somebody else's word, beside what the analyzer
//! reads off the program; written to `corpus/toolchains.toml`. A difference is a failure, "unknown" is none.

mod table;
mod truth;

use std::fs;

use analyzer::Facts;
use analyzer::facts::Content;
use analyzer::scan::Scanner;
use analyzer::toolchain::Toolchain;
use analyzer::untrusted::Untrusted;
use analyzer::{SliceSource, toolchain::Language};

use crate::Done;
use crate::prove::{self, Fetcher};
use table::{Row, Table};

const USAGE: &str = "usage: cargo xtask toolchains [NAME…]";

pub(crate) fn run(names: &[String]) -> Done {
    if names.iter().any(|name| name.starts_with('-')) {
        return Err(USAGE.into());
    }
    let mut fetcher = Fetcher::new()?;
    let mut rows = Vec::new();
    let programs = prove::programs()?.into_iter().filter(prove::Program::is_real);
    for program in programs.filter(|program| names.is_empty() || names.contains(&program.name)) {
        let fetched = fetcher.fetch(&program)?;
        let bytes = fs::read(&fetched.file)?;
        let truth = truth::of(&program, &fetched.file, &mut fetcher)?;
        let Named { language: named, version: named_version, by_paths } = named(&bytes)?;
        let row = Row {
            name: program.name.clone(),
            sha256: fetched.sha256,
            language: truth.language.0,
            language_from: truth.language.1,
            version: truth.version.as_ref().map(|version| version.0.clone()),
            version_from: truth.version.map(|version| version.1),
            named,
            named_version,
            by_paths,
        };
        if let Some(mistake) = row.mistake() {
            println!("toolchains: {mistake}");
        }
        rows.push(row);
    }
    let table = Table { program: rows };
    println!("toolchains: {}", table.counts());
    if names.is_empty() {
        table.write()?;
    }
    let mistakes: Vec<String> = table.program.iter().filter_map(Row::mistake).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes.join("\n").into()) }
}

/// What the analyzer names when the whole file was gone over.
struct Named {
    language: String,
    version: Option<String>,
    /// Of Rust, the release by the paths of its standard library alone.
    by_paths: Option<String>,
}

fn named(bytes: &[u8]) -> Done<Named> {
    let facts = Facts::read(&mut SliceSource(bytes)).map_err(|error| error.to_string())?;
    let Content::Elf(elf) = &facts.content else {
        return Ok(Named { language: Language::Unknown.code().to_owned(), version: None, by_paths: None });
    };
    let mut scanner = Scanner::new();
    scanner.feed(bytes);
    let toolchain = Toolchain::of(elf, Some(&scanner.finish()));
    let shown = |version: Option<Untrusted>| version.map(|version| version.shown());
    Ok(Named {
        language: toolchain.language.code().to_owned(),
        version: shown(toolchain.version),
        by_paths: shown(toolchain.rust.and_then(|rust| rust.release)),
    })
}
