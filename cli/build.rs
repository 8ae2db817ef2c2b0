//! The titles of the error pages, so that `finalstage explain` says in words what it found: read from the front matter of
//! `content/errors/*.md`.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

#[derive(Deserialize)]
struct Front {
    title: String,
    description: String,
    fix: String,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/errors");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("content/errors is there").flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut table = String::from("pub(crate) const PAGES: &[Page] = &[\n");
    for path in paths {
        let text = fs::read_to_string(&path).expect("a page is text");
        let front =
            text.split("+++").nth(1).unwrap_or_else(|| panic!("{} has no `+++` block", path.display()));
        let front: Front =
            toml::from_str(front).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let slug = path.file_stem().expect("it has a name").to_string_lossy();
        let Front { title, description, fix } = front;
        writeln!(
            table,
            "Page {{ slug: {slug:?}, title: {title:?}, description: {description:?}, fix: {fix:?} }},"
        )
        .expect("a string takes what it is given");
    }
    table.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("pages.rs"), table).expect("cargo's folder takes a file");
}
