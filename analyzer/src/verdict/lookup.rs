//! What is looked up once for a program and holds for every image: which libraries have the names that
//! can come up, and which of the needed versions each defines. Images share their packages, so asking
//! image by image would ask the same many times over.

use crate::catalog::{Catalog, Library, Owner, Package};
use crate::elf::Elf;
use crate::layout::Layout;

pub(super) struct Lookup<'f> {
    names: Vec<Name<'f>>,
    /// For each version need of the program, the libraries asked and their answers.
    defined: Vec<Vec<(&'static Library, bool)>>,
}

struct Name<'f> {
    name: &'f [u8],
    hits: Vec<Hit>,
}

/// A path of the catalog that ends in a name.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    pub owner: Owner,
    pub path: &'static str,
    pub library: &'static Library,
    /// Where the library comes from, if it is not listed for one image alone.
    pub package: Option<&'static Package>,
}

impl<'f> Lookup<'f> {
    pub(super) fn of(elf: &'f Elf, layout: &Layout<'f>, catalog: &Catalog) -> Self {
        let mut lookup = Lookup { names: Vec::new(), defined: Vec::new() };
        for name in layout.companions.iter().flat_map(|own| &own.elf.needed).chain(&elf.needed) {
            lookup.add(name.as_bytes());
        }
        // An interpreter of another name than a loader's may be some library.
        let interpreter = elf.interpreter.iter().map(|found| found.path.as_bytes());
        let is_loader = |path: &&[u8]| path.windows(4).any(|part| part == b"/ld-");
        for path in interpreter.filter(|path| !is_loader(path)) {
            lookup.add(path);
        }
        let mut next = 0;
        while next < lookup.names.len() {
            let Some(name) = lookup.names.get_mut(next) else { break };
            name.hits = hits(catalog, name.name);
            let needs: Vec<&str> = name.hits.iter().flat_map(|hit| hit.library.needed()).collect();
            for need in needs {
                lookup.add(need.as_bytes());
            }
            next = next.saturating_add(1);
        }
        let answers = |need: &crate::elf::VersionNeed| {
            // Only plain names are in the catalog, so any other is not defined.
            let version = need.version.plain().unwrap_or_default();
            let mut answers: Vec<(&'static Library, bool)> = Vec::new();
            for hit in lookup.hits(need.library.as_bytes()) {
                if !answers.iter().any(|(asked, _)| std::ptr::eq(*asked, hit.library)) {
                    answers.push((hit.library, hit.library.defines(version)));
                }
            }
            answers
        };
        lookup.defined = elf.version_needs.iter().map(answers).collect();
        lookup
    }

    pub(super) fn hits(&self, name: &[u8]) -> &[Hit] {
        self.names
            .iter()
            .find(|known| known.name == name)
            .map(|known| known.hits.as_slice())
            .unwrap_or_default()
    }

    /// Whether a library defines the version that the program's need of this number asks for.
    pub(super) fn defines(&self, library: &Library, need: usize) -> bool {
        let answers = self.defined.get(need).map(Vec::as_slice).unwrap_or_default();
        answers.iter().any(|(asked, defined)| *defined && std::ptr::eq(*asked, library))
    }

    fn add(&mut self, name: &'f [u8]) {
        if !self.names.iter().any(|known| known.name == name) {
            self.names.push(Name { name, hits: Vec::new() });
        }
    }
}

fn hits(catalog: &Catalog, name: &[u8]) -> Vec<Hit> {
    let file_name = name.rsplit(|byte| *byte == b'/').next().unwrap_or(name);
    let hit = |(owner, path, library)| {
        let package = match owner {
            Owner::Package(place) => catalog.package(place),
            Owner::Image(_) => None,
        };
        Hit { owner, path, library, package }
    };
    catalog.named(file_name).map(hit).collect()
}
