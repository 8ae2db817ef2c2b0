//! Does each library define the versions asked of it? glibc checks them all before the program runs and
//! prints every one that is missing; musl ignores versions (glibc `elf/dl-version.c`).

use crate::catalog::Version;
use crate::elf::Elf;
use crate::linkage::Libc;
use crate::verdict::lookup::Lookup;
use crate::verdict::{Blocker, Caveat, Verdict};

pub(super) fn check(elf: &Elf, lookup: &Lookup<'_>, verdict: &mut Verdict<'_>) {
    if Libc::of(elf) == Libc::Musl {
        return;
    }
    for (place, need) in elf.version_needs.iter().enumerate() {
        let found = verdict.found.iter().find(|found| found.name == need.library);
        // A library that is missing has been reported as missing.
        let Some((path, library, _)) = found.and_then(|found| found.place.as_ref()) else { continue };
        if !library.has_versions() {
            let caveat = Caveat::NoVersionInformation { library: path.clone() };
            if !verdict.caveats.contains(&caveat) {
                verdict.caveats.push(caveat);
            }
        } else if lookup.defines(library, place) {
        } else if need.weak {
            verdict
                .caveats
                .push(Caveat::WeakVersion { version: need.version.clone(), library: path.clone() });
        } else {
            let asked = need.version.plain().and_then(Version::parse);
            let newest = asked.and_then(|asked| library.newest(asked.family));
            verdict.blockers.push(Blocker::MissingVersion {
                version: need.version.clone(),
                library: path.clone(),
                newest: newest.map(|version| version.to_string()),
            });
        }
    }
}
