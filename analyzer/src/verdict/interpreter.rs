//! Is the interpreter at the path that the program names? The kernel opens it before anything of the
//! program runs, and its ENOENT reads as if the program itself were missing (execve(2), "ENOENT").

use crate::elf::Elf;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::{Blocker, Verdict};

pub(super) fn check(elf: &Elf, files: &ImageFiles<'_, '_>, verdict: &mut Verdict<'_>) {
    let Some(interpreter) = &elf.interpreter else { return };
    if !files.has_interpreter(interpreter.path.as_bytes()) {
        verdict.blockers.push(Blocker::MissingInterpreter { path: interpreter.path.clone() });
    }
}
