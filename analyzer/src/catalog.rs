//! What base images contain: the promises that a program's needs are judged against. The facts are the
//! files of `catalog/`; `build.rs` packs them into one text for each architecture, a record per line,
//! fields separated by tabs and lists by blanks:
//!
//! `P` a package, `L` a library of the package or image before it, `I` an image, `C` its contents.

mod exports;
mod key;
mod library;

pub use exports::Exports;
pub use library::{Library, Version};

use std::sync::OnceLock;

use crate::elf::platform::Architecture;

const AMD64: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog-amd64.txt"));
const ARM64: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog-arm64.txt"));

/// All images, with their contents on one architecture.
#[derive(Debug)]
pub struct Catalog {
    pub architecture: Architecture,
    /// From the smallest to the largest; those of unknown size come last.
    pub images: Vec<BaseImage>,
    packages: Vec<Package>,
    /// The day the facts were last measured, `YYYY-MM-DD`: the catalog's idea of today.
    pub date: &'static str,
}

#[derive(Debug)]
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    pub libraries: Vec<Library>,
}

/// One image that a final stage may be built on.
#[derive(Debug)]
pub struct BaseImage {
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
    pub platforms: Vec<&'static str>,
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
    pub library_path: Vec<&'static str>,
    pub interpreters: Vec<&'static str>,
    packages: Vec<usize>,
    libraries: Vec<Library>,
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
}

impl Catalog {
    /// Parsed once in a process.
    pub fn of(architecture: Architecture) -> &'static Self {
        static CATALOGS: [OnceLock<Catalog>; 2] = [OnceLock::new(), OnceLock::new()];
        let [amd64, arm64] = &CATALOGS;
        match architecture {
            Architecture::Amd64 => amd64.get_or_init(|| Catalog::parse(architecture, AMD64)),
            Architecture::Arm64 => arm64.get_or_init(|| Catalog::parse(architecture, ARM64)),
        }
    }

    fn parse(architecture: Architecture, text: &'static str) -> Self {
        let mut catalog = Catalog { architecture, images: Vec::new(), packages: Vec::new(), date: "" };
        for line in text.split_terminator('\n') {
            let mut fields = Fields(line);
            let mark = fields.next();
            catalog.take(mark, &mut fields);
        }
        catalog
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

    pub(crate) fn all_packages(&self) -> &[Package] {
        &self.packages
    }

    pub fn packages<'c>(&'c self, contents: &'c Contents) -> impl Iterator<Item = &'c Package> {
        contents.packages.iter().filter_map(|place| self.packages.get(*place))
    }

    fn take(&mut self, mark: &str, fields: &mut Fields) {
        match mark {
            "P" => self.packages.push(Package {
                name: fields.next(),
                version: fields.next(),
                libraries: Vec::new(),
            }),
            "L" => {
                let library = Library::read(fields);
                let contents = self.images.last_mut().and_then(|image| image.contents.as_mut());
                match (contents, self.packages.last_mut()) {
                    (Some(contents), _) => contents.libraries.push(library),
                    (None, Some(package)) => package.libraries.push(library),
                    (None, None) => {}
                }
            }
            "I" => {
                let (image, date) = BaseImage::read(fields);
                self.date = self.date.max(date);
                self.images.push(image);
            }
            "C" => {
                if let Some(image) = self.images.last_mut() {
                    image.contents = Some(Contents::read(fields));
                }
            }
            _ => {}
        }
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

    fn read(fields: &mut Fields) -> (Self, &'static str) {
        let image = BaseImage {
            slug: fields.next(),
            reference: fields.next(),
            tag: fields.next(),
            name: fields.next(),
            family: fields.next(),
            libc: fields.next(),
            summary: fields.next(),
            language: fields.next(),
            release: fields.next(),
            supported_until: fields.next(),
            security_until: fields.next(),
            support_note: fields.next(),
            measured: fields.next() == "measured",
            complete: fields.next() == "complete",
            platforms: fields.list(),
            contents: None,
        };
        (image, fields.next())
    }
}

impl Contents {
    /// Whether the image has the package of this number.
    pub(crate) fn has_package(&self, place: usize) -> bool {
        self.packages.contains(&place)
    }

    /// Libraries that are listed for this image alone.
    pub(crate) fn own_libraries(&self) -> &[Library] {
        &self.libraries
    }

    fn read(fields: &mut Fields) -> Self {
        Contents {
            size: fields.next().parse().ok(),
            compressed: fields.next().parse().ok(),
            merged_usr: fields.flag(),
            loader_cache: fields.flag(),
            library_path: fields.list(),
            interpreters: fields.list(),
            packages: fields.list().into_iter().filter_map(|place| place.parse().ok()).collect(),
            libraries: Vec::new(),
            shell: fields.next(),
            ca_bundle: fields.next(),
            zoneinfo: fields.next(),
            user: fields.next(),
            workdir: fields.next(),
        }
    }
}

/// The rest of a line. `build.rs` wrote it, so a field that is missing is an empty one. Fields are short,
/// so a plain loop over the bytes is quicker than a search for each separator.
struct Fields(&'static str);

impl Fields {
    fn next(&mut self) -> &'static str {
        let end = self.0.bytes().position(|byte| byte == b'\t').unwrap_or(self.0.len());
        let (field, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest.get(1..).unwrap_or_default();
        field
    }

    fn flag(&mut self) -> bool {
        !self.next().is_empty()
    }

    fn list(&mut self) -> Vec<&'static str> {
        let mut words = Vec::new();
        let mut rest = self.next();
        while !rest.is_empty() {
            let end = rest.bytes().position(|byte| byte == b' ').unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            words.push(word);
            rest = after.get(1..).unwrap_or_default();
        }
        words
    }

    /// The last field, which is the longest of a library, without looking through it for another end.
    fn rest(&mut self) -> &'static str {
        std::mem::take(&mut self.0)
    }
}
