//! Where files lie in the image. A program alone is `/app`; with files of its own it lies among them below
//! `/app/`, in the shape in which they were handed over, so that `$ORIGIN` means what it will mean there.

use crate::elf::Elf;
use crate::facts::{Content, Facts};
use crate::linkage::Kind;
use crate::scan::Hits;
use crate::untrusted::Untrusted;

/// A program alone, and the folder of one that has company.
pub const PROGRAM: &str = "/app";

/// A file as it was handed over.
#[derive(Debug)]
pub struct Handed {
    /// Relative, with `/` between the parts. Links lead to the same file by other paths.
    pub paths: Vec<Untrusted>,
    pub facts: Facts,
    /// What stands in the whole of it, once that was gone over.
    pub hits: Option<Hits>,
}

/// A program and what lies beside it.
#[derive(Debug)]
pub struct Layout<'f> {
    /// Where the program lies, which is also what it calls itself in messages.
    pub program: String,
    pub companions: Vec<Companion<'f>>,
}

/// A shared library of the program's own.
#[derive(Debug)]
pub struct Companion<'f> {
    /// Where it lies, and the links to it.
    pub paths: Vec<String>,
    pub elf: &'f Elf,
}

impl Layout<'_> {
    pub fn alone() -> Self {
        Layout { program: PROGRAM.to_owned(), companions: Vec::new() }
    }

    /// The companion that a path leads to.
    pub fn at(&self, path: &str) -> Option<&Companion<'_>> {
        self.companions.iter().find(|own| own.paths.iter().any(|known| known == path))
    }

    /// Whether one of the program's own files lies below a path.
    pub fn is_directory(&self, path: &Untrusted) -> bool {
        let holds = |file: &String| {
            let rest = file.as_bytes().strip_prefix(path.as_bytes());
            rest.is_some_and(|rest| rest.starts_with(b"/"))
        };
        self.companions.iter().flat_map(|own| &own.paths).any(holds)
    }

    /// Where among the companions a library of this file name lies, whether or not a loader looks there.
    pub fn named(&self, name: &Untrusted) -> Option<String> {
        let is_named =
            |path: &&String| path.rsplit('/').next().is_some_and(|file| file.as_bytes() == name.as_bytes());
        self.companions.iter().flat_map(|own| &own.paths).find(is_named).cloned()
    }

    /// The directory that `$ORIGIN` means in a file at `path`.
    pub fn origin(path: &str) -> &str {
        path.rsplit_once('/').map(|(directory, _)| directory).filter(|found| !found.is_empty()).unwrap_or("/")
    }
}

impl<'f> Layout<'f> {
    /// The layout of one of `files` among the others; alone when no library is with it.
    pub fn of(program: &Handed, files: &'f [Handed]) -> Self {
        let companions: Vec<Companion<'f>> = files.iter().filter_map(companion).collect();
        if companions.is_empty() {
            return Layout::alone();
        }
        Layout { program: program.paths.first().map(inside).unwrap_or_default(), companions }
    }
}

impl Handed {
    /// A file of which only the tables were read.
    pub fn new(paths: Vec<Untrusted>, facts: Facts) -> Self {
        Handed { paths, facts, hits: None }
    }

    /// Whether there is a reason to go over the whole of it: a program is judged by what it looks for, a
    /// library with those that load it, and what else there is only by its first bytes.
    pub fn is_program(&self) -> bool {
        matches!(self.facts.content, Content::Elf(_)) && !self.is_library()
    }

    /// Whether it is judged on its own, and is not somebody's library.
    pub fn is_library(&self) -> bool {
        companion(self).is_some()
    }
}

/// What of several files is judged: everything that is not a library of the others.
pub fn judged(files: &[Handed]) -> Vec<usize> {
    let is_library: Vec<bool> = files.iter().map(Handed::is_library).collect();
    let only_libraries = is_library.iter().all(|is_library| *is_library);
    let places = is_library.into_iter().enumerate();
    places.filter(|(_, is_library)| only_libraries || !is_library).map(|(place, _)| place).collect()
}

fn companion(file: &Handed) -> Option<Companion<'_>> {
    let Content::Elf(elf) = &file.facts.content else { return None };
    let is_library = Kind::of(elf) == Kind::SharedLibrary && elf.interpreter.is_none();
    is_library.then(|| Companion { paths: file.paths.iter().map(inside).collect(), elf })
}

/// Names are made safe here, and compared in that form: a name that has to be escaped is no name that a
/// loader is asked for.
fn inside(path: &Untrusted) -> String {
    let path = path.as_bytes();
    let parts = path.split(|byte| *byte == b'/').filter(|part| !matches!(part, [] | [b'.'] | [b'.', b'.']));
    let parts: Vec<String> = parts.map(|part| Untrusted::new(part).shown()).collect();
    [PROGRAM, "/", &parts.join("/")].concat()
}
