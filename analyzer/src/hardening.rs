//! What the program was built with against being taken over: what its headers, its notes and the symbols it
//! imports tell. A static program keeps its symbols to itself, so there some answers are unknown.

use goblin::elf::header::{EM_AARCH64, EM_X86_64};
use goblin::elf::program_header::PF_X;

use crate::elf::{Elf, export};
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
            canary: imports(elf, &["__stack_chk_fail"]),
            fortify: {
                let checked = FORTIFIED.map(|function| ["__", function, "_chk"].concat());
                imports(elf, &checked.each_ref().map(String::as_str))
            },
            control_flow: control_flow(elf),
            foreign_search_path: elf.rpath.iter().chain(&elf.runpath).any(is_foreign),
        }
    }
}

/// Whether one of these symbols is imported. `None` where it is not known, and where there are no imports: a static
/// program keeps its symbols to itself.
fn imports(elf: &Elf, names: &[&str]) -> Option<bool> {
    if let Some(imports) = &elf.imports {
        let is_any = || names.iter().any(|name| imports.contains(&export::hash(name.as_bytes())));
        return (!imports.is_empty()).then(is_any);
    }
    // Not all names were at hand; some are told with the versions.
    let versioned = elf.version_needs.iter().flat_map(|need| &need.symbols);
    let named = versioned.chain(elf.undefined.iter().map(|undefined| &undefined.name));
    let is_any =
        named.into_iter().any(|name| names.iter().any(|wanted| wanted.as_bytes() == name.as_bytes()));
    is_any.then_some(true)
}

/// The checked functions of FORTIFY, as glibc exports them (2.36, and what 2.38 to 2.42 added), without the underscores
/// before and `_chk` behind.
#[rustfmt::skip]
const FORTIFIED: [&str; 86] = [
    "asprintf", "confstr", "dprintf", "explicit_bzero", "fdelt", "fgets", "fgets_unlocked", "fgetws",
    "fgetws_unlocked", "fprintf", "fread", "fread_unlocked", "fwprintf", "getcwd", "getdomainname",
    "getgroups", "gethostname", "getlogin_r", "gets", "getwd", "inet_ntop", "inet_pton", "longjmp",
    "mbsnrtowcs", "mbsrtowcs", "mbstowcs", "memcpy", "memmove", "mempcpy", "memset", "obstack_printf",
    "obstack_vprintf", "poll", "ppoll", "pread", "pread64", "printf", "ptsname_r", "read", "readlink",
    "readlinkat", "realpath", "recv", "recvfrom", "snprintf", "sprintf", "stpcpy", "stpncpy", "strcat",
    "strcpy", "strlcat", "strlcpy", "strncat", "strncpy", "swprintf", "syslog", "ttyname_r", "vasprintf",
    "vdprintf", "vfprintf", "vfwprintf", "vobstack_printf", "vprintf", "vsnprintf", "vsprintf", "vswprintf",
    "vsyslog", "vwprintf", "wcpcpy", "wcpncpy", "wcrtomb", "wcscat", "wcscpy", "wcslcat", "wcslcpy",
    "wcsncat", "wcsncpy", "wcsnrtombs", "wcsrtombs", "wcstombs", "wctomb", "wmemcpy", "wmemmove", "wmempcpy",
    "wmemset", "wprintf",
];

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
