//! The files of one image as the kernel and the loader see them: by path, links followed.

use crate::catalog::{BaseImage, Contents, Owner};
use crate::elf::platform::{Architecture, Platform};
use crate::verdict::lookup::{Hit, Lookup};
use crate::verdict::search_path::absolute;

pub(super) struct ImageFiles<'l, 'c> {
    pub image: &'c BaseImage,
    contents: Option<&'c Contents>,
    lookup: &'l Lookup<'l>,
    /// 64-bit libraries do not help a 32-bit program: the loader skips them.
    is_wide: bool,
    /// For the directories of an image that has no loader of its own to name them.
    pub architecture: Architecture,
}

impl<'l, 'c> ImageFiles<'l, 'c> {
    pub(super) fn of(lookup: &'l Lookup<'l>, image: &'c BaseImage, platform: Platform) -> Self {
        // Another machine's libraries do not help: with no architecture of ours, the image is empty.
        let architecture = platform.architecture();
        let contents = image.contents.as_ref().filter(|_| architecture.is_some());
        ImageFiles {
            image,
            contents,
            lookup,
            is_wide: platform.wide,
            architecture: architecture.unwrap_or(Architecture::Amd64),
        }
    }

    /// Whether the kernel finds a loader at the path, which counts from the working directory when it is
    /// relative (Linux `fs/binfmt_elf.c` opens it as open(2) does).
    pub(super) fn has_interpreter(&self, path: &[u8]) -> bool {
        let interpreters = self.contents.map(|contents| contents.interpreters).unwrap_or_default();
        let Ok(path) = std::str::from_utf8(path) else { return false };
        let path = absolute(path, self.workdir());
        let path = canonical(&path, self.contents);
        interpreters.iter().any(|own| canonical(own, self.contents) == path)
    }

    /// Whether a path leads to a directory. Those are known that a container runtime mounts, those of every
    /// distribution (FHS 3.0, 3.2), and those that something listed lies in.
    pub(super) fn is_directory(&self, path: &[u8]) -> bool {
        const MOUNTED: [&str; 3] = ["/", "/dev", "/proc"];
        const OF_ALL: [&str; 3] = ["/etc", "/lib", "/usr"];
        let Ok(path) = std::str::from_utf8(path) else { return false };
        let path = absolute(path, self.workdir());
        let interpreters = self.contents.map(|contents| contents.interpreters).unwrap_or_default();
        let holds = |file: &&str| {
            let rest = canonical(file, self.contents).strip_prefix(canonical(&path, self.contents));
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        MOUNTED.contains(&&*path)
            || !self.is_empty() && OF_ALL.contains(&&*path)
            || interpreters.iter().any(holds)
    }

    /// Whether a path leads to a library of the image.
    pub(super) fn is_library(&self, path: &[u8]) -> bool {
        let Ok(place) = std::str::from_utf8(path) else { return false };
        let place = absolute(place, self.workdir());
        self.named(path).iter().any(|file| self.is_at(file, &place))
    }

    /// There is nothing in the image but what is put there: it is `scratch`.
    pub(super) fn is_empty(&self) -> bool {
        self.image.reference == "scratch"
    }

    /// The directory that a container of this image starts in.
    pub(super) fn workdir(&self) -> &'c str {
        self.contents.map(|contents| contents.workdir).unwrap_or_default()
    }

    /// The libraries of this image that some path of the name's file name leads to. For most names there
    /// are none, and no directory has to be tried.
    pub(super) fn named(&self, name: &[u8]) -> Vec<&'l Hit> {
        let Some(contents) = self.contents.filter(|_| self.is_wide) else { return Vec::new() };
        let is_here = |hit: &&Hit| match hit.owner {
            Owner::Package(place) => contents.has_package(place),
            Owner::Image(place) => place == self.image.place,
        };
        self.lookup.hits(name).iter().filter(is_here).collect()
    }

    /// The loader passes over a library for another machine or word size and looks on (glibc
    /// `elf/dl-load.c`, `open_verify`).
    pub(super) fn suits(&self, platform: Platform) -> bool {
        platform.wide == self.is_wide && platform.architecture() == Some(self.architecture)
    }

    /// Whether a path leads to this file.
    pub(super) fn is_at(&self, file: &Hit, path: &str) -> bool {
        canonical(file.path, self.contents) == canonical(path, self.contents)
    }

    /// Whether the file of this name in a directory is this one.
    pub(super) fn is_in(&self, file: &Hit, directory: &str, name: &str) -> bool {
        let own = file.path.strip_suffix(name).and_then(|own| own.strip_suffix('/'));
        let directory = directory.trim_end_matches('/');
        own.is_some_and(|own| canonical(own, self.contents) == canonical(directory, self.contents))
    }

    /// The loader's default directories, in its order.
    pub(super) fn default_directories(&self, musl: bool) -> &'c [&'static str] {
        match self.contents.map(|contents| contents.library_path) {
            Some(own) if !own.is_empty() => own,
            // musl's own, where no /etc/ld-musl-*.path says otherwise (musl ldso/dynlink.c).
            _ if musl => &["/lib", "/usr/local/lib", "/usr/lib"],
            _ => self.architecture.library_path(),
        }
    }

    /// Whether a library that is not listed is not there.
    pub(super) fn is_complete(&self) -> bool {
        self.image.complete
    }
}

/// On merged `/usr`, `/lib/x` and `/usr/lib/x` are one file.
fn canonical<'p>(path: &'p str, contents: Option<&Contents>) -> &'p str {
    let merged = contents.is_some_and(|contents| contents.merged_usr);
    let is_below = |rest: &&str| rest.is_empty() || rest.starts_with('/');
    path.strip_prefix("/usr").filter(|rest| merged && is_below(rest)).unwrap_or(path)
}
