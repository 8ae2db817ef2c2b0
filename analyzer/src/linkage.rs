//! Facts in the loader's words: what kind of program it is, how it is linked, and which C library it
//! was linked for.

use goblin::elf::header::{ET_CORE, ET_DYN, ET_EXEC, ET_REL};

use crate::elf::Elf;
use crate::untrusted::Untrusted;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Executable,
    Pie,
    StaticPie,
    SharedLibrary,
    Object,
    Core,
}

/// How a program comes by its libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linking {
    Static,
    StaticPie,
    Dynamic,
}

/// The C library a program was linked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Libc {
    Glibc,
    Musl,
    /// No interpreter and no libraries: what it uses of a C library, it carries.
    None,
    Unknown,
}

impl Kind {
    pub fn of(elf: &Elf) -> Self {
        let pie = elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.pie);
        match elf.object_type {
            ET_EXEC => Kind::Executable,
            ET_DYN if elf.interpreter.is_some() && (pie || elf.soname.is_none()) => Kind::Pie,
            ET_DYN if pie => Kind::StaticPie,
            // Without the mark of a PIE: a packer's or an older linker's static-pie has neither a name nor
            // needs; a library has at least one of them, or symbols for others.
            ET_DYN if elf.soname.is_none() && elf.needed.is_empty() && elf.entry_is_mapped => Kind::StaticPie,
            ET_REL => Kind::Object,
            ET_CORE => Kind::Core,
            _ => Kind::SharedLibrary,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Kind::Executable => "executable",
            Kind::Pie => "pie",
            Kind::StaticPie => "static-pie",
            Kind::SharedLibrary => "shared-library",
            Kind::Object => "object",
            Kind::Core => "core",
        }
    }
}

impl Linking {
    /// Decided by the presence of an interpreter, as the kernel decides, and not by what is needed: an
    /// interpreter without needs still has to be there.
    pub fn of(elf: &Elf) -> Self {
        match (elf.interpreter.is_some(), Kind::of(elf)) {
            (false, Kind::StaticPie) => Linking::StaticPie,
            (false, Kind::Executable | Kind::Object | Kind::Core) => Linking::Static,
            _ => Linking::Dynamic,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Linking::Static => "static",
            Linking::StaticPie => "static-pie",
            Linking::Dynamic => "dynamic",
        }
    }

    /// The evidence, in one sentence.
    pub fn because(self, elf: &Elf) -> &'static str {
        match (Kind::of(elf), self, elf.interpreter.is_some(), elf.needed.is_empty()) {
            (Kind::Object, ..) => "It is an object file: a linker has yet to make a program of it.",
            (Kind::Core, ..) => "It is a core dump: the memory of a program that died.",
            (Kind::SharedLibrary, _, false, _) => {
                "It names no interpreter and is no PIE: a program has to load it."
            }
            (_, Linking::Dynamic, true, true) => {
                "It names an interpreter, so the kernel starts that first, although no library is needed."
            }
            (_, Linking::Dynamic, ..) => "It names an interpreter, which loads the libraries it needs.",
            (_, Linking::StaticPie, ..) => {
                "It names no interpreter and relocates itself: position-independent, with everything inside."
            }
            (_, Linking::Static, ..) => "It names no interpreter: the kernel starts it without any library.",
        }
    }
}

impl Libc {
    pub fn of(elf: &Elf) -> Self {
        let named =
            elf.interpreter.as_ref().map_or(Libc::Unknown, |found| Libc::of_name(base_name(&found.path)));
        if named != Libc::Unknown {
            return named;
        }
        // A library names no interpreter; whom it needs tells whose it is.
        let by_need = elf.needed.iter().map(|name| Libc::of_name(name.as_bytes()));
        match by_need.into_iter().find(|libc| *libc != Libc::Unknown) {
            Some(libc) => libc,
            None if elf.interpreter.is_none() && elf.needed.is_empty() => Libc::None,
            None => Libc::Unknown,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Libc::Glibc => "glibc",
            Libc::Musl => "musl",
            Libc::None => "none",
            Libc::Unknown => "unknown",
        }
    }

    fn of_name(name: &[u8]) -> Self {
        if name.starts_with(b"ld-musl-") || name.starts_with(b"libc.musl-") {
            Libc::Musl
        } else if name.starts_with(b"ld-linux")
            || name.starts_with(b"ld64.so")
            || name == b"libc.so.6"
            || name == b"ld.so.1"
        {
            Libc::Glibc
        } else if name == b"libc.so" {
            Libc::Musl
        } else {
            Libc::Unknown
        }
    }
}

fn base_name(path: &Untrusted) -> &[u8] {
    path.as_bytes().rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}
