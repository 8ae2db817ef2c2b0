//! Scripts: the kernel starts the interpreter after `#!`, and fails as if the script were missing when
//! that is not there (Linux `fs/binfmt_script.c`).

use crate::catalog::{BaseImage, Catalog};
use crate::layout::PROGRAM;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;
use crate::verdict::{Blocker, Machine, Message, Outcome, Verdict};

/// Judges a script by its interpreter. The catalog knows each image's shell and no other program.
pub fn judge_script<'c>(interpreter: &Untrusted, catalog: &'c Catalog, machine: Machine) -> Vec<Verdict<'c>> {
    catalog.images.iter().map(|image| judge_image(interpreter, image, machine)).collect()
}

/// Judges a file that is no Linux program: the kernel refuses it in every image. A shell then reads it as a
/// script, so what it prints, if anything, is not known.
pub fn judge_stranger(catalog: &Catalog, machine: Machine) -> Vec<Verdict<'_>> {
    let refused = |image| {
        let mut verdict = Verdict::new(image);
        verdict.blockers.push(Blocker::WrongFormat { why: "Its first bytes are those of another format." });
        verdict.outcome = Outcome::Fails;
        if !machine.runtime.takes_text_for_a_script() {
            verdict.message = Message::of(&verdict, Libc::None, PROGRAM, machine.runtime);
        }
        verdict
    };
    catalog.images.iter().map(refused).collect()
}

fn judge_image<'c>(interpreter: &Untrusted, image: &'c BaseImage, machine: Machine) -> Verdict<'c> {
    let mut verdict = Verdict::new(image);
    let shell = image.contents.as_ref().map(|contents| contents.shell).unwrap_or_default();
    let own = [&b"/bin/sh"[..], b"/usr/bin/sh", shell.as_bytes()];
    // Left by an editor on Windows; no image has a file of such a name.
    let is_nowhere = interpreter.as_bytes().ends_with(b"\r") && image.complete;
    if !shell.is_empty() && own.contains(&interpreter.as_bytes()) {
        verdict.outcome = Outcome::Runs;
    } else if is_nowhere
        || shell.is_empty() && image.complete && (image.language.is_empty() || is_shell(interpreter))
    {
        verdict.blockers.push(Blocker::MissingInterpreter { path: interpreter.clone() });
        verdict.outcome = Outcome::Fails;
        verdict.message = Message::of(&verdict, Libc::None, PROGRAM, machine.runtime);
    } else {
        verdict.unsure =
            Some(format!("The catalog does not say whether this image has {}.", interpreter.shown()));
    }
    verdict
}

/// An image made for a language may have that language's interpreter, which the catalog does not list; whether
/// it has a shell is measured.
fn is_shell(interpreter: &Untrusted) -> bool {
    const SHELLS: [&[u8]; 4] = [b"sh", b"bash", b"dash", b"ash"];
    let path = interpreter.as_bytes();
    path.rsplit(|byte| *byte == b'/').next().is_some_and(|name| SHELLS.contains(&name))
}
