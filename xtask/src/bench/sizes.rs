//! What a visitor downloads, compressed with brotli at quality 11.

use std::fs;
use std::path::Path;

use super::line;
use crate::build::brotli_size;
use crate::{Done, site};

/// Kilobytes as the limits mean them.
const KB: usize = 1000;
const LESSON: &str = "learn/static-and-dynamic-linking/index.html";

pub(super) fn print() -> Done {
    let dist = site::dist();
    println!("\nsizes, brotli");
    let worker = with_glue(&dist, "worker")?;
    let page = with_glue(&dist, "browser")?;
    line("analyzer's worker with its glue", worker, "at most 30 kB", worker <= 30 * KB);
    let scanner = with_glue(&dist, "scanner")?;
    line("search through a whole file, with its glue", scanner, "at most 25 kB", scanner <= 25 * KB);
    let explainer = with_glue(&dist, "explainer")?;
    line("what reads a pasted log, with its glue", explainer, "at most 30 kB", explainer <= 30 * KB);
    println!("{:<58} {:>12}", "what checks Dockerfiles, with its glue", with_glue(&dist, "linter")?);
    println!("{:<58} {:>12}", "what judges its facts, with its glue", with_glue(&dist, "judge")?);
    line("page's bundle with its glue", page, "at most 90 kB", page <= 90 * KB);
    println!("{:<58} {:>12}", "search, with its index", search(&dist)?);
    let lesson = page_with_styles(&dist)?;
    line("the lesson's HTML and CSS", lesson, "at most 14 kB", lesson <= 14 * KB);
    Ok(())
}

/// The WebAssembly and the JavaScript whose names begin so.
fn with_glue(dist: &Path, name: &str) -> Done<usize> {
    let mut total = 0;
    let mut kinds = Vec::new();
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if file.starts_with(name) && ["wasm", "js"].contains(&extension) {
            kinds.push(extension.to_owned());
            total += brotli_size(&fs::read(&path)?)?;
        }
    }
    if !kinds.contains(&"wasm".to_owned()) {
        return Err(format!("{} has no {name}*.wasm", dist.display()).into());
    }
    Ok(total)
}

/// What comes when the search is wanted.
fn search(dist: &Path) -> Done<usize> {
    let mut total = 0;
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("search-") || name.starts_with("ranking-") {
            total += brotli_size(&fs::read(&path)?)?;
        }
    }
    Ok(total)
}

/// The page's own style stands in its head; a style sheet beside it would count too.
fn page_with_styles(dist: &Path) -> Done<usize> {
    let page = fs::read(dist.join(LESSON)).map_err(|error| format!("dist/{LESSON}: {error}"))?;
    let mut total = brotli_size(&page)?;
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            total += brotli_size(&fs::read(&path)?)?;
        }
    }
    Ok(total)
}
