//! What base images contain: the promises that a program's needs are judged against. The facts are the
//! files of `catalog/`; `build.rs` writes them down as one value for each architecture.

mod exports;
mod key;
mod library;

pub use exports::Exports;
pub use library::{Library, Version};

use crate::elf::platform::Architecture;

static AMD64: Catalog = include!(concat!(env!("OUT_DIR"), "/catalog-amd64.rs"));
static ARM64: Catalog = include!(concat!(env!("OUT_DIR"), "/catalog-arm64.rs"));

/// All images, with their contents on one architecture.
#[derive(Debug)]
pub struct Catalog {
    pub architecture: Architecture,
    /// From the smallest to the largest; those of unknown size come last.
    pub images: &'static [BaseImage],
    packages: &'static [Package],
    files: &'static [File],
    /// The day the facts were last measured, `YYYY-MM-DD`: the catalog's idea of today.
    pub date: &'static str,
}

#[derive(Debug)]
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    pub libraries: &'static [Library],
}

/// One image that a final stage may be built on.
#[derive(Debug)]
pub struct BaseImage {
    /// Its number in the catalog.
    pub(crate) place: usize,
    pub slug: &'static str,
    pub reference: &'static str,
    /// The tag to recommend; empty for `scratch` and where the reference holds one already.
    pub tag: &'static str,
    pub name: &'static str,
    pub family: &'static str,
    pub libc: &'static str,
    pub summary: &'static str,
    /// Set for images made for one language; a program of another has no business there.
    pub language: &'static str,
    /// The distribution's release: `trixie`, `3.24`; empty where there is none.
    pub release: &'static str,
    /// `YYYY-MM-DD`, or empty.
    pub supported_until: &'static str,
    /// The day on which the distribution's security team hands over to long term support, or empty.
    pub security_until: &'static str,
    /// What there is to say of the end of support where no day is fixed.
    pub support_note: &'static str,
    pub measured: bool,
    /// The list of libraries is whole, so what is not in it is not in the image.
    pub complete: bool,
    /// Docker platforms it is published for, where the catalog knows more than its two.
    pub platforms: &'static [&'static str],
    pub contents: Option<Contents>,
}

/// What an image holds on the catalog's architecture.
#[derive(Debug)]
pub struct Contents {
    /// Bytes unpacked.
    pub size: Option<u64>,
    /// Bytes gzip-compressed.
    pub compressed: Option<u64>,
    /// `/lib` and its like are links into `/usr`.
    pub merged_usr: bool,
    /// There is an `ld.so.cache`.
    pub loader_cache: bool,
    /// The directories the loader searches by default, in its order.
    pub library_path: &'static [&'static str],
    pub interpreters: &'static [&'static str],
    packages: &'static [usize],
    libraries: &'static [Library],
    /// Path of a shell, or empty.
    pub shell: &'static str,
    /// Path of the CA bundle, or empty.
    pub ca_bundle: &'static str,
    /// Directory of the time zone files, or empty.
    pub zoneinfo: &'static str,
    /// The user that the recommended tag runs as.
    pub user: &'static str,
    /// Where a program starts in the recommended tag; empty for `/`.
    pub workdir: &'static str,
    /// There is a `/tmp` that everyone may write to.
    pub has_tmp: bool,
    /// The numbers of the users that `/etc/passwd` names.
    pub users: &'static [u32],
    /// The environment leads OpenSSL to the bundle (`SSL_CERT_FILE`).
    pub names_bundle: bool,
}

/// A path that leads to a library.
#[derive(Debug)]
struct File {
    /// Its last part.
    name: &'static str,
    path: &'static str,
    owner: Owner,
    /// Its number among the libraries of the owner.
    library: usize,
}

/// What has to be in an image for a library to be there: the number of a package, or of the one image that the
/// library is listed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Package(usize),
    Image(usize),
}

impl Catalog {
    pub fn of(architecture: Architecture) -> &'static Self {
        match architecture {
            Architecture::Amd64 => &AMD64,
            Architecture::Arm64 => &ARM64,
        }
    }

    pub fn image(&self, reference: &str) -> Option<&BaseImage> {
        self.images.iter().find(|image| image.is_named(reference))
    }

    /// Every library of an image, with the package it comes from where that is known.
    pub fn libraries<'c>(
        &'c self,
        contents: &'c Contents,
    ) -> impl Iterator<Item = (&'c Library, Option<&'c Package>)> {
        let packaged = contents.packages.iter().filter_map(|place| self.packages.get(*place));
        let packaged = packaged
            .flat_map(|package| package.libraries.iter().map(move |library| (library, Some(package))));
        packaged.chain(contents.libraries.iter().map(|library| (library, None)))
    }

    /// Every path that ends in a file name, with the library it leads to.
    pub(crate) fn named(&self, name: &[u8]) -> impl Iterator<Item = (Owner, &'static str, &'static Library)> {
        let start = self.files.partition_point(|file| file.name.as_bytes() < name);
        let alike = self.files.iter().skip(start).take_while(move |file| file.name.as_bytes() == name);
        alike.filter_map(|file| Some((file.owner, file.path, self.owned(file.owner)?.get(file.library)?)))
    }

    fn owned(&self, owner: Owner) -> Option<&'static [Library]> {
        match owner {
            Owner::Package(place) => self.packages.get(place).map(|package| package.libraries),
            Owner::Image(place) => Some(self.images.get(place)?.contents.as_ref()?.libraries),
        }
    }

    pub(crate) fn package(&self, place: usize) -> Option<&'static Package> {
        self.packages.get(place)
    }

    pub fn packages<'c>(&'c self, contents: &'c Contents) -> impl Iterator<Item = &'c Package> {
        contents.packages.iter().filter_map(|place| self.packages.get(*place))
    }
}

impl BaseImage {
    /// `gcr.io/distroless/base-debian13:nonroot`: what to write after `FROM`.
    pub fn from(&self) -> String {
        if self.tag.is_empty() {
            self.reference.to_owned()
        } else {
            format!("{}:{}", self.reference, self.tag)
        }
    }

    /// Whether someone who writes `name` means this image: by reference, with or without a tag, or by
    /// the name of its catalog file.
    pub fn is_named(&self, name: &str) -> bool {
        let tagged = name.strip_prefix(self.reference).is_some_and(|rest| rest.starts_with(':'));
        name == self.slug || name == self.reference || tagged
    }

    /// Whether its support had ended on a day, `YYYY-MM-DD`.
    pub fn is_past(&self, day: &str) -> bool {
        !self.supported_until.is_empty() && self.supported_until < day
    }

    /// Whether only long term support was left on that day.
    pub fn is_fading(&self, day: &str) -> bool {
        !self.security_until.is_empty() && self.security_until < day
    }
}

impl Contents {
    /// Whether the image has the package of this number.
    pub(crate) fn has_package(&self, place: usize) -> bool {
        self.packages.contains(&place)
    }
}
