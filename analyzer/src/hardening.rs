//! What the program was built with against being taken over: what its headers, its notes and the symbols it
//! imports tell. A static program keeps its symbols to itself, so there some answers are unknown.

use goblin::elf::header::{EM_AARCH64, EM_X86_64};
use goblin::elf::program_header::PF_X;

use crate::elf::Elf;
use crate::linkage::Kind;
use crate::untrusted::Untrusted;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relro {
    No,
    /// The table of functions stays writable: they are bound when they are first called.
    Partial,
    Full,
}

#[derive(Clone, Debug)]
pub struct Hardening {
    pub pie: bool,
    pub relro: Relro,
    pub stack_is_executable: bool,
    /// `__stack_chk_fail` is imported. `None` where imports do not tell.
    pub canary: Option<bool>,
    /// Functions of the kind of `__memcpy_chk` are imported.
    pub fortify: Option<bool>,
    /// `ibt` and `shstk` on x86-64, `bti` and `pac` on arm64.
    pub control_flow: Vec<&'static str>,
    /// A search path leads out of the system's directories and of the program's own.
    pub foreign_search_path: bool,
}

impl Hardening {
    pub fn of(elf: &Elf) -> Self {
        let bind_now = elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.bind_now);
        Hardening {
            pie: matches!(Kind::of(elf), Kind::Pie | Kind::StaticPie | Kind::SharedLibrary),
            relro: match (elf.relro, bind_now || elf.interpreter.is_none()) {
                (false, _) => Relro::No,
                (true, false) => Relro::Partial,
                (true, true) => Relro::Full,
            },
            // Without the header the kernel asks the architecture, and x86 says executable
            // (Linux `fs/binfmt_elf.c`, `EXSTACK_DEFAULT`).
            stack_is_executable: elf
                .stack
                .map_or(elf.platform.machine == EM_X86_64, |flags| flags & PF_X != 0),
            canary: imports(elf, |name| name == b"__stack_chk_fail"),
            fortify: imports(elf, |name| name.starts_with(b"__") && name.ends_with(b"_chk")),
            control_flow: control_flow(elf),
            foreign_search_path: elf.rpath.iter().chain(&elf.runpath).any(is_foreign),
        }
    }
}

/// Whether some imported symbol is of the kind, where the names of imports are known.
fn imports(elf: &Elf, is_it: impl Fn(&[u8]) -> bool) -> Option<bool> {
    let versioned = elf.version_needs.iter().flat_map(|need| &need.symbols);
    let bare = elf.undefined.iter().map(|undefined| &undefined.name);
    let mut names = versioned.chain(bare).peekable();
    names.peek()?;
    if names.any(|name| is_it(name.as_bytes())) {
        return Some(true);
    }
    // Of each version only the first symbols are named: none among them is no answer when there are more.
    let all_named = elf
        .version_needs
        .iter()
        .all(|need| u32::try_from(need.symbols.len()).unwrap_or(u32::MAX) >= need.symbol_count);
    all_named.then_some(false)
}

fn control_flow(elf: &Elf) -> Vec<&'static str> {
    let bits: [(u32, &str); 2] = match elf.platform.machine {
        EM_X86_64 => [(1, "ibt"), (2, "shstk")],
        EM_AARCH64 => [(1, "bti"), (2, "pac")],
        _ => return Vec::new(),
    };
    bits.into_iter().filter(|(bit, _)| elf.control_flow & bit != 0).map(|(_, name)| name).collect()
}

fn is_foreign(path: &Untrusted) -> bool {
    let path = path.as_bytes();
    !["/lib", "/usr/lib", "$ORIGIN", "${ORIGIN}"].iter().any(|own| path.starts_with(own.as_bytes()))
}
