//! `cargo xtask build`: the deployable site, and what of it a visitor downloads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::{Done, setup, site};

/// What a static host compresses on the way; everything else travels as it is.
const COMPRESSED: &[&str] = &["css", "html", "js", "json", "md", "svg", "txt", "wasm", "webmanifest", "xml"];

/// `--public-url URL` is the address that the site will have. A whole one, with its host, also gives canonical links,
/// previews, a site map and a feed.
pub(crate) fn run(arguments: &[String]) -> Done {
    let public_url = match arguments {
        [] => None,
        [option, url] if option == "--public-url" => Some(url.as_str()),
        _ => return Err("cargo xtask build takes nothing, or --public-url URL".into()),
    };
    let tools = setup::for_site()?;
    let started = Instant::now();
    site::build(&tools, public_url)?;
    println!("\nbuilt in {:.1} s\n\n{}", started.elapsed().as_secs_f64(), sizes(&site::dist())?);
    Ok(())
}

/// A table of every file in `dist`, and what it weighs on the way to a visitor.
pub(crate) fn sizes(dist: &Path) -> Done<String> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    let mut table = format!("{:>10}  {:>10}  dist/\n", "bytes", "brotli");
    for file in &files {
        let content = fs::read(file)?;
        let name = file.strip_prefix(dist)?.display();
        let squeezed = match file.extension().and_then(|extension| extension.to_str()) {
            Some(extension) if COMPRESSED.contains(&extension) => brotli_size(&content)?.to_string(),
            _ => "-".to_owned(),
        };
        table.push_str(&format!("{:>10}  {squeezed:>10}  {name}\n", content.len()));
    }
    Ok(table)
}

/// What fits the first round trip of a connection: ten segments (RFC 6928), less what their headers take.
const ROUND_TRIP: usize = 14_000;

/// The generator's page carries a form and all its texts.
const MAY_BE_LARGER: &[&str] = &["dockerfile/index.html"];

/// A page is read when its HTML, with the styles in it, is there: a failure where one does not fit.
pub(crate) fn pages_fit(dist: &Path) -> Done {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    let mut too_large = Vec::new();
    for file in &files {
        let name = file.strip_prefix(dist)?;
        let is_style_sheet = name.extension().is_some_and(|extension| extension == "css");
        let is_page = name.extension().is_some_and(|extension| extension == "html");
        let may_be_larger = MAY_BE_LARGER.iter().any(|larger| name == Path::new(larger));
        let size = brotli_size(&fs::read(file)?)?;
        if is_style_sheet || is_page && !may_be_larger && size > ROUND_TRIP {
            too_large.push(format!("{}: {size}", name.display()));
        }
    }
    match too_large.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "more than {ROUND_TRIP} bytes with brotli, or a style sheet beside the page: {}",
            too_large.join(", ")
        )
        .into()),
    }
}

/// The size at quality 11, the setting for files that are compressed once and served often.
pub(crate) fn brotli_size(content: &[u8]) -> std::io::Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner().len())
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use sha2::Digest;

    use super::*;

    #[test]
    fn a_page_of_more_than_a_round_trip_is_told() {
        let shell = xshell::Shell::new().expect("there is a shell");
        let dist = shell.create_temp_dir().expect("a directory can be made");
        let noise: Vec<u8> = (0..1_000_u32).flat_map(|n| sha2::Sha256::digest(n.to_le_bytes())).collect();
        fs::write(dist.path().join("index.html"), "small").expect("it can be written");
        assert!(pages_fit(dist.path()).is_ok());
        fs::write(dist.path().join("large.html"), noise).expect("it can be written");
        let told = pages_fit(dist.path()).expect_err("it does not fit").to_string();
        assert!(told.contains("large.html") && !told.contains("index.html"), "{told}");
    }

    #[test]
    fn repeated_text_costs_a_visitor_little() {
        let text = "the loader looks for the library ".repeat(1000);
        let size = brotli_size(text.as_bytes()).expect("writing to memory does not fail");
        assert!(0 < size && size < 200, "{size}");
    }
}
