//! What the site needs to work without a network: the list of its files for the service worker, and the manifest by which
//! it can be installed.

use std::error::Error;
use std::fs;
use std::path::Path;

use super::assets::{bare_script, hash};

/// The service worker; its address decides which pages it serves, so it lies at the root under a name of its own.
pub(super) const WORKER: &str = "sw.js";

/// Writes the service worker with the list of all that was published before.
pub(super) fn publish(source: &Path, staging: &Path) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    collect(staging, "", &mut files)?;
    files.retain(|file| is_kept(file));
    files.sort();
    let mut version = String::new();
    for file in &files {
        version.push_str(&format!("{file} {}\n", hash(&fs::read(staging.join(file))?)));
    }
    let addresses: Vec<&str> = files.iter().map(|file| address(file)).collect();
    let script = fs::read_to_string(source.join("app/assets").join(WORKER))?;
    let script = bare_script(&script)
        .replace("VERSION", &hash(version.as_bytes()))
        .replace("LIST", &serde_json::to_string(&addresses)?);
    fs::write(staging.join(WORKER), script)?;
    Ok(())
}

/// By its path in the site. Samples are megabytes, and the rest is not for browsers.
fn is_kept(file: &str) -> bool {
    let kinds = [".html", ".js", ".json", ".svg", ".wasm", ".webmanifest", ".woff2"];
    kinds.iter().any(|kind| file.ends_with(kind)) && !file.starts_with("samples/") && file != WORKER
}

/// A page is asked for by its folder.
fn address(file: &str) -> &str {
    match file.strip_suffix("index.html") {
        Some("") => "./",
        Some(folder) => folder,
        None => file,
    }
}

fn collect(folder: &Path, below: &str, files: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

/// The manifest of the installed site. `icon` is for a tab, `tile` has room around it, for a mask to cut into.
pub(super) fn manifest(icon: &str, tile: &str) -> String {
    serde_json::json!({
        "name": "Final Stage",
        "short_name": "Final Stage",
        "description": "Which base image will your program start in?",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fcfcf9",
        "theme_color": "#fcfcf9",
        "icons": [
            { "src": icon, "sizes": "any", "type": "image/svg+xml" },
            { "src": tile, "sizes": "any", "type": "image/svg+xml", "purpose": "maskable" },
        ],
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_kept_under_the_address_it_is_asked_for_by() {
        assert_eq!(address("index.html"), "./");
        assert_eq!(address("learn/pid-1/index.html"), "learn/pid-1/");
        assert_eq!(address("404.html"), "404.html");
    }

    #[test]
    fn samples_and_what_no_browser_asks_for_are_not_kept() {
        for file in ["samples/go-cgo", "_headers", "sw.js", "about/index.md", "feed.xml"] {
            assert!(!is_kept(file), "{file}");
        }
        for file in ["index.html", "search-0123456789ab.json", "fonts/a.woff2", "judge-0_bg.wasm"] {
            assert!(is_kept(file), "{file}");
        }
    }
}
