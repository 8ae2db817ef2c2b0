//! What else can be told of a Rust program: the target it was built for, what a panic does, and its crates.

use super::crates::Crates;
use super::rust_release;
use super::trace::{Trace, Traces, version_behind};
use crate::elf::Elf;
use crate::elf::platform::Architecture;
use crate::linkage::Libc;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug)]
pub struct RustBuild {
    /// `x86_64-unknown-linux-musl`; `None` where the C library is not certain.
    pub target: Option<String>,
    pub panic: Option<Panic>,
    /// The release that the standard library's paths tell, which the compiler's mark need not agree with.
    pub release: Option<Untrusted>,
    /// The commit that the standard library was built from, as its paths have it.
    pub commit: Option<Untrusted>,
    /// What cargo-auditable wrote down.
    pub crates: Option<Crates>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panic {
    Unwind,
    Abort,
}

impl Panic {
    /// As the profile in Cargo.toml has it.
    pub fn name(self) -> &'static str {
        match self {
            Panic::Unwind => "unwind",
            Panic::Abort => "abort",
        }
    }
}

impl RustBuild {
    pub(super) fn of(elf: &Elf, traces: Traces<'_>) -> Self {
        RustBuild {
            target: target(elf),
            panic: panic(elf, traces),
            release: version(traces),
            commit: commit(traces),
            crates: elf.crates.as_ref().and_then(|list| Crates::read(list.as_bytes())),
        }
    }
}

/// The release that the standard library's paths name, or the release of the commit that they name.
pub(super) fn version(traces: Traces<'_>) -> Option<Untrusted> {
    let named = traces.all(Trace::RustSource).find_map(|sighting| {
        // Distributions build under the name of the source archive.
        version_behind(sighting.text.as_bytes(), b"/rustc-")
    });
    named.or_else(|| {
        let release = rust_release::of(commit(traces)?.as_bytes())?;
        Some(Untrusted::new(release.as_bytes()))
    })
}

/// The forty digits in `/rustc/<commit>/`.
fn commit(traces: Traces<'_>) -> Option<Untrusted> {
    const BEFORE: &[u8] = b"/rustc/";
    traces.all(Trace::RustSource).find_map(|sighting| {
        let text = sighting.text.as_bytes();
        let start = text.windows(BEFORE.len()).position(|window| window == BEFORE)?;
        let commit = text.get(start.checked_add(BEFORE.len())?..)?.get(..40)?;
        commit.iter().all(u8::is_ascii_hexdigit).then(|| Untrusted::new(commit))
    })
}

fn target(elf: &Elf) -> Option<String> {
    let machine = match elf.platform.architecture()? {
        Architecture::Amd64 => "x86_64",
        Architecture::Arm64 => "aarch64",
    };
    let libc = match Libc::of(elf) {
        Libc::Glibc => "gnu",
        Libc::Musl => "musl",
        // A static program has its C library inside. glibc's start files bring a note of their own (csu/abi-note.S),
        // and Rust knows no other C library for a static program besides musl.
        _ if elf.interpreter.is_none() && !elf.sections.is_empty() => {
            let by_glibc = elf.sections.iter().any(|section| section.name.as_bytes() == b".note.ABI-tag");
            if by_glibc { "gnu" } else { "musl" }
        }
        _ => return None,
    };
    Some(format!("{machine}-unknown-linux-{libc}"))
}

/// Unwinding throws an exception through `libgcc_s`, or through a library that is linked in; aborting does not.
fn panic(elf: &Elf, traces: Traces<'_>) -> Option<Panic> {
    if traces.has(Trace::RustUnwind) {
        return Some(Panic::Unwind);
    }
    let is_shared = elf.needed.iter().any(|needed| needed.as_bytes().starts_with(b"libgcc_s.so"));
    match elf.imports(b"_Unwind_RaiseException")? {
        true => Some(Panic::Unwind),
        false => is_shared.then_some(Panic::Abort),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toolchain::trace::hits;

    fn version_in(text: &str) -> Option<String> {
        version(Traces(Some(&hits(Trace::RustSource, text)))).map(|version| version.shown())
    }

    #[test]
    fn paths_of_the_standard_library_tell_the_release() {
        assert_eq!(version_in("/usr/src/rustc-1.85.0/library/core/src/str").as_deref(), Some("1.85.0"));
        let upstream = "/rustc/51f9e8d1ca2b5b2b5f1b9a4b1e5b5a1c2d3e4f50/library/core/src/fmt/mod.rs";
        assert_eq!(version_in(upstream), None);
        assert!(commit(Traces(Some(&hits(Trace::RustSource, upstream)))).is_some());
        let known = "x/rustc/0514789575a4ae8b3d5f0b5d0b5a1c2d3e4f5061/library/core/src/fmt/mod.rs";
        assert_eq!(version_in(known).as_deref(), Some("1.80.0"));
        assert_eq!(version_in("/rustc/not-a-commit/library/core/src"), None);
    }
}
