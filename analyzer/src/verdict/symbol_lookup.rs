//! Does some loaded object define each symbol that is looked up by its name alone? glibc ends at the first that
//! is nowhere, and what only calls want it looks up when it is called, unless the object says otherwise
//! (`elf/dl-reloc.c`, `_dl_relocate_object`; `elf/dl-lookup.c`). musl looks everything up at start and names all
//! that is nowhere (`ldso/dynlink.c`, `do_relocs`).
//!
//! Symbols with a version need no look: the version was asked for, and a library that defines it has them.

use crate::catalog::{Catalog, Exports, Library};
use crate::elf::{Elf, Undefined, export};
use crate::layout::Layout;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::{Blocker, Caveat, NeededBy, Opened, Verdict};

/// Files of the program's own that would have to be compared more often are made to be: nothing is said of them.
const COMPARED: usize = 20_000_000;

pub(super) fn check(elf: &Elf, layout: &Layout<'_>, catalog: &Catalog, verdict: &mut Verdict<'_>) {
    // The program's own libraries may want something too, and what the image's want is there: it was measured.
    let own = || layout.companions.iter().map(|own| own.elf).chain([elf]);
    let wanted: usize = own().map(|elf| elf.undefined.len()).sum();
    let exports: usize = own().flat_map(|elf| &elf.exports).map(Vec::len).sum();
    if wanted == 0 || wanted.saturating_mul(exports) > COMPARED || !is_loaded(verdict) {
        return;
    }
    let libc = Libc::of(elf);
    let scope = Scope::of(elf, catalog, verdict);
    let mut seekers = scope.objects.iter().filter_map(Object::seeker).collect::<Vec<_>>();
    // Libraries come before the program, which is the first: with glibc the last one first (`elf/rtld.c`,
    // `dl_main`), with musl in the order of loading (`ldso/dynlink.c`, `__dls3`).
    if libc == Libc::Musl {
        seekers.rotate_left(1);
    } else {
        seekers.reverse();
    }
    for (seeker, own) in seekers {
        // glibc relocates calls last, and musl first.
        let (calls, others): (Vec<&Undefined>, Vec<&Undefined>) =
            own.undefined.iter().partition(|symbol| symbol.by_call);
        let undefined = if libc == Libc::Musl { [calls, others] } else { [others, calls] };
        let is_lazy = libc != Libc::Musl && !own.dynamic.as_ref().is_some_and(|dynamic| dynamic.bind_now);
        for symbol in undefined.into_iter().flatten() {
            match scope.defines(&symbol.name, seeker, own, libc) {
                Defined::Yes => {}
                Defined::Perhaps(library) => {
                    let name = symbol.name.shown();
                    verdict.unsure.get_or_insert_with(|| {
                        format!("It wants {name}, and whether the image's {library} defines that is not known: it is newer than those measured.")
                    });
                }
                Defined::No => report(verdict, symbol, seeker, symbol.by_call && is_lazy, libc),
            }
        }
    }
}

/// musl names a symbol for every relocation that wants it, in their order. glibc ends at the first, so there a symbol
/// is reported once.
fn report(verdict: &mut Verdict<'_>, missing: &Undefined, seeker: &NeededBy, is_late: bool, libc: Libc) {
    let is_known = verdict.blockers.iter().any(|blocker| {
        matches!(blocker, Blocker::MissingSymbol { symbol, wanted_by, .. }
            if *symbol == missing.name && wanted_by == seeker)
    });
    if is_known && libc != Libc::Musl {
        return;
    }
    let (symbol, wanted_by) = (missing.name.clone(), seeker.clone());
    if is_late {
        verdict.caveats.push(Caveat::MissingSymbol { symbol, wanted_by });
    } else {
        verdict.blockers.push(Blocker::MissingSymbol { symbol, wanted_by, places: missing.places });
    }
}

/// Whether the loader comes so far, with everything in its place. A library that is missing may be the one that
/// defines the symbol.
fn is_loaded(verdict: &Verdict<'_>) -> bool {
    let is_there = |blocker: &Blocker| {
        !matches!(blocker, Blocker::MissingInterpreter { .. } | Blocker::MissingLibrary { .. })
    };
    verdict.unsure.is_none()
        && verdict.blockers.iter().all(is_there)
        && verdict.found.iter().all(|found| found.place.is_some())
}

/// What is loaded, in its order: the program, its libraries, the loader.
struct Scope<'a> {
    objects: Vec<Object<'a>>,
}

enum Object<'a> {
    /// The program, or a library of its own.
    Own(NeededBy, &'a Elf),
    Image(&'a Library, Option<Exports>),
    /// The catalog has no such file, although the image has.
    Unknown,
}

impl<'a> Scope<'a> {
    fn of(elf: &'a Elf, catalog: &'a Catalog, verdict: &Verdict<'a>) -> Self {
        let mut objects = vec![Object::Own(NeededBy::Program, elf)];
        for (path, opened) in verdict.found.iter().filter_map(|found| found.place.as_ref()) {
            let name = || NeededBy::Library { name: path.clone(), path: path.clone() };
            objects.push(match opened {
                Opened::Own(own) => Object::Own(name(), own.elf),
                Opened::Image(library, _) => Object::Image(library, library.exports()),
            });
        }
        // The loader is in the image, or nothing would be judged. musl's is the C library.
        let interpreter = elf.interpreter.as_ref().map(|found| found.path.as_bytes()).unwrap_or_default();
        let file = interpreter.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let is_loader = |library: &&Library| {
            library.paths().any(|path| path.rsplit('/').next().is_some_and(|name| name.as_bytes() == file))
        };
        let contents = verdict.image.contents.iter();
        let mut libraries =
            contents.flat_map(|contents| catalog.libraries(contents)).map(|(library, _)| library);
        let loader = libraries.find(is_loader);
        objects.push(loader.map_or(Object::Unknown, |library| Object::Image(library, library.exports())));
        Scope { objects }
    }

    /// Whether a symbol that `own` wants is defined. What nothing is known of is taken to define it.
    fn defines(&self, symbol: &Untrusted, seeker: &NeededBy, own: &Elf, libc: Libc) -> Defined {
        let name = symbol.as_bytes();
        let mut found = Defined::No;
        for object in &self.objects {
            let is_here = match object {
                // It has no definition of what it wants.
                Object::Own(other, _) if other == seeker => false,
                Object::Own(_, other) => {
                    other.exports.as_ref().is_none_or(|exports| exports.contains(&export::hash(name)))
                }
                Object::Image(library, Some(exports)) => {
                    if exports.and_more && matches!(found, Defined::No) {
                        found = Defined::Perhaps(library.soname);
                    }
                    exports.has(name)
                        || exports.beside_versions && !is_asked_by_version(library, own)
                        || libc == Libc::Musl && exports.has(&without_64(name))
                }
                Object::Image(_, None) | Object::Unknown => true,
            };
            if is_here {
                return Defined::Yes;
            }
        }
        found
    }
}

enum Defined {
    Yes,
    /// By a library that is newer than those measured.
    Perhaps(&'static str),
    No,
}

impl<'a> Object<'a> {
    fn seeker(&self) -> Option<(&NeededBy, &'a Elf)> {
        match self {
            Object::Own(name, elf) => Some((name, elf)),
            _ => None,
        }
    }
}

/// Whether `own` asks the library for versions, and so was linked with a build of it that has some: the linker then
/// wrote down the version of every symbol that it found there (binutils `bfd/elflink.c`). What it asks for without one
/// comes from elsewhere, or from a symbol that has none.
fn is_asked_by_version(library: &Library, own: &Elf) -> bool {
    own.version_needs.iter().any(|need| need.library.as_bytes() == library.soname.as_bytes())
}

/// musl since 1.2.4 takes `fopen64` for `fopen` (`ldso/dynlink.c`, `get_lfs64`). It does so for some names; here it
/// is done for all, which errs towards silence.
fn without_64(name: &[u8]) -> Vec<u8> {
    let place = name.windows(2).position(|two| two == b"64").unwrap_or(name.len());
    let (before, after) = name.split_at_checked(place).unwrap_or((name, b""));
    [before, after.get(2..).unwrap_or_default()].concat()
}
