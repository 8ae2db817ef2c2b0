//! Facts become verdicts: a model of the kernel and the dynamic loader, run against what each image
//! contains. The order of [`judge_image`] is the order in which the machine asks. Every blocker is
//! reported; the first is what the terminal shows.

mod architecture;
mod cpu_level;
mod image_files;
mod interpreter;
mod libraries;
mod lookup;
mod message;
mod opened;
mod runtime;
mod script;
mod search_path;
mod symbol_lookup;
mod symbol_versions;

use std::rc::Rc;

use crate::catalog::{BaseImage, Catalog};
use crate::elf::note::CpuLevel;
use crate::elf::{Elf, Refusal};
use crate::layout::{Layout, PROGRAM};
use crate::linkage::{Kind, Libc};
use crate::need::Need;
use crate::oddity::Oddity;
use crate::untrusted::Untrusted;

pub use interpreter::Unusable;
pub use message::{Message, Speaker};
pub use opened::Opened;
pub use runtime::Runtime;
pub use script::{judge_script, judge_stranger};

use image_files::ImageFiles;
use lookup::Lookup;
use symbol_lookup::Unresolved;

/// Whether a program starts in an image.
#[derive(Debug)]
pub struct Verdict<'c> {
    pub image: &'c BaseImage,
    pub outcome: Outcome,
    pub blockers: Vec<Blocker>,
    pub caveats: Vec<Caveat>,
    /// Why it cannot be said, when nothing blocks and something is not known.
    pub unsure: Option<String>,
    /// What the terminal shows, when it fails.
    pub message: Option<Message>,
    /// The libraries the loader opens, in its order.
    pub found: Vec<Found<'c>>,
    /// What musl names after the libraries that are missing.
    unresolved: Vec<Unresolved>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Runs,
    /// It starts, with caveats.
    Starts,
    Fails,
    Unknown,
}

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
        tried: Rc<[String]>,
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

/// Who asked for a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NeededBy {
    Program,
    Library {
        /// As people call it.
        name: String,
        path: String,
    },
}

/// A library the loader asked for, and what it got.
#[derive(Clone, Debug)]
pub struct Found<'c> {
    pub name: Untrusted,
    pub needed_by: NeededBy,
    /// `None` when it is missing.
    pub place: Option<Place<'c>>,
}

/// The path as the loader writes it, and what lies there.
pub type Place<'c> = (String, Opened<'c>);

/// The machine the container will run on, as far as the caller knows it, and what starts it there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine {
    pub runtime: Runtime,
    /// `Some(None)` is the x86-64 baseline.
    pub cpu_level: Option<Option<CpuLevel>>,
}

/// Judges a program, with the libraries that lie beside it, against every image of the catalog.
pub fn judge<'c>(
    elf: &'c Elf,
    layout: &'c Layout<'c>,
    catalog: &'c Catalog,
    machine: Machine,
) -> Vec<Verdict<'c>> {
    let lookup = Lookup::of(elf, layout, catalog);
    let judge = |image| judge_image(elf, layout, image, catalog, &lookup, machine);
    catalog.images.iter().map(judge).collect()
}

fn judge_image<'c>(
    elf: &Elf,
    layout: &'c Layout<'c>,
    image: &'c BaseImage,
    catalog: &'c Catalog,
    lookup: &Lookup<'_>,
    machine: Machine,
) -> Verdict<'c> {
    let mut verdict = Verdict::new(image);
    if let Some(why) = refusal(elf) {
        verdict.blockers.push(Blocker::WrongFormat { why });
        return verdict.close(elf, layout, machine);
    }
    if Kind::of(elf) == Kind::SharedLibrary && elf.interpreter.is_none() {
        verdict.unsure =
            Some("A shared library is not started: the program that loads it decides.".to_owned());
        return verdict.close(elf, layout, machine);
    }
    if !architecture::check(elf, &mut verdict) {
        return verdict.close(elf, layout, machine);
    }
    if elf.oddities.iter().any(|oddity| matches!(oddity, Oddity::CutShort { .. })) {
        verdict.unsure = Some("The file is cut off, so what it needs cannot be read whole.".to_owned());
    }
    let files = ImageFiles::of(lookup, image, elf.platform);
    interpreter::check(elf, layout, &files, &mut verdict);
    if elf.interpreter.is_some() {
        // What no loader loads needs none of this.
        if verdict.blockers.iter().any(|blocker| matches!(blocker, Blocker::UnusableInterpreter { .. })) {
            return verdict.close(elf, layout, machine);
        }
        if search_path::depends_on_processor(elf, layout) {
            let why =
                "It searches libraries along $PLATFORM, which glibc takes from the processor it runs on.";
            verdict.unsure.get_or_insert_with(|| why.to_owned());
            return verdict.close(elf, layout, machine);
        }
        libraries::check(elf, layout, &files, &mut verdict);
        symbol_versions::check(elf, lookup, &mut verdict);
        cpu_level::check(elf, machine, &mut verdict);
        symbol_lookup::check(elf, layout, catalog, &mut verdict);
    } else if !elf.needed.is_empty() {
        verdict.caveats.push(Caveat::NoLoader);
    }
    verdict.close(elf, layout, machine)
}

/// What the kernel says before it looks at the image.
fn refusal(elf: &Elf) -> Option<&'static str> {
    elf.refused.map(|refusal| match refusal {
        Refusal::NotExecutable if Kind::of(elf) == Kind::Object => {
            "It is an object file, which has to be linked first."
        }
        Refusal::NotExecutable if Kind::of(elf) == Kind::Core => "It is a core dump.",
        Refusal::NotExecutable => "Its ELF type is neither executable nor shared object.",
        Refusal::ProgramHeaders => "Its program header table has a size that Linux does not take.",
        Refusal::Interpreter => "Its interpreter path is not a string that Linux takes.",
    })
}

impl<'c> Verdict<'c> {
    fn new(image: &'c BaseImage) -> Self {
        Verdict {
            image,
            outcome: Outcome::Unknown,
            blockers: Vec::new(),
            caveats: Vec::new(),
            unsure: None,
            message: None,
            found: Vec::new(),
            unresolved: Vec::new(),
        }
    }

    fn close(mut self, elf: &Elf, layout: &Layout<'_>, machine: Machine) -> Self {
        self.outcome = match (self.blockers.is_empty(), &self.unsure, self.caveats.is_empty()) {
            (false, ..) => Outcome::Fails,
            (true, Some(_), _) => Outcome::Unknown,
            (true, None, false) => Outcome::Starts,
            (true, None, true) => Outcome::Runs,
        };
        self.message = Message::of(&self, Libc::of(elf), &layout.program, machine.runtime);
        self
    }
}

impl NeededBy {
    fn name(&self) -> &str {
        match self {
            NeededBy::Program => "The program",
            NeededBy::Library { name, .. } => name,
        }
    }

    /// What the loader calls it.
    pub(crate) fn path<'a>(&'a self, program: &'a str) -> &'a str {
        match self {
            NeededBy::Program => program,
            NeededBy::Library { path, .. } => path,
        }
    }
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Runs => "runs",
            Outcome::Starts => "starts",
            Outcome::Fails => "fails",
            Outcome::Unknown => "unknown",
        }
    }
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
            Blocker::MissingLibrary { name, needed_by, own, .. } => {
                let mut sentence =
                    format!("{} needs {}, and the loader does not find it.", needed_by.name(), name.shown());
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
            Blocker::MissingLibrary { tried, .. } => tried,
            _ => &[],
        }
    }
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
