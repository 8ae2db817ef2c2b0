//! Readable catalog files become the values that `src/catalog.rs` embeds, one for each architecture: as they stand
//! in the program, nothing of them is parsed when it starts.

#[path = "src/catalog/key.rs"]
mod key;
#[path = "build/symbols.rs"]
mod symbols;
#[path = "build/value.rs"]
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use symbols::Symbols;
use value::{FileNames, list, structure, text};

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
    #[serde(default)]
    env: Vec<String>,
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
    /// The mode of /tmp.
    #[serde(default)]
    tmp: String,
    #[serde(default)]
    users: Vec<Account>,
    #[serde(default)]
    env: Vec<String>,
    user: Option<String>,
}

#[derive(Deserialize)]
struct Account {
    uid: u32,
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
        let value = value_of(&root, architecture, &mut symbols);
        fs::write(out.join(format!("catalog-{architecture}.rs")), value).expect("OUT_DIR is writable");
    }
    fs::write(out.join("symbols.bin"), symbols.bytes).expect("OUT_DIR is writable");
    fs::write(out.join("libraries.txt"), loose_libraries(&root)).expect("OUT_DIR is writable");
}

/// `catalog/libraries/<release>.toml`: libraries that hardly an image has.
#[derive(Deserialize)]
struct LoosePackages {
    #[serde(default)]
    package: Vec<LoosePackage>,
}

#[derive(Deserialize)]
struct LoosePackage {
    name: String,
    #[serde(default)]
    libraries: Vec<LooseLibrary>,
}

#[derive(Deserialize)]
struct LooseLibrary {
    soname: String,
    directory: String,
    needed: Vec<String>,
}

/// A library a line: release, soname, package, directory, needs.
fn loose_libraries(root: &Path) -> String {
    let mut text = String::new();
    for (release, packages) in read_all::<LoosePackages>(&root.join("libraries")) {
        // What glibc brings is in every image that has its loader.
        for package in packages.package.into_iter().filter(|package| package.name != "libc6") {
            for LooseLibrary { soname, directory, needed } in package.libraries {
                let needed = needed.join(" ");
                text.push_str(&format!("{release}\t{soname}\t{}\t{directory}\t{needed}\n", package.name));
            }
        }
    }
    text
}

/// The catalog of one architecture, as an expression.
fn value_of(root: &Path, architecture: &str, symbols: &mut Symbols) -> String {
    let mut packages = Vec::new();
    let mut places = BTreeMap::new();
    let mut names = FileNames::default();
    for (file, written) in read_all::<Packages>(&root.join("packages")) {
        let Some(release) = file.strip_suffix(&format!("-{architecture}")) else { continue };
        for package in written.package {
            let place = packages.len();
            let mut libraries = Vec::new();
            for (number, library) in package.library.iter().enumerate() {
                names.add(&format!("Owner::Package({place})"), number, library);
                libraries.push(library_value(library, &symbols.packaged(library, &file)));
            }
            packages.push(structure(
                "Package",
                &[
                    ("name", text(&package.name)),
                    ("version", text(&package.version)),
                    ("libraries", list(libraries)),
                ],
            ));
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
    let mut newest = String::new();
    let mut values = Vec::new();
    for (place, (slug, mut image)) in images.into_iter().enumerate() {
        let facts = measured.remove(&slug);
        let date = facts.as_ref().map(|facts| facts.date.to_string().replace('"', "")).unwrap_or_default();
        newest = newest.max(date);
        let is_measured = facts.is_some();
        let contents = match facts {
            Some(facts) => Some(if architecture == "amd64" { facts.amd64 } else { facts.arm64 }),
            None => image.contents.remove(architecture),
        };
        let contents = contents.map(|contents| {
            let mut libraries = Vec::new();
            for (number, library) in contents.libraries.iter().enumerate() {
                names.add(&format!("Owner::Image({place})"), number, library);
                let symbols = symbols.documented(library, &contents.libraries, architecture);
                libraries.push(library_value(library, &symbols));
            }
            let package = |name: &String| match places.get(&(image.release.clone(), name.clone())) {
                Some(place) => place.to_string(),
                None => panic!(
                    "{slug}: package {name} is not in catalog/packages/{}-{architecture}.toml",
                    image.release
                ),
            };
            let packages = contents.packages.iter().map(package).collect();
            contents_value(&contents, packages, libraries, &image.config)
        });
        values.push(image_value(place, &slug, &image, is_measured, contents));
    }
    assert!(measured.is_empty(), "measured and not in catalog/images: {:?}", measured.keys());
    let architecture = if architecture == "amd64" { "Amd64" } else { "Arm64" };
    structure(
        "Catalog",
        &[
            ("architecture", format!("Architecture::{architecture}")),
            ("images", list(values)),
            ("packages", list(packages)),
            ("files", names.value()),
            ("date", text(&newest)),
        ],
    )
}

fn image_value(
    place: usize,
    slug: &str,
    image: &Image,
    is_measured: bool,
    contents: Option<String>,
) -> String {
    let complete = is_measured || image.documented.as_ref().is_some_and(|source| source.complete);
    let nothing = Support::default();
    let support = image.support.as_ref().unwrap_or(&nothing);
    structure(
        "BaseImage",
        &[
            ("place", place.to_string()),
            ("slug", text(slug)),
            ("reference", text(&image.reference)),
            ("tag", text(&image.tag)),
            ("name", text(&image.name)),
            ("family", text(&image.family)),
            ("libc", text(&image.libc)),
            ("summary", text(&image.summary)),
            ("language", text(&image.language)),
            ("release", text(&image.release)),
            ("supported_until", text(&support.until)),
            ("security_until", text(&support.security)),
            ("support_note", text(&support.note)),
            ("measured", is_measured.to_string()),
            ("complete", complete.to_string()),
            ("platforms", list(image.platforms.iter().map(|platform| text(platform)))),
            ("contents", contents.map_or("None".to_owned(), |contents| format!("Some({contents})"))),
        ],
    )
}

fn contents_value(
    contents: &Contents,
    packages: Vec<String>,
    libraries: Vec<String>,
    config: &Config,
) -> String {
    let texts = |all: &[String]| list(all.iter().map(|one| text(one)));
    let mut set = contents.env.iter().chain(&config.env);
    structure(
        "Contents",
        &[
            ("size", format!("{:?}", contents.size)),
            ("compressed", format!("{:?}", contents.compressed)),
            ("merged_usr", contents.merged_usr.to_string()),
            ("loader_cache", contents.loader_cache.to_string()),
            ("library_path", texts(&contents.library_path)),
            ("interpreters", texts(&contents.interpreters)),
            ("packages", list(packages)),
            ("libraries", list(libraries)),
            ("shell", text(&contents.shell)),
            ("ca_bundle", text(&contents.ca_bundle)),
            ("zoneinfo", text(&contents.zoneinfo)),
            ("user", text(contents.user.as_ref().unwrap_or(&config.user))),
            ("workdir", text(&config.workdir)),
            ("has_tmp", (contents.tmp == "1777").to_string()),
            ("users", list(contents.users.iter().map(|account| account.uid.to_string()))),
            ("names_bundle", set.any(|set| set.starts_with("SSL_CERT_FILE=")).to_string()),
        ],
    )
}

fn library_value(library: &Library, symbols: &str) -> String {
    let texts = |all: &[String]| list(all.iter().map(|one| text(one)));
    let mut defines = library.defines.clone();
    defines.sort();
    let up_to = library.up_to.iter().map(|(family, most)| format!("({},{})", text(family), text(most)));
    structure(
        "Library",
        &[
            ("soname", text(&library.soname)),
            ("path", text(&library.path)),
            ("links", texts(&library.links)),
            ("needed", texts(&library.needed)),
            ("symbols", text(symbols)),
            ("versions", texts(&defines)),
            ("up_to", list(up_to)),
        ],
    )
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
