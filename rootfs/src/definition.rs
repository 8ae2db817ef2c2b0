//! What `catalog/images/*.toml` says: the intent for an image, written by hand, never measured.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::error::Error;
use crate::package::Release;

/// One image file. Exactly one of `definition` and `documented` is there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file's name without `.toml`.
    #[serde(skip)]
    pub slug: String,
    pub reference: String,
    pub tag: Option<String>,
    #[serde(default)]
    pub tags: Vec<String>,
    pub name: String,
    pub family: String,
    pub libc: String,
    pub release: Option<String>,
    /// The language an image is made for, in lower case; most are made for none.
    pub language: Option<String>,
    /// Docker platforms it is published for, where that is worth saying beyond amd64 and arm64.
    #[serde(default)]
    pub platforms: Vec<String>,
    pub summary: String,
    pub support: Option<Support>,
    pub definition: Option<Definition>,
    pub documented: Option<Documented>,
    #[serde(default)]
    pub contents: BTreeMap<String, Contents>,
    #[serde(default)]
    pub config: Config,
}

/// Until when somebody mends the image.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// `YYYY-MM-DD`; the last day of the month where the source names a month only.
    pub until: Option<String>,
    /// Until when its security team is at work, where others go on for longer.
    pub security: Option<String>,
    pub note: Option<String>,
    pub source: String,
    /// When the source was read.
    pub date: String,
}

/// How an image's tree is made from packages.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub source: String,
    #[serde(default)]
    pub paths: Vec<String>,
    pub commit: Option<String>,
    pub date: String,
    /// The slug of the image this one adds to; everything below is added to what that one has.
    pub extends: Option<String>,
    #[serde(default)]
    pub packages: Vec<String>,
    /// `minbase`: the packages that debootstrap's variant of that name installs.
    pub bootstrap: Option<String>,
    /// Beside those of the bootstrap.
    #[serde(default)]
    pub added: Vec<String>,
    /// Never taken to satisfy a dependency in the bootstrap.
    #[serde(default)]
    pub dropped: Vec<String>,
    /// Aliases such as /lib → usr/lib are made before unpacking.
    #[serde(default)]
    pub merged_usr: bool,
    /// The package whose certificates are joined into one bundle, without the package itself.
    pub certificates: Option<String>,
    /// `status.d` or `info`: where the package database keeps its records.
    pub dpkg: Option<String>,
    /// `ldconfig` is run in the tree.
    #[serde(default)]
    pub loader_cache: bool,
    /// Removed after unpacking; `*` stands for anything, slashes included.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Kept although excluded.
    #[serde(default)]
    pub include: Vec<String>,
    #[serde(default, rename = "directory")]
    pub directories: Vec<Directory>,
    #[serde(default, rename = "file")]
    pub files: Vec<TextFile>,
    #[serde(default, rename = "link")]
    pub links: Vec<Link>,
    #[serde(default, rename = "copy")]
    pub copies: Vec<Copied>,
    #[serde(default, rename = "user")]
    pub users: Vec<Account>,
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    pub path: String,
    /// Octal digits.
    pub mode: String,
    #[serde(default)]
    pub uid: u32,
    #[serde(default)]
    pub gid: u32,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextFile {
    pub path: String,
    pub mode: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    pub path: String,
    pub target: String,
}

/// What a maintainer script copies at installation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copied {
    pub from: String,
    pub to: String,
    /// Password fields become `x`, as in every passwd whose passwords are in /etc/shadow.
    #[serde(default)]
    pub shadowed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
    pub home: String,
    pub shell: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub name: String,
    pub gid: u32,
}

/// What the image's own configuration adds to a program that starts in it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub user: Option<String>,
    pub workdir: Option<String>,
    pub entrypoint: Option<Vec<String>>,
    pub cmd: Option<Vec<String>>,
    #[serde(default)]
    pub env: Vec<String>,
}

/// Says that the contents were read somewhere, not measured here.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Documented {
    pub source: String,
    pub date: String,
    /// True when the list holds every library of the image.
    pub complete: bool,
}

/// A documented image's contents for one architecture.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// Bytes unpacked, and of the compressed archive, where a source states them.
    pub size: Option<u64>,
    pub compressed: Option<u64>,
    #[serde(default)]
    pub interpreters: Vec<String>,
    /// Packages of `release` that the image has as they are; their libraries are measured.
    #[serde(default)]
    pub packages: Vec<String>,
    /// Libraries from elsewhere.
    #[serde(default)]
    pub libraries: Vec<DocumentedLibrary>,
    #[serde(default)]
    pub loader_cache: bool,
    /// The directories the loader searches, in order.
    #[serde(default)]
    pub library_path: Vec<String>,
    pub shell: Option<String>,
    pub ca_bundle: Option<String>,
    pub zoneinfo: Option<String>,
    pub tmp: Option<String>,
    #[serde(default)]
    pub users: Vec<Account>,
    #[serde(default)]
    pub groups: Vec<Group>,
    pub merged_usr: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentedLibrary {
    pub path: String,
    pub soname: String,
    #[serde(default)]
    pub links: Vec<String>,
    #[serde(default)]
    pub needed: Vec<String>,
    /// Version definitions where they are known one by one.
    #[serde(default)]
    pub defines: Vec<String>,
    /// Where they are not: the highest version of each family that the library's release defines.
    #[serde(default)]
    pub up_to: BTreeMap<String, String>,
    /// The Debian release whose build of the library exports the same symbols; of glibc that follows from versions.
    pub symbols: Option<String>,
    /// The library is newer than that build, and exports others too.
    #[serde(default)]
    pub more_symbols: bool,
}

impl Image {
    /// Reads every image file of a directory, by slug.
    pub fn read_all(directory: &Path) -> Result<BTreeMap<String, Image>, Error> {
        let mut images = BTreeMap::new();
        let entries = fs::read_dir(directory).map_err(|error| Error::new(directory.display(), error))?;
        for entry in entries {
            let path = entry.map_err(|error| Error::new(directory.display(), error))?.path();
            let Some(slug) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".toml")) else {
                continue;
            };
            let text = fs::read_to_string(&path).map_err(|error| Error::new(path.display(), error))?;
            let mut image: Image =
                toml::from_str(&text).map_err(|error| Error::new(path.display(), error))?;
            image.slug = slug.to_string();
            images.insert(slug.to_string(), image);
        }
        Ok(images)
    }

    /// The Debian release its packages come from.
    pub fn debian(&self) -> Option<Release> {
        self.release.as_deref().and_then(Release::named)
    }
}

impl Definition {
    /// This definition with everything it extends in front of its own.
    pub fn with_extended(&self, images: &BTreeMap<String, Image>) -> Result<Definition, Error> {
        let Some(slug) = &self.extends else { return Ok(self.clone()) };
        let below = images
            .get(slug)
            .and_then(|image| image.definition.as_ref())
            .ok_or_else(|| {
                Error::new("catalog/images", format!("{slug} is extended, but has no definition"))
            })?
            .with_extended(images)?;
        let join = |below: Vec<String>, own: &Vec<String>| [below, own.clone()].concat();
        Ok(Definition {
            source: self.source.clone(),
            paths: self.paths.clone(),
            commit: self.commit.clone(),
            date: self.date.clone(),
            extends: None,
            packages: join(below.packages, &self.packages),
            bootstrap: self.bootstrap.clone().or(below.bootstrap),
            added: join(below.added, &self.added),
            dropped: join(below.dropped, &self.dropped),
            merged_usr: below.merged_usr || self.merged_usr,
            certificates: self.certificates.clone().or(below.certificates),
            dpkg: self.dpkg.clone().or(below.dpkg),
            loader_cache: below.loader_cache || self.loader_cache,
            exclude: join(below.exclude, &self.exclude),
            include: join(below.include, &self.include),
            directories: [below.directories, self.directories.clone()].concat(),
            files: [below.files, self.files.clone()].concat(),
            links: [below.links, self.links.clone()].concat(),
            copies: [below.copies, self.copies.clone()].concat(),
            users: [below.users, self.users.clone()].concat(),
            groups: [below.groups, self.groups.clone()].concat(),
        })
    }
}
