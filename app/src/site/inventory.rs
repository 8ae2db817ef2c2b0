//! What `catalog/` says of an image that no program's linkage depends on, and that the analyzer therefore does
//! not carry: users, `/tmp`, the name service, environment and entry point.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inventory {
    pub users: Vec<User>,
    /// The mode of `/tmp` in octal; none where there is no such directory.
    pub tmp: Option<String>,
    /// Lines of `/etc/nsswitch.conf`.
    pub nsswitch: Vec<String>,
    pub entrypoint: Vec<String>,
    pub cmd: Vec<String>,
    pub env: Vec<String>,
    pub workdir: String,
    /// Tags that are published, the recommended one among them.
    pub tags: Vec<String>,
    /// Where it is defined, or where its contents were read.
    pub origin: Option<Origin>,
    /// The day it was measured, or the source was read.
    pub date: String,
    /// Who says how long it is kept up.
    pub support: Option<Origin>,
}

/// A text that says something, and the day it was read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Origin {
    pub source: String,
    pub date: String,
    /// The files in it, where `source` is a repository.
    #[serde(default)]
    pub paths: Vec<String>,
    #[serde(default)]
    pub commit: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct User {
    pub name: String,
    pub uid: u32,
    #[serde(default)]
    pub home: String,
    #[serde(default)]
    pub shell: String,
}

/// The file by hand. It says more; the catalog reads that.
#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    tags: Vec<String>,
    definition: Option<Origin>,
    documented: Option<Origin>,
    support: Option<Origin>,
    contents: Option<Architectures>,
    #[serde(default)]
    config: Config,
}

#[derive(Default, Deserialize)]
struct Config {
    #[serde(default)]
    entrypoint: Vec<String>,
    #[serde(default)]
    cmd: Vec<String>,
    #[serde(default)]
    env: Vec<String>,
    #[serde(default)]
    workdir: String,
}

#[derive(Deserialize)]
struct Architectures {
    amd64: Contents,
}

#[derive(Deserialize)]
struct Measured {
    date: String,
    amd64: Contents,
}

#[derive(Default, Deserialize)]
struct Contents {
    #[serde(default)]
    users: Vec<User>,
    tmp: Option<String>,
    #[serde(default)]
    nsswitch: Vec<String>,
}

impl Inventory {
    /// Reads what the files of `catalog` say of one image on amd64.
    pub fn load(catalog: &Path, slug: &str) -> Result<Self, Box<dyn Error>> {
        let entry: Entry = read(&catalog.join(format!("images/{slug}.toml")))?;
        let measured = catalog.join(format!("measured/{slug}.toml"));
        let measured: Option<Measured> = if measured.is_file() { Some(read(&measured)?) } else { None };
        let origin = entry.definition.or(entry.documented);
        let read_on = origin.as_ref().map(|origin| origin.date.clone()).unwrap_or_default();
        let date = measured.as_ref().map_or(read_on, |measured| measured.date.clone());
        let measured = measured.map(|measured| measured.amd64);
        let contents = measured.or(entry.contents.map(|contents| contents.amd64)).unwrap_or_default();
        Ok(Inventory {
            users: contents.users,
            tmp: contents.tmp,
            nsswitch: contents.nsswitch,
            entrypoint: entry.config.entrypoint,
            cmd: entry.config.cmd,
            env: entry.config.env,
            workdir: entry.config.workdir,
            tags: entry.tags,
            origin,
            date,
            support: entry.support,
        })
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &Path) -> Result<T, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()).into())
}
