//! Does each library define the versions asked of it? glibc checks the needs of the program and then of
//! each library before anything runs, and prints every version that is missing; musl ignores versions
//! (glibc `elf/dl-version.c`).

use crate::elf::{Elf, VersionNeed};
use crate::linkage::Libc;
use crate::verdict::lookup::Lookup;
use crate::verdict::{Blocker, Caveat, NeededBy, Opened, Verdict};

pub(super) fn check(elf: &Elf, lookup: &Lookup<'_>, verdict: &mut Verdict<'_>) {
    if Libc::of(elf) == Libc::Musl {
        return;
    }
    for (place, need) in elf.version_needs.iter().enumerate() {
        let defines = |opened: Opened<'_>| match opened {
            Opened::Image(library, _) => lookup.defines(library, place),
            Opened::Own(_) => opened.defines(&need.version),
        };
        check_need(need, &NeededBy::Program, defines, verdict);
    }
    // Libraries of one image were built for each other; only the program's own may ask for too much.
    let own: Vec<(String, &Elf)> = verdict
        .found
        .iter()
        .filter_map(|found| match &found.place {
            Some((path, Opened::Own(own))) => Some((path.clone(), own.elf)),
            _ => None,
        })
        .collect();
    for (path, elf) in own {
        for need in &elf.version_needs {
            let required_by = NeededBy::Library { name: path.clone(), path: path.clone() };
            check_need(need, &required_by, |opened| opened.defines(&need.version), verdict);
        }
    }
}

fn check_need(
    need: &VersionNeed,
    required_by: &NeededBy,
    defines: impl Fn(Opened<'_>) -> bool,
    verdict: &mut Verdict<'_>,
) {
    let answers = |found: &&crate::verdict::Found<'_>| {
        let soname = found.place.as_ref().map(|(_, opened)| opened.soname()).unwrap_or_default();
        found.name == need.library || soname == need.library.as_bytes()
    };
    // A library that is missing has been reported as missing.
    let found = verdict.found.iter().find(answers).and_then(|found| found.place.as_ref());
    let Some((path, opened)) = found.filter(|(_, opened)| !defines(*opened)) else { return };
    let library = path.clone();
    if !opened.has_versions() {
        let caveat = Caveat::NoVersionInformation { library };
        if !verdict.caveats.contains(&caveat) {
            verdict.caveats.push(caveat);
        }
    } else if need.weak {
        verdict.caveats.push(Caveat::WeakVersion { version: need.version.clone(), library });
    } else {
        let newest = opened.newest_beside(&need.version);
        verdict.blockers.push(Blocker::MissingVersion {
            version: need.version.clone(),
            library,
            newest,
            required_by: required_by.clone(),
        });
    }
}
