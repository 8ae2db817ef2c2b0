//! A library that the loader opened: one of the image's, or one of the program's own.

use crate::catalog::{Library, Package, Version};
use crate::layout::Companion;
use crate::untrusted::Untrusted;

#[derive(Clone, Copy, Debug)]
pub enum Opened<'c> {
    /// From the catalog, with the package it comes from where that is known.
    Image(&'c Library, Option<&'c Package>),
    Own(&'c Companion<'c>),
}

impl<'c> Opened<'c> {
    pub fn package(self) -> Option<&'c Package> {
        match self {
            Opened::Image(_, package) => package,
            Opened::Own(_) => None,
        }
    }

    pub fn is_own(self) -> bool {
        matches!(self, Opened::Own(_))
    }

    /// The name by which a second request finds it loaded already (glibc `elf/dl-load.c`,
    /// `_dl_name_match_p`).
    pub(super) fn soname(self) -> &'c [u8] {
        match self {
            Opened::Image(library, _) => library.soname.as_bytes(),
            Opened::Own(own) => own.elf.soname.as_ref().map(Untrusted::as_bytes).unwrap_or_default(),
        }
    }

    /// The name of the library it needs at this place of its list.
    pub(super) fn needed(self, place: usize) -> Option<&'c [u8]> {
        match self {
            Opened::Image(library, _) => library.needed().nth(place).map(str::as_bytes),
            Opened::Own(own) => own.elf.needed.get(place).map(Untrusted::as_bytes),
        }
    }

    pub(super) fn has_versions(self) -> bool {
        match self {
            Opened::Image(library, _) => library.has_versions(),
            Opened::Own(own) => !own.elf.version_definitions.is_empty(),
        }
    }

    pub(super) fn defines(self, version: &Untrusted) -> bool {
        match self {
            // Only plain names are in the catalog, so any other is not defined.
            Opened::Image(library, _) => library.defines(version.plain().unwrap_or_default()),
            Opened::Own(own) => own.elf.version_definitions.contains(version),
        }
    }

    /// The newest version it defines of the family that `version` belongs to.
    pub(super) fn newest_beside(self, version: &Untrusted) -> Option<String> {
        let asked = Version::parse(version.plain()?)?;
        match self {
            Opened::Image(library, _) => library.newest(asked.family).map(|newest| newest.to_string()),
            Opened::Own(own) => {
                let defined = own.elf.version_definitions.iter().filter_map(Untrusted::plain);
                let family =
                    defined.filter_map(Version::parse).filter(|defined| defined.family == asked.family);
                family.max_by(|a, b| a.number.cmp(&b.number)).map(|newest| newest.to_string())
            }
        }
    }
}
