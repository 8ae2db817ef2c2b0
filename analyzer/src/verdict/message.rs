//! What the terminal shows, word for word. The kernel only returns a number, and the words are those of whoever
//! called it; a loader speaks for itself, whoever called.

use crate::catalog::BaseImage;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::runtime::{Errno, Runtime};
use crate::verdict::{Blocker, NeededBy, Unusable, Verdict};

/// More lines for one symbol are not shown.
const REPEATED: usize = 16;

/// The text, and who prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub by: Speaker,
    pub text: String,
    /// The exit statuses it may end with, for versions differ; none where it is not known.
    pub exit: &'static [u8],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Whoever asked the kernel, which refused.
    Runtime(Runtime),
    /// ld.so, on standard error.
    Glibc,
    /// ld-musl, on standard error.
    Musl,
}

impl Speaker {
    pub fn name(self) -> &'static str {
        match self {
            Speaker::Runtime(runtime) => runtime.name(),
            Speaker::Glibc => "glibc",
            Speaker::Musl => "musl",
        }
    }
}

impl Message {
    /// The words for the first blocker of a program, with those that are printed along with it.
    pub(super) fn of(verdict: &Verdict<'_>, libc: Libc, program: &str, runtime: Runtime) -> Option<Self> {
        let blockers = verdict.blockers.as_slice();
        let refused = |errno| {
            let text = runtime.words(errno, program, verdict.image)?;
            Some(Message { by: Speaker::Runtime(runtime), text, exit: runtime.exit(errno) })
        };
        // glibc `elf/dl-load.c` (_dl_map_object), `elf/dl-catch.c` (fatal_error), `elf/dl-lookup.c`
        // (_dl_lookup_symbol_x), `sysdeps/x86/dl-prop.h` (dl_isa_level_check).
        let glibc = |text| Some(Message { by: Speaker::Glibc, text, exit: &[127] });
        match blockers.first()? {
            Blocker::WrongFormat { .. } | Blocker::WrongArchitecture { .. } => refused(Errno::NoExec),
            Blocker::MissingInterpreter { .. } => refused(Errno::NoEntry),
            Blocker::UnusableInterpreter { why: Unusable::OtherMachine, .. } => refused(Errno::BadLibrary),
            Blocker::UnusableInterpreter { .. } => refused(Errno::Access),
            Blocker::MissingLibrary { name, tried, .. } if libc != Libc::Musl => glibc(format!(
                "{program}: error while loading shared libraries: {}: cannot open shared object file{}",
                name.shown(),
                if tried.as_deref().unwrap_or_default().is_empty() && has_loader_cache(verdict.image) {
                    ""
                } else {
                    ": No such file or directory"
                }
            )),
            Blocker::MissingLibrary { .. } => Some(musl(verdict, program)),
            Blocker::MissingVersion { .. } => Some(versions(blockers, program)),
            Blocker::MissingSymbol { .. } if libc == Libc::Musl => Some(musl(verdict, program)),
            Blocker::MissingSymbol { symbol, version, wanted_by, .. } => glibc(format!(
                "{program}: symbol lookup error: {}: undefined symbol: {}{}",
                wanted_by.path(program),
                symbol.shown(),
                version.as_ref().map(|version| format!(", version {}", version.shown())).unwrap_or_default()
            )),
            Blocker::CpuLevel { .. } => glibc(format!("{program}: CPU ISA level is lower than required")),
        }
    }
}

/// The last part of the message is the last error of open(2). With DF_1_NODEFLIB and no search path nothing is
/// opened but /etc/ld.so.cache, so where that is there, no error was seen (glibc `elf/dl-load.c`, _dl_map_object;
/// `elf/dl-exception.c`, which leaves an errno of 0 out).
fn has_loader_cache(image: &BaseImage) -> bool {
    image.contents.as_ref().is_some_and(|contents| contents.loader_cache)
}

/// musl goes on after a missing library and names the next one, and then the symbols that are nowhere, once for each
/// relocation that wants them (`ldso/dynlink.c`, load_direct_deps and do_relocs). Of those that a missing library would
/// have brought only the first are shown.
fn musl(verdict: &Verdict<'_>, program: &str) -> Message {
    let relocating = |symbol: &Untrusted, wanted_by: &NeededBy, places: u32| {
        let line =
            format!("Error relocating {}: {}: symbol not found", wanted_by.path(program), symbol.shown());
        vec![line; usize::try_from(places).unwrap_or(1).min(REPEATED)]
    };
    let unresolved = verdict
        .unresolved
        .iter()
        .flat_map(|unresolved| relocating(&unresolved.symbol, &unresolved.wanted_by, unresolved.places));
    let lines: Vec<String> = verdict
        .blockers
        .iter()
        .flat_map(|blocker| match blocker {
            Blocker::MissingLibrary { name, needed_by, .. } => vec![format!(
                "Error loading shared library {}: No such file or directory (needed by {})",
                name.shown(),
                needed_by.path(program)
            )],
            Blocker::MissingSymbol { symbol, wanted_by, places, .. } => {
                relocating(symbol, wanted_by, *places)
            }
            _ => Vec::new(),
        })
        .chain(unresolved)
        .collect();
    Message { by: Speaker::Musl, text: lines.join("\n"), exit: &[127] }
}

/// ld.so checks all versions before it gives up, and prints a line for each (glibc `elf/dl-version.c`, match_symbol;
/// `elf/rtld.c`, print_missing_version and version_check_doit, which ends with 1 where other errors end with 127).
fn versions(blockers: &[Blocker], program: &str) -> Message {
    let lines: Vec<String> = blockers
        .iter()
        .filter_map(|blocker| match blocker {
            Blocker::MissingVersion { version, library, required_by, .. } => Some(format!(
                "{program}: {library}: version `{}' not found (required by {})",
                version.shown(),
                required_by.path(program)
            )),
            _ => None,
        })
        .collect();
    Message { by: Speaker::Glibc, text: lines.join("\n"), exit: &[1] }
}
