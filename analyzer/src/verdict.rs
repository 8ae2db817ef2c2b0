//! Facts become verdicts: a model of the kernel and the dynamic loader, run against what each image
//! contains. The order of [`judge_image`] is the order in which the machine asks. Every blocker is
//! reported; the first is what the terminal shows.

mod architecture;
mod blocker;
mod caveat;
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

use crate::catalog::{BaseImage, Catalog};
use crate::elf::note::CpuLevel;
use crate::elf::{Elf, Refusal};
use crate::layout::Layout;
use crate::linkage::{Kind, Libc};
use crate::oddity::Oddity;
use crate::untrusted::Untrusted;

pub use blocker::Blocker;
pub use caveat::Caveat;
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
    pub(crate) fn name(&self) -> &str {
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
