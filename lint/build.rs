//! What the catalog's files say of an image beside its contents, and what Debian's libraries need: values of
//! this program at build time. The analyzer carries neither, because no verdict depends on them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// `catalog/images/<slug>.toml`, the part that is read here.
#[derive(Deserialize)]
struct Image {
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    contents: BTreeMap<String, Contents>,
    #[serde(default)]
    config: Config,
}

#[derive(Default, Deserialize)]
struct Config {
    #[serde(default)]
    entrypoint: Vec<String>,
}

/// `catalog/measured/<slug>.toml`.
#[derive(Deserialize)]
struct Measured {
    amd64: Contents,
}

#[derive(Default, Deserialize)]
struct Contents {
    #[serde(default)]
    users: Vec<Named>,
    #[serde(default)]
    groups: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// `catalog/libraries/<release>.toml`.
#[derive(Deserialize)]
struct Libraries {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    #[serde(default)]
    libraries: Vec<Library>,
}

#[derive(Deserialize)]
struct Library {
    soname: String,
    needed: Vec<String>,
}

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../catalog");
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["images", "measured", "libraries"] {
        println!("cargo::rerun-if-changed={}", root.join(folder).display());
    }
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("images.rs"), images(&root)).expect("OUT_DIR is writable");
    fs::write(out.join("libraries.txt"), libraries(&root)).expect("OUT_DIR is writable");
}

/// A `&[Configured]`, as an expression.
fn images(root: &Path) -> String {
    let mut measured: BTreeMap<String, Measured> = read_all(&root.join("measured")).into_iter().collect();
    let mut text = "&[".to_owned();
    for (slug, mut image) in read_all::<Image>(&root.join("images")) {
        let contents = match measured.remove(&slug) {
            Some(measured) => measured.amd64,
            None => image.contents.remove("amd64").unwrap_or_default(),
        };
        let names = |all: &[Named]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let _ = writeln!(
            text,
            "Configured {{ slug: {slug:?}, tags: &{:?}, entrypoint: &{:?}, users: &{:?}, groups: &{:?} }},",
            image.tags,
            image.config.entrypoint,
            names(&contents.users),
            names(&contents.groups)
        );
    }
    text + "]"
}

/// A library a line: release, soname, package, needs.
fn libraries(root: &Path) -> String {
    let mut text = String::new();
    for (release, libraries) in read_all::<Libraries>(&root.join("libraries")) {
        for package in libraries.package {
            for Library { soname, needed } in package.libraries {
                let _ = writeln!(text, "{release}\t{soname}\t{}\t{}", package.name, needed.join(" "));
            }
        }
    }
    text
}

fn read_all<T: DeserializeOwned>(folder: &Path) -> Vec<(String, T)> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let value = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), value)
    };
    paths.into_iter().map(read).collect()
}
