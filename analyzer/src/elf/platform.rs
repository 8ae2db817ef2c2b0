//! The machine a program is made for, as Docker names it.

use serde::{Deserialize, Serialize};

use goblin::elf::header::{EM_386, EM_AARCH64, EM_ARM, EM_MIPS, EM_PPC64, EM_RISCV, EM_S390, EM_X86_64};

const EM_LOONGARCH: u16 = 258;

/// Set in `e_flags` by compilers for the hard-float ABI, which Docker's `arm/v7` images use.
const EF_ARM_ABI_FLOAT_HARD: u32 = 0x400;

/// Processor family, word size and byte order of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    pub machine: u16,
    pub wide: bool,
    pub little_endian: bool,
    pub flags: u32,
}

/// The architectures whose image contents the catalog holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    Amd64,
    Arm64,
}

impl Platform {
    /// `linux/arm64/v8`, or `unknown (e_machine 0x2a)`.
    pub fn name(self) -> String {
        match self.docker() {
            Some(name) => name.to_owned(),
            None => format!("unknown (e_machine {:#x})", self.machine),
        }
    }

    pub fn docker(self) -> Option<&'static str> {
        Some(match (self.machine, self.wide, self.little_endian) {
            (EM_X86_64, true, true) => "linux/amd64",
            (EM_386, false, true) => "linux/386",
            (EM_AARCH64, true, true) => "linux/arm64/v8",
            (EM_ARM, false, true) if self.flags & EF_ARM_ABI_FLOAT_HARD != 0 => "linux/arm/v7",
            (EM_ARM, false, true) => "linux/arm/v5",
            (EM_RISCV, true, true) => "linux/riscv64",
            (EM_PPC64, true, true) => "linux/ppc64le",
            (EM_S390, true, false) => "linux/s390x",
            (EM_MIPS, true, true) => "linux/mips64le",
            (EM_LOONGARCH, true, true) => "linux/loong64",
            _ => return None,
        })
    }

    /// Whose images to judge it against. A 64-bit kernel for amd64 runs 32-bit x86 programs as well, in
    /// the same images.
    pub fn architecture(self) -> Option<Architecture> {
        match self.docker()? {
            "linux/amd64" | "linux/386" => Some(Architecture::Amd64),
            "linux/arm64/v8" => Some(Architecture::Arm64),
            _ => None,
        }
    }
}

impl Architecture {
    pub fn docker(self) -> &'static str {
        match self {
            Architecture::Amd64 => "linux/amd64",
            Architecture::Arm64 => "linux/arm64/v8",
        }
    }

    /// The directories Debian's glibc searches by default, in its order.
    pub fn library_path(self) -> &'static [&'static str] {
        match self {
            Architecture::Amd64 => {
                &["/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib", "/usr/lib"]
            }
            Architecture::Arm64 => {
                &["/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib", "/usr/lib"]
            }
        }
    }

    /// Debian's name for the library directories of this architecture.
    pub fn multiarch(self) -> &'static str {
        match self {
            Architecture::Amd64 => "x86_64-linux-gnu",
            Architecture::Arm64 => "aarch64-linux-gnu",
        }
    }
}
