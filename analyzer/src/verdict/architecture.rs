//! Can a machine that runs this image run the program? Images are built for a platform; `scratch` is for
//! all of them.

use crate::elf::Elf;
use crate::verdict::{Blocker, Caveat, Verdict};

/// `false` when nothing more can be said: the image is for other machines, or its contents on this one
/// are not in the catalog.
pub(super) fn check(elf: &Elf, verdict: &mut Verdict<'_>) -> bool {
    let platform = elf.platform;
    if platform.docker() == Some("linux/386") {
        verdict.caveats.push(Caveat::Needs32BitKernel);
    }
    let image = verdict.image;
    let known = platform.architecture().is_some() && image.contents.is_some();
    // `scratch` is for every machine that Docker is for.
    if image.reference == "scratch" && platform.docker().is_some() || known {
        return true;
    }
    match platform.docker() {
        // The catalog does not know the contents, and a program that needs none does not care.
        Some(name) if image.platforms.contains(&name) => {
            if elf.interpreter.is_some() {
                verdict.unsure = Some(format!("The catalog does not know this image's contents on {name}."));
            }
            false
        }
        _ => {
            verdict.blockers.push(Blocker::WrongArchitecture { platform: platform.name() });
            false
        }
    }
}
