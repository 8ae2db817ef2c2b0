//! Is the interpreter at the path that the program names, and can the kernel start it? The kernel opens it before
//! anything of the program runs, and its ENOENT reads as if the program itself were missing (execve(2), "ENOENT").
//! What is no regular file, or may not be executed, is refused with EACCES (Linux `fs/exec.c`, `do_open_execat`), and
//! a program for another machine with ELIBBAD (`fs/binfmt_elf.c`, `load_elf_binary`).

use crate::elf::Elf;
use crate::layout::Layout;
use crate::untrusted::Untrusted;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::{Blocker, Verdict};

/// Why the kernel does not take a file for an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    Directory,
    NotExecutable,
    /// It is a program for another machine.
    OtherMachine,
}

impl Unusable {
    pub(super) fn words(self) -> &'static str {
        match self {
            Unusable::Directory => "that is a directory",
            Unusable::NotExecutable => "nobody may execute that file",
            Unusable::OtherMachine => "that file is for another machine",
        }
    }
}

/// What lies at an interpreter's path.
enum Found {
    Loader,
    Unusable(Unusable),
    Nothing,
    /// The catalog lists libraries and loaders, and no other files.
    Unknown,
}

pub(super) fn check(elf: &Elf, layout: &Layout<'_>, files: &ImageFiles<'_, '_>, verdict: &mut Verdict<'_>) {
    let Some(interpreter) = &elf.interpreter else { return };
    let path = interpreter.path.clone();
    match find(elf, layout, files, &path) {
        Found::Loader => {}
        Found::Nothing => verdict.blockers.push(Blocker::MissingInterpreter { path }),
        Found::Unusable(why) => verdict.blockers.push(Blocker::UnusableInterpreter { path, why }),
        Found::Unknown => {
            verdict.unsure.get_or_insert_with(|| {
                format!("The catalog does not say whether this image has {}.", path.shown())
            });
        }
    }
}

fn find(elf: &Elf, layout: &Layout<'_>, files: &ImageFiles<'_, '_>, path: &Untrusted) -> Found {
    if let Some(own) = std::str::from_utf8(path.as_bytes()).ok().and_then(|path| layout.at(path)) {
        // Its copy in the image may be executed: the Dockerfile says so.
        let is_alike = own.elf.platform.machine == elf.platform.machine;
        return if is_alike { Found::Loader } else { Found::Unusable(Unusable::OtherMachine) };
    }
    if files.has_interpreter(path.as_bytes()) {
        return Found::Loader;
    }
    if files.is_directory(path.as_bytes()) || layout.is_directory(path) {
        return Found::Unusable(Unusable::Directory);
    }
    if files.is_library(path.as_bytes()) {
        // Debian's libraries may not be executed (Debian Policy 8.1), but for the C library, which prints its version.
        let is_debians = matches!(files.image.family, "debian" | "distroless" | "ubuntu");
        let is_c_library = path.as_bytes().ends_with(b"/libc.so.6");
        return match is_debians && !is_c_library {
            true => Found::Unusable(Unusable::NotExecutable),
            false => Found::Unknown,
        };
    }
    let may_be_there = !files.is_empty() && !is_library_name(path) && is_usual(path);
    if may_be_there { Found::Unknown } else { Found::Nothing }
}

/// The lists of libraries are whole, so one that is not in them is not there.
fn is_library_name(path: &Untrusted) -> bool {
    let file = path.as_bytes().rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    file.windows(3).any(|part| part == b".so")
}

/// Whether a path leads into one of the directories that distributions fill (FHS 3.0, 3.2). None has a `/system` or a
/// `/nix`.
fn is_usual(path: &Untrusted) -> bool {
    const FILLED: [&[u8]; 9] = [b"bin", b"etc", b"lib", b"lib32", b"lib64", b"opt", b"sbin", b"usr", b"var"];
    let mut parts = path.as_bytes().split(|byte| *byte == b'/');
    let (root, first) = (parts.next(), parts.next());
    // A relative path counts from a directory that may be any.
    root != Some(b"") || first.is_some_and(|first| FILLED.contains(&first))
}
