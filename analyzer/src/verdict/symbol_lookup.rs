//! Does some loaded object define each symbol that is looked up? glibc ends at the first that
//! is nowhere, and what only calls want it looks up when it is called, unless the object says otherwise
//! (`elf/dl-reloc.c`, `_dl_relocate_object`; `elf/dl-lookup.c`). musl looks everything up at start and names all
//! that is nowhere (`ldso/dynlink.c`, `do_relocs`).
//!
//! A symbol with a version needs a look only where the program has libraries of its own: one of an image was
//! measured, and has what its versions promise.

use crate::catalog::{Catalog, Exports, Library};
use crate::elf::{Elf, Undefined, export};
use crate::layout::Layout;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::{Blocker, Caveat, NeededBy, Opened, Verdict};

/// Files of the program's own that would have to be compared more often are made to be: nothing is said of them.
const COMPARED: usize = 20_000_000;

/// Symbols that are named after missing libraries; a C++ program lacks hundreds then, a line for each.
const UNRESOLVED: usize = 24;

/// A symbol that a missing library would have defined.
#[derive(Debug)]
pub(super) struct Unresolved {
    pub(super) symbol: Untrusted,
    pub(super) wanted_by: NeededBy,
    /// How many relocations want it.
    pub(super) places: u32,
}

pub(super) fn check(elf: &Elf, layout: &Layout<'_>, catalog: &Catalog, verdict: &mut Verdict<'_>) {
    // The program's own libraries may want something too, and what the image's want is there: it was measured.
    let own = || layout.companions.iter().map(|own| own.elf).chain([elf]);
    let wanted: usize = own().map(|elf| elf.undefined.len()).sum();
    let exports: usize = own().flat_map(|elf| &elf.exports).map(Vec::len).sum();
    let libc = Libc::of(elf);
    // musl goes on after a library that is missing.
    let lacks_library = libc == Libc::Musl && lacks_only_libraries(verdict);
    if wanted == 0 || wanted.saturating_mul(exports) > COMPARED || !is_loaded(verdict) && !lacks_library {
        return;
    }
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
        let is_asked = |symbol: &&Undefined| {
            symbol.version.is_none() || libc == Libc::Musl || !layout.companions.is_empty()
        };
        for symbol in undefined.into_iter().flatten().filter(is_asked) {
            match scope.defines(symbol, seeker, own, libc) {
                Defined::Yes => {}
                // What follows in the list is not known then.
                Defined::Perhaps(_) if lacks_library => return,
                Defined::No if lacks_library => {
                    let (symbol, places) = (symbol.name.clone(), symbol.places);
                    verdict.unresolved.push(Unresolved { symbol, wanted_by: seeker.clone(), places });
                    if verdict.unresolved.len() >= UNRESOLVED {
                        return;
                    }
                }
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
    let version = missing.version.clone();
    if is_late {
        verdict.caveats.push(Caveat::MissingSymbol { symbol, wanted_by });
    } else {
        verdict.blockers.push(Blocker::MissingSymbol { symbol, version, wanted_by, places: missing.places });
    }
}

/// Whether the loader comes so far, with everything in its place. A library that is missing may be the one that
/// defines the symbol.
fn is_loaded(verdict: &Verdict<'_>) -> bool {
    let is_there = |blocker: &Blocker| {
        !matches!(
            blocker,
            Blocker::MissingInterpreter { .. }
                | Blocker::UnusableInterpreter { .. }
                | Blocker::MissingLibrary { .. }
        )
    };
    verdict.unsure.is_none()
        && verdict.blockers.iter().all(is_there)
        && verdict.found.iter().all(|found| found.place.is_some())
}

/// Whether nothing but libraries is missing.
fn lacks_only_libraries(verdict: &Verdict<'_>) -> bool {
    verdict.unsure.is_none()
        && !verdict.blockers.is_empty()
        && verdict.blockers.iter().all(|blocker| matches!(blocker, Blocker::MissingLibrary { .. }))
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
    fn defines(&self, symbol: &Undefined, seeker: &NeededBy, own: &Elf, libc: Libc) -> Defined {
        let name = symbol.name.as_bytes();
        // musl looks at no versions but its own default ones.
        let version = symbol.version.as_ref().filter(|_| libc != Libc::Musl);
        let mut found = Defined::No;
        for object in &self.objects {
            let is_here = match object {
                // It has no definition of what it wants.
                Object::Own(other, _) if other == seeker => false,
                Object::Own(_, other) => exports(other, name, version),
                Object::Image(library, _) if version.is_some_and(|_| library.has_versions()) => {
                    version.and_then(Untrusted::plain).is_some_and(|version| library.defines(version))
                }
                // The sets of exports are right for most names only. But there is no C++ in a C library, and what
                // was found with a version came from another library than musl's, which has none.
                Object::Image(library, _)
                    if library.soname.starts_with("libc.musl-")
                        && (symbol.version.is_some() || is_of_cxx(name)) =>
                {
                    false
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

/// A library without versions answers for every version, and so does a symbol that has none (glibc
/// `elf/dl-lookup.c`, check_match).
fn exports(elf: &Elf, name: &[u8], version: Option<&Untrusted>) -> bool {
    let Some(exports) = &elf.exports else { return true };
    let hash = export::hash(name);
    match version.filter(|_| !elf.version_definitions.is_empty()) {
        None => exports.contains(&hash),
        Some(version) => [version.as_bytes(), b""]
            .into_iter()
            .any(|version| exports.contains(&export::in_version(hash, version))),
    }
}

/// Mangled, or of a C++ program's runtime (Itanium C++ ABI, "External Names" and "Exception Handling"; libstdc++). A C
/// library has of these what ends a program.
fn is_of_cxx(name: &[u8]) -> bool {
    const BEGIN: [&[u8]; 6] = [b"_Z", b"_Unwind_", b"__cxa_", b"__gxx_", b"__dynamic_cast", b"__once_proxy"];
    const OF_C: [&[u8]; 2] = [b"__cxa_atexit", b"__cxa_finalize"];
    BEGIN.iter().any(|begin| name.starts_with(begin)) && !OF_C.contains(&name)
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
