//! Readable catalog files become the compact text that `src/catalog.rs` embeds: one for each
//! architecture, so that a run parses only the one it judges against. The line format is described there.

#[path = "src/catalog/key.rs"]
mod key;
#[path = "build/symbols.rs"]
mod symbols;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use symbols::Symbols;

/// `catalog/images/<slug>.toml`: what is said about an image by hand.
#[derive(Deserialize)]
struct Image {
    reference: String,
    #[serde(default)]
    tag: String,
    name: String,
    family: String,
    libc: String,
    summary: String,
    #[serde(default)]
    release: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    platforms: Vec<String>,
    support: Option<Support>,
    documented: Option<Documented>,
    #[serde(default)]
    contents: BTreeMap<String, Contents>,
    #[serde(default)]
    config: Config,
}

#[derive(Default, Deserialize)]
struct Support {
    #[serde(default)]
    until: String,
    #[serde(default)]
    security: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Documented {
    complete: bool,
}

#[derive(Default, Deserialize)]
struct Config {
    #[serde(default)]
    user: String,
    #[serde(default)]
    workdir: String,
}

/// What an image holds on one architecture: measured, or written down from a source.
#[derive(Deserialize)]
struct Contents {
    size: Option<u64>,
    compressed: Option<u64>,
    #[serde(default)]
    merged_usr: bool,
    #[serde(default)]
    loader_cache: bool,
    #[serde(default)]
    library_path: Vec<String>,
    #[serde(default)]
    interpreters: Vec<String>,
    #[serde(default)]
    libraries: Vec<Library>,
    #[serde(default)]
    packages: Vec<String>,
    #[serde(default)]
    shell: String,
    #[serde(default)]
    ca_bundle: String,
    #[serde(default)]
    zoneinfo: String,
    user: Option<String>,
}

#[derive(Deserialize)]
struct Measured {
    date: toml::Value,
    amd64: Contents,
    arm64: Contents,
}

impl Measured {
    fn contents(&self, architecture: &str) -> &Contents {
        if architecture == "amd64" { &self.amd64 } else { &self.arm64 }
    }
}

/// `catalog/packages/<release>-<arch>.toml`.
#[derive(Deserialize)]
struct Packages {
    #[serde(default)]
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    #[serde(default)]
    library: Vec<Library>,
}

#[derive(Deserialize)]
struct Library {
    path: String,
    soname: String,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    needed: Vec<String>,
    #[serde(default)]
    defines: Vec<String>,
    #[serde(default)]
    up_to: BTreeMap<String, String>,
    /// The release whose build exports the same symbols.
    symbols: Option<String>,
    /// And it exports others too.
    #[serde(default)]
    more_symbols: bool,
}

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../catalog");
    for own in ["build.rs", "build", "src/catalog/key.rs"] {
        println!("cargo::rerun-if-changed={own}");
    }
    println!("cargo::rerun-if-changed={}", root.display());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut symbols = Symbols::read(&root);
    for architecture in ["amd64", "arm64"] {
        let text = compact(&root, architecture, &mut symbols);
        fs::write(out.join(format!("catalog-{architecture}.txt")), text).expect("OUT_DIR is writable");
    }
    fs::write(out.join("symbols.bin"), symbols.bytes).expect("OUT_DIR is writable");
}

fn compact(root: &Path, architecture: &str, symbols: &mut Symbols) -> String {
    let mut text = String::new();
    let mut places = BTreeMap::new();
    for (file, packages) in read_all::<Packages>(&root.join("packages")) {
        let Some(release) = file.strip_suffix(&format!("-{architecture}")) else { continue };
        for package in packages.package {
            let place = places.len();
            line(&mut text, "P", &[&package.name, &package.version]);
            for library in &package.library {
                write_library(&mut text, library, &symbols.packaged(library, &file));
            }
            places.insert((release.to_owned(), package.name), place);
        }
    }
    let mut measured: BTreeMap<_, _> = read_all::<Measured>(&root.join("measured")).into_iter().collect();
    let mut images = read_all::<Image>(&root.join("images"));
    // From the smallest to the largest; those of unknown size come last.
    images.sort_by_key(|(slug, image)| {
        let written = image.contents.get(architecture).and_then(|contents| contents.size);
        let size = measured.get(slug).map_or(written, |facts| facts.contents(architecture).size);
        (size.unwrap_or(u64::MAX), slug.clone())
    });
    for (slug, mut image) in images {
        let facts = measured.remove(&slug);
        let date = facts.as_ref().map(|facts| facts.date.to_string().replace('"', "")).unwrap_or_default();
        let is_measured = facts.is_some();
        let contents = match facts {
            Some(facts) => Some(if architecture == "amd64" { facts.amd64 } else { facts.arm64 }),
            None => image.contents.remove(architecture),
        };
        let complete = is_measured || image.documented.as_ref().is_some_and(|source| source.complete);
        let support = image.support.unwrap_or_default();
        line(
            &mut text,
            "I",
            &[
                &slug,
                &image.reference,
                &image.tag,
                &image.name,
                &image.family,
                &image.libc,
                &image.summary,
                &image.language,
                &image.release,
                &support.until,
                &support.security,
                &support.note,
                if is_measured { "measured" } else { "documented" },
                if complete { "complete" } else { "partial" },
                &image.platforms.join(" "),
                &date,
            ],
        );
        let Some(contents) = contents else { continue };
        let mut packages = Vec::new();
        for name in &contents.packages {
            match places.get(&(image.release.clone(), name.clone())) {
                Some(place) => packages.push(place.to_string()),
                None => panic!(
                    "{slug}: package {name} is not in catalog/packages/{}-{architecture}.toml",
                    image.release
                ),
            }
        }
        let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        let flag = |value: bool| if value { "1" } else { "" };
        line(
            &mut text,
            "C",
            &[
                &number(contents.size),
                &number(contents.compressed),
                flag(contents.merged_usr),
                flag(contents.loader_cache),
                &contents.library_path.join(" "),
                &contents.interpreters.join(" "),
                &packages.join(" "),
                &contents.shell,
                &contents.ca_bundle,
                &contents.zoneinfo,
                contents.user.as_ref().unwrap_or(&image.config.user),
                &image.config.workdir,
            ],
        );
        for library in &contents.libraries {
            write_library(
                &mut text,
                library,
                &symbols.documented(library, &contents.libraries, architecture),
            );
        }
    }
    assert!(measured.is_empty(), "measured and not in catalog/images: {:?}", measured.keys());
    text
}

fn write_library(text: &mut String, library: &Library, symbols: &str) {
    let up_to: Vec<String> =
        library.up_to.iter().map(|(family, most)| format!("<={family}_{most}")).collect();
    let versions = [library.defines.join(" "), up_to.join(" ")].join(" ");
    let versions = if versions.trim().is_empty() { String::new() } else { format!(" {} ", versions.trim()) };
    line(
        text,
        "L",
        &[
            &library.soname,
            &library.path,
            &library.links.join(" "),
            &library.needed.join(" "),
            symbols,
            &versions,
        ],
    );
}

fn line(text: &mut String, mark: &str, fields: &[&str]) {
    assert!(fields.iter().all(|field| !field.contains(['\t', '\n'])), "a tab or line end in {fields:?}");
    writeln!(text, "{mark}\t{}", fields.join("\t")).expect("a string takes everything");
}

fn read_all<T: DeserializeOwned>(folder: &Path) -> Vec<(String, T)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
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
