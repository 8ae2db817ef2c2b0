//! Why a program does not start in an image, in words.

use std::rc::Rc;

use super::{NeededBy, Unusable};
use crate::elf::note::CpuLevel;
use crate::layout::PROGRAM;
use crate::untrusted::Untrusted;

/// Why a program does not start in an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// The kernel takes it for no program at all.
    WrongFormat { why: &'static str },
    /// The image has no variant for the machine the program is made for.
    WrongArchitecture { platform: String },
    /// The program that the kernel has to start first is not in the image.
    MissingInterpreter { path: Untrusted },
    /// Something is at the interpreter's path, and the kernel cannot start it.
    UnusableInterpreter { path: Untrusted, why: Unusable },
    /// A library is in none of the places where the loader looks.
    MissingLibrary {
        name: Untrusted,
        needed_by: NeededBy,
        /// `None` where no loader was started that could look.
        tried: Option<Rc<[String]>>,
        /// It lies among the program's own files, where the loader does not look.
        own: Option<String>,
    },
    /// The library is there and does not define a version that the program needs.
    MissingVersion {
        version: Untrusted,
        library: String,
        newest: Option<String>,
        /// The program, or one of its own libraries.
        required_by: NeededBy,
    },
    /// A symbol that is looked up at start, and that nothing loaded defines.
    MissingSymbol {
        symbol: Untrusted,
        /// The version it is wanted in, if in any.
        version: Option<Untrusted>,
        /// The program, or one of its own libraries.
        wanted_by: NeededBy,
        /// How many relocations want it.
        places: u32,
    },
    /// The processor given by the caller is below the level that the program demands.
    CpuLevel { level: CpuLevel },
}

impl Blocker {
    pub fn code(&self) -> &'static str {
        match self {
            Blocker::WrongFormat { .. } => "wrong-format",
            Blocker::WrongArchitecture { .. } => "wrong-architecture",
            Blocker::MissingInterpreter { .. } => "missing-interpreter",
            Blocker::UnusableInterpreter { .. } => "unusable-interpreter",
            Blocker::MissingLibrary { .. } => "missing-library",
            Blocker::MissingVersion { .. } => "missing-version",
            Blocker::MissingSymbol { .. } => "missing-symbol",
            Blocker::CpuLevel { .. } => "cpu-level",
        }
    }

    /// The thing that is missing or wrong, and nothing else.
    pub fn subject(&self) -> String {
        match self {
            Blocker::WrongFormat { .. } => PROGRAM.to_owned(),
            Blocker::WrongArchitecture { platform } => platform.clone(),
            Blocker::MissingInterpreter { path } | Blocker::UnusableInterpreter { path, .. } => path.shown(),
            Blocker::MissingLibrary { name, .. } => name.shown(),
            Blocker::MissingVersion { version, .. } => version.shown(),
            Blocker::MissingSymbol { symbol, .. } => symbol.shown(),
            Blocker::CpuLevel { level } => level.name().to_owned(),
        }
    }

    pub fn sentence(&self) -> String {
        match self {
            Blocker::WrongFormat { why } => format!("The kernel does not take it for a program. {why}"),
            Blocker::WrongArchitecture { platform } => {
                format!("The image is not published for {platform}.")
            }
            Blocker::MissingInterpreter { path } => format!(
                "The kernel must start {} first, and the image has no such file. The message names your program, although it is the interpreter that is missing.",
                path.shown()
            ),
            Blocker::UnusableInterpreter { path, why } => format!(
                "The kernel must start {} first, and {}. The message names your program, although it is the interpreter that is refused.",
                path.shown(),
                why.words()
            ),
            Blocker::MissingLibrary { name, needed_by, tried, own } => {
                let mut sentence = format!("{} needs {}", needed_by.name(), name.shown());
                sentence.push_str(match tried {
                    None => ", which the loader would not find in this image either.",
                    Some(_) => ", and the loader does not find it.",
                });
                if let Some(own) = own {
                    sentence.push_str(&format!(
                        " It lies at {own}, where neither RPATH, RUNPATH nor the default directories lead."
                    ));
                }
                sentence
            }
            Blocker::MissingVersion { version, library, newest, required_by } => {
                let need = format!("{} needs {}", required_by.name(), version.shown());
                match newest {
                    Some(newest) => format!("{need}. The image's {library} ends at {newest}."),
                    None => format!("{need}, which the image's {library} does not define."),
                }
            }
            Blocker::MissingSymbol { symbol, wanted_by, .. } => format!(
                "{} wants {} when it is loaded, and nothing that is loaded with it defines that.",
                wanted_by.name(),
                symbol.shown()
            ),
            Blocker::CpuLevel { level } => {
                format!("The program demands a processor of level {}.", level.name())
            }
        }
    }

    /// Where the loader looked, in its order.
    pub fn tried(&self) -> &[String] {
        match self {
            Blocker::MissingLibrary { tried, .. } => tried.as_deref().unwrap_or_default(),
            _ => &[],
        }
    }
}
