//! The files of one image as the kernel and the loader see them: by path, links followed.

use crate::catalog::{BaseImage, Catalog, Contents, Library, Package};
use crate::elf::platform::{Architecture, Platform};

pub(super) struct ImageFiles<'c> {
    pub image: &'c BaseImage,
    contents: Option<&'c Contents>,
    libraries: Vec<(&'c Library, Option<&'c Package>)>,
    /// Debian's names, where the image has no loader of its own to name directories.
    pub multiarch: &'static str,
}

/// A library, by one of the paths that lead to it.
#[derive(Clone, Copy)]
pub(super) struct FileOfLibrary<'c> {
    pub path: &'c str,
    pub library: &'c Library,
    pub package: Option<&'c Package>,
}

impl<'c> ImageFiles<'c> {
    pub(super) fn of(catalog: &'c Catalog, image: &'c BaseImage, platform: Platform) -> Self {
        // Another machine's libraries do not help: with no architecture of ours, the image is empty.
        let architecture = platform.architecture();
        let contents = image.contents.as_ref().filter(|_| architecture.is_some());
        // 64-bit libraries do not help a 32-bit program either: the loader skips them.
        let own = contents.filter(|_| platform.wide);
        let libraries = own.into_iter().flat_map(|contents| catalog.libraries(contents)).collect();
        ImageFiles {
            image,
            contents,
            libraries,
            multiarch: architecture.unwrap_or(Architecture::Amd64).multiarch(),
        }
    }

    pub(super) fn has_interpreter(&self, path: &[u8]) -> bool {
        let interpreters = self.contents.map(|contents| contents.interpreters.as_slice()).unwrap_or_default();
        let Ok(path) = std::str::from_utf8(path) else { return false };
        let path = canonical(path, self.contents);
        interpreters.iter().any(|own| canonical(own, self.contents) == path)
    }

    /// The libraries that some path of this file name leads to; for most names there are none, and no
    /// directory has to be tried.
    pub(super) fn named(&self, file_name: &str) -> Vec<FileOfLibrary<'c>> {
        let leads =
            |path: &str| path.strip_suffix(file_name).is_some_and(|directory| directory.ends_with('/'));
        let all = self.libraries.iter().flat_map(|(library, package)| {
            library.paths().iter().map(move |path| FileOfLibrary { path, library, package: *package })
        });
        all.filter(|file| leads(file.path)).collect()
    }

    /// Whether a path leads to this file.
    pub(super) fn is_at(&self, file: &FileOfLibrary<'_>, path: &str) -> bool {
        canonical(file.path, self.contents) == canonical(path, self.contents)
    }

    /// The loader's default directories, in its order.
    pub(super) fn default_directories(&self, musl: bool) -> Vec<String> {
        let own = self.contents.map(|contents| contents.library_path.as_slice()).unwrap_or_default();
        if !own.is_empty() {
            own.iter().map(|directory| (*directory).to_owned()).collect()
        } else if musl {
            // musl's own, where no /etc/ld-musl-*.path says otherwise (musl ldso/dynlink.c).
            ["/lib", "/usr/local/lib", "/usr/lib"].map(str::to_owned).to_vec()
        } else {
            [
                format!("/lib/{}", self.multiarch),
                format!("/usr/lib/{}", self.multiarch),
                "/lib".to_owned(),
                "/usr/lib".to_owned(),
            ]
            .to_vec()
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
    path.strip_prefix("/usr").filter(|rest| merged && rest.starts_with('/')).unwrap_or(path)
}
