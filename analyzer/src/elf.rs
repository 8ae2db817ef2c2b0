//! What the kernel and the dynamic loader read of an ELF file, and nothing else. goblin supplies the structs, which
//! `structs` fills; the walks over tables are our own, because they must stay bounded on hostile files.

pub mod dynamic;
pub mod export;
mod foreseen;
pub mod go;
mod names;
pub mod note;
pub mod platform;
mod read;
mod relocation;
pub mod section;
pub mod segment;
pub mod strings;
mod structs;
pub mod symbol;
mod tables;
pub mod version;
mod version_family;

use goblin::container::{Container, Ctx, Endian};
use goblin::elf::header::Header;
use serde::{Deserialize, Serialize};

use crate::oddity::Oddity;
use crate::untrusted::Untrusted;
use dynamic::Dynamic;
use note::CpuLevel;
use platform::Platform;
use segment::Mapped;

pub use read::read;

/// What the file says about how it wants to be started.
#[derive(Debug, Serialize, Deserialize)]
pub struct Elf {
    pub platform: Platform,
    /// `e_type`.
    pub object_type: u16,
    /// A loadable segment holds the entry point: the file can be started.
    pub entry_is_mapped: bool,
    pub interpreter: Option<Interpreter>,
    pub dynamic: Option<Dynamic>,
    pub needed: Vec<Untrusted>,
    pub soname: Option<Untrusted>,
    /// Directories, already split at the colons.
    pub rpath: Vec<Untrusted>,
    pub runpath: Vec<Untrusted>,
    pub version_needs: Vec<VersionNeed>,
    /// What a library answers version needs with.
    pub version_definitions: Vec<Untrusted>,
    /// Symbols that some object has to define, in the order in which glibc looks them up. Those in versions of glibc
    /// and of the compilers' libraries are left out: who defines the version has them.
    pub undefined: Vec<Undefined>,
    /// What this object defines for others, as [`export::hash`]es, and in a library with versions
    /// as [`export::in_version`] too. `None` where that is not known.
    pub exports: Option<Vec<u32>>,
    /// All that it imports, in the same form. `None` where a name was not at hand.
    pub imports: Option<Vec<u32>>,
    pub cpu_level: Option<CpuLevel>,
    pub build_id: Option<Vec<u8>>,
    pub stripped: Option<bool>,
    /// The compilers' marks, one for each.
    pub comments: Vec<Untrusted>,
    /// The Go linker's note is there.
    pub go_note: bool,
    /// `p_flags` of `PT_GNU_STACK`; without one the kernel takes the stack for executable on x86.
    pub stack: Option<u32>,
    /// There is a `PT_GNU_RELRO`.
    pub relro: bool,
    /// The bits of the `FEATURE_1_AND` property.
    pub control_flow: u32,
    pub go: Option<go::BuildInfo>,
    /// What cargo-auditable wrote into `.dep-v0`, as it stands there.
    pub crates: Option<Untrusted>,
    pub sections: Vec<section::Section>,
    /// The file's first and last bytes, where packers and bundlers sign.
    pub ends: [Untrusted; 2],
    /// Bytes of the file.
    pub length: u64,
    /// Where the section table ends; what a linker writes is before it.
    pub tables_end: u64,
    pub mapped: Vec<(Mapped, u64)>,
    /// The kernel would refuse the file before it looks for an interpreter.
    pub refused: Option<Refusal>,
    pub oddities: Vec<Oddity>,
    /// A limit left something out.
    pub is_cut: bool,
}

/// `PT_INTERP`: the program the kernel starts instead, to load this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    pub path: Untrusted,
    pub place: u64,
    pub size: u64,
}

/// A version that a library must define, and the symbols behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionNeed {
    pub library: Untrusted,
    pub version: Untrusted,
    pub weak: bool,
    pub symbols: Vec<Untrusted>,
    pub symbol_count: u32,
}

/// A symbol that the loader looks up and may not find although all versions are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undefined {
    pub name: Untrusted,
    /// The version it is wanted in; nothing where it is looked up by its name alone.
    pub version: Option<Untrusted>,
    /// Wanted by calls, and by nothing else: glibc may look it up when it is first called.
    pub by_call: bool,
    /// How many relocations want it.
    pub places: u32,
}

/// Why `execve` would answer ENOEXEC (Linux `fs/binfmt_elf.c`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Neither `ET_EXEC` nor `ET_DYN`.
    NotExecutable,
    /// A program header table of a size that the kernel does not take.
    ProgramHeaders,
    /// `PT_INTERP` that is shorter than 2 bytes, longer than 4096, or does not end in a NUL.
    Interpreter,
}

impl Elf {
    fn new(header: &Header, ctx: Ctx) -> Self {
        Elf {
            platform: Platform {
                machine: header.e_machine,
                wide: ctx.container == Container::Big,
                little_endian: ctx.le == Endian::Little,
                flags: header.e_flags,
            },
            object_type: header.e_type,
            entry_is_mapped: false,
            interpreter: None,
            dynamic: None,
            needed: Vec::new(),
            soname: None,
            rpath: Vec::new(),
            runpath: Vec::new(),
            version_needs: Vec::new(),
            version_definitions: Vec::new(),
            undefined: Vec::new(),
            exports: None,
            imports: None,
            cpu_level: None,
            build_id: None,
            stripped: None,
            comments: Vec::new(),
            go_note: false,
            stack: None,
            relro: false,
            control_flow: 0,
            go: None,
            crates: None,
            sections: Vec::new(),
            length: 0,
            tables_end: 0,
            ends: [Untrusted::new(b""), Untrusted::new(b"")],
            mapped: Vec::new(),
            refused: None,
            oddities: Vec::new(),
            is_cut: false,
        }
    }

    /// Whether it imports a symbol of this name; `None` where that is not known.
    pub fn imports(&self, name: &[u8]) -> Option<bool> {
        Some(self.imports.as_ref()?.contains(&export::hash(name)))
    }
}
