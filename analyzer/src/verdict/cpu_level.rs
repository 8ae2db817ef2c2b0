//! Does the processor reach the x86-64 level that the program demands? No image decides that, so
//! without knowing the machine it is a caveat (glibc `sysdeps/x86/dl-prop.h`). musl's loader does not ask.

use crate::elf::Elf;
use crate::elf::note::CpuLevel;
use crate::linkage::Libc;
use crate::verdict::{Blocker, Caveat, Machine, Verdict};

pub(super) fn check(elf: &Elf, machine: Machine, verdict: &mut Verdict<'_>) {
    let Some(level) = elf.cpu_level.filter(|_| Libc::of(elf) != Libc::Musl) else { return };
    match machine.cpu_level {
        Some(own) if own < Some(level) => verdict.blockers.push(Blocker::CpuLevel { level }),
        Some(_) => {}
        // Every x86-64 server processor since 2009 has v2; v3 is still missing from some.
        None if level > CpuLevel::V2 => verdict.caveats.push(Caveat::CpuLevel { level }),
        None => {}
    }
}
