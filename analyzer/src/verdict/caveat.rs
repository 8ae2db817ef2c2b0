//! Why a program that starts may still disappoint, in words.

use super::NeededBy;
use crate::elf::note::CpuLevel;
use crate::need::Need;
use crate::untrusted::Untrusted;

/// Why a program that starts may still disappoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caveat {
    WeakVersion {
        version: Untrusted,
        library: String,
    },
    NoVersionInformation {
        library: String,
    },
    CpuLevel {
        level: CpuLevel,
    },
    /// A function that nothing loaded defines, looked up when it is first called.
    MissingSymbol {
        symbol: Untrusted,
        wanted_by: NeededBy,
    },
    /// A 32-bit program on a 64-bit kernel.
    Needs32BitKernel,
    /// Libraries are needed and nothing will load them.
    NoLoader,
    /// The image lacks what the program will look for once it runs.
    Lacks {
        need: Need,
    },
}

impl Caveat {
    pub fn code(&self) -> &'static str {
        match self {
            Caveat::WeakVersion { .. } => "weak-version",
            Caveat::NoVersionInformation { .. } => "no-version-information",
            Caveat::CpuLevel { .. } => "cpu-level",
            Caveat::MissingSymbol { .. } => "missing-symbol",
            Caveat::Needs32BitKernel => "32-bit",
            Caveat::NoLoader => "no-loader",
            Caveat::Lacks { need } => need.code,
        }
    }

    /// What the user sees when it happens, as far as that is known.
    pub fn words(&self) -> Option<&str> {
        match self {
            Caveat::Lacks { need } => need.words.as_deref(),
            _ => None,
        }
    }

    pub fn sentence(&self) -> String {
        match self {
            Caveat::WeakVersion { version, library } => {
                format!(
                    "{library} does not define {}. The need is weak, so the loader goes on.",
                    version.shown()
                )
            }
            Caveat::NoVersionInformation { library } => {
                format!("{library} defines no versions. The loader warns and goes on.")
            }
            Caveat::CpuLevel { level } => format!(
                "The program demands a processor of level {}. On an older one the loader refuses it: CPU ISA level is lower than required.",
                level.name()
            ),
            Caveat::MissingSymbol { symbol, wanted_by } => format!(
                "{} calls {}, which nothing that is loaded with it defines. It starts, and ends at the first call: symbol lookup error.",
                wanted_by.name(),
                symbol.shown()
            ),
            Caveat::Needs32BitKernel => {
                "It is a 32-bit program. The kernel must be built to run those, and some hosts are not."
                    .to_owned()
            }
            Caveat::NoLoader => {
                "It needs libraries and names no interpreter. The kernel starts it, and nothing loads them."
                    .to_owned()
            }
            Caveat::Lacks { need } => need.in_an_image_without(),
        }
    }
}
