//! What is looked up once for a program and holds for every image: which libraries have the names that
//! can come up, and which of the needed versions each defines. Images share their packages, so asking
//! image by image would ask the same many times over.

use crate::catalog::{Catalog, Contents, Library, Package};
use crate::elf::Elf;
use crate::layout::Layout;
use crate::untrusted::Untrusted;

pub(super) struct Lookup<'c> {
    names: Vec<Name<'c>>,
    /// For each version need of the program, the libraries asked and their answers.
    defined: Vec<Vec<(&'c Library, bool)>>,
}

struct Name<'c> {
    name: Untrusted,
    hits: Vec<Hit<'c>>,
}

/// A path of the catalog that ends in a name.
#[derive(Clone, Copy)]
pub(super) struct Hit<'c> {
    pub owner: Owner<'c>,
    pub path: &'c str,
    pub library: &'c Library,
}

/// What has to be in an image for the library to be there.
#[derive(Clone, Copy)]
pub(super) enum Owner<'c> {
    Package(usize, &'c Package),
    /// Listed for this image alone.
    Image(&'static str),
}

impl<'c> Lookup<'c> {
    pub(super) fn of(elf: &Elf, layout: &Layout<'_>, catalog: &'c Catalog) -> Self {
        let mut lookup = Lookup { names: Vec::new(), defined: Vec::new() };
        for name in layout.companions.iter().flat_map(|own| &own.elf.needed).chain(&elf.needed) {
            lookup.add(name.clone());
        }
        // An interpreter of another name than a loader's may be some library.
        let interpreter = elf.interpreter.iter().map(|found| &found.path);
        let is_loader = |path: &&Untrusted| path.as_bytes().windows(4).any(|part| part == b"/ld-");
        for path in interpreter.filter(|path| !is_loader(path)) {
            lookup.add(path.clone());
        }
        let mut next = 0;
        while next < lookup.names.len() {
            let Some(name) = lookup.names.get_mut(next) else { break };
            name.hits = hits(catalog, &name.name);
            let needs: Vec<&str> = name.hits.iter().flat_map(|hit| hit.library.needed()).collect();
            for need in needs {
                lookup.add(Untrusted::new(need.as_bytes()));
            }
            next = next.saturating_add(1);
        }
        let answers = |need: &crate::elf::VersionNeed| {
            // Only plain names are in the catalog, so any other is not defined.
            let version = need.version.plain().unwrap_or_default();
            let mut answers: Vec<(&Library, bool)> = Vec::new();
            for hit in lookup.hits(&need.library) {
                if !answers.iter().any(|(asked, _)| std::ptr::eq(*asked, hit.library)) {
                    answers.push((hit.library, hit.library.defines(version)));
                }
            }
            answers
        };
        lookup.defined = elf.version_needs.iter().map(answers).collect();
        lookup
    }

    pub(super) fn hits(&self, name: &Untrusted) -> &[Hit<'c>] {
        self.names
            .iter()
            .find(|known| known.name == *name)
            .map(|known| known.hits.as_slice())
            .unwrap_or_default()
    }

    /// Whether a library defines the version that the program's need of this number asks for.
    pub(super) fn defines(&self, library: &Library, need: usize) -> bool {
        let answers = self.defined.get(need).map(Vec::as_slice).unwrap_or_default();
        answers.iter().any(|(asked, defined)| *defined && std::ptr::eq(*asked, library))
    }

    fn add(&mut self, name: Untrusted) {
        if !self.names.iter().any(|known| known.name == name) {
            self.names.push(Name { name, hits: Vec::new() });
        }
    }
}

fn hits<'c>(catalog: &'c Catalog, name: &Untrusted) -> Vec<Hit<'c>> {
    let Ok(name) = std::str::from_utf8(name.as_bytes()) else { return Vec::new() };
    let file_name = name.rsplit('/').next().unwrap_or(name);
    let leads = |path: &str| path.strip_suffix(file_name).is_some_and(|directory| directory.ends_with('/'));
    let mut hits = Vec::new();
    for (owner, library) in catalog.all_libraries() {
        // Nearly all libraries have one link at most, and are done with here.
        let ends = |paths: &str| paths.ends_with(file_name);
        if !ends(library.path) && !ends(library.links) && !library.has_many_links() {
            continue;
        }
        let paths = library.paths().filter(|path| leads(path));
        hits.extend(paths.map(|path| Hit { owner, path, library }));
    }
    hits
}

impl Catalog {
    fn all_libraries(&self) -> impl Iterator<Item = (Owner<'_>, &Library)> {
        let packaged = self.all_packages().iter().enumerate().flat_map(|(place, package)| {
            package.libraries.iter().map(move |library| (Owner::Package(place, package), library))
        });
        let listed = self.images.iter().flat_map(|image| {
            let own = image.contents.iter().flat_map(Contents::own_libraries);
            own.map(|library| (Owner::Image(image.slug), library))
        });
        packaged.chain(listed)
    }
}
