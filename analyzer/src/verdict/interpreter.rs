//! Is the interpreter at the path that the program names? The kernel opens it before anything of the
//! program runs, and its ENOENT reads as if the program itself were missing (execve(2), "ENOENT").

use crate::elf::Elf;
use crate::layout::Layout;
use crate::verdict::image_files::ImageFiles;
use crate::verdict::{Blocker, Verdict};

pub(super) fn check(elf: &Elf, layout: &Layout<'_>, files: &ImageFiles<'_, '_>, verdict: &mut Verdict<'_>) {
    let Some(interpreter) = &elf.interpreter else { return };
    let path = interpreter.path.as_bytes();
    let is_own = std::str::from_utf8(path).is_ok_and(|path| layout.at(path).is_some());
    if !is_own && !files.has_interpreter(path) {
        verdict.blockers.push(Blocker::MissingInterpreter { path: interpreter.path.clone() });
    }
}
