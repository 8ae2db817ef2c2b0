//! Strings that runtimes leave in a program, found when the whole file is gone over: what remains where `strip` took
//! the compiler's mark. Each is a string of the runtime itself, not of programs that talk about it.

use serde::{Deserialize, Serialize};

use crate::scan::{Hit, Hits, Mark};
use crate::untrusted::Untrusted;

/// What a string stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trace {
    /// A path of the standard library's sources: `/rustc/<commit>/library/…`, `/usr/src/rustc-1.85.0/library/…`.
    RustSource,
    /// What a Rust program says when its stack is used up. Its `main` sets that up; a Rust library in a program of
    /// another language does not (library/std/src/sys/pal/unix/stack_overflow.rs).
    RustMain,
    /// "MOZ\0RUST" as x86-64 loads it: panics unwind (library/panic_unwind/src/gcc.rs).
    RustUnwind,
    /// The error message of GHC's runtime (rts/RtsMessages.c).
    Haskell,
    /// Settings of OCaml's runtime (runtime/startup_aux.c).
    OcamlSettings,
    /// What OCaml's runtime says of an exception that nobody caught (runtime/printexc.c).
    OcamlException,
    /// What Nim says of a null pointer (lib/system/excpt.nim).
    Nim,
    /// A setting that every Crystal program asks for (src/exception/call_stack.cr).
    Crystal,
    /// A path of Crystal's own sources, with the version where a distribution put it there.
    CrystalSource,
    /// What a Zig program that is built with checks says of a null (lib/std/debug.zig).
    ZigNull,
    /// And of the wrong field of a union.
    ZigUnion,
    /// A path of the sources of D's runtime.
    DSource,
    /// Written by GNAT's binder into each program (gcc/ada/bindgen.adb).
    Ada,
    /// What GNU Fortran's runtime says (libgfortran/runtime/error.c).
    Fortran,
    /// Free Pascal's mark, which begins with its version.
    Pascal,
    /// The version of a native part of .NET.
    DotnetVersion,
    /// Half of what stands in .NET's host until it is bound to a program (src/native/corehost/corehost.cpp).
    DotnetHost,
    /// The framework that a .NET assembly was built for.
    DotnetFramework,
    /// The switch of a Node.js single executable, and `:1` when it has a script.
    NodeFuse,
    /// Where a Node.js has its headers from.
    NodeRelease,
    /// The name that Bun gives to servers.
    BunAgent,
    /// The name that Deno gives to servers.
    DenoAgent,
    /// Which Java a GraalVM native image was made with.
    GraalJava,
    /// Nuitka's settings for a program in one file.
    Nuitka,
    /// libc++abi's last words: libc++ is linked in.
    Libcxx,
    /// What libstdc++ says of a null string: it is linked in.
    Libstdcxx,
}

/// What was found in one file; nothing before the file was gone over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traces<'h>(pub(super) Option<&'h Hits>);

impl<'h> Traces<'h> {
    pub(super) fn has(self, trace: Trace) -> bool {
        self.first(trace).is_some()
    }

    pub(super) fn first(self, trace: Trace) -> Option<&'h Hit> {
        self.all(trace).next()
    }

    pub(super) fn all(self, trace: Trace) -> impl Iterator<Item = &'h Hit> {
        self.0.into_iter().flat_map(move |hits| hits.of(Mark::Toolchain(trace)))
    }

    /// The version that stands behind a word in the text of a trace: digits and dots.
    pub(super) fn version(self, trace: Trace, word: &[u8]) -> Option<Untrusted> {
        self.all(trace).find_map(|hit| version_behind(hit.text.as_bytes(), word))
    }
}

/// A file in which one trace was found.
#[cfg(test)]
pub(super) fn hits(trace: Trace, text: &str) -> Hits {
    let text = Untrusted::new(text.as_bytes());
    let hit = Hit { mark: Mark::Toolchain(trace), place: 0, text, count: 1 };
    Hits { hits: vec![hit], ..Hits::default() }
}

/// Digits and dots behind a word, with a dot among them.
pub(super) fn version_behind(text: &[u8], word: &[u8]) -> Option<Untrusted> {
    let start = text.windows(word.len()).position(|window| window == word)?.checked_add(word.len())?;
    let rest = text.get(start..)?;
    let end = rest.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b'.')).unwrap_or(rest.len());
    let version = rest.get(..end).map(|version| version.strip_suffix(b".").unwrap_or(version))?;
    let is_version = version.first().is_some_and(u8::is_ascii_digit) && version.contains(&b'.');
    is_version.then(|| Untrusted::new(version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_digits_and_dots_behind_its_word() {
        let of = |text: &str, word: &str| {
            version_behind(text.as_bytes(), word.as_bytes()).map(|version| version.shown())
        };
        assert_eq!(of("Bun/1.4.5", "Bun/").as_deref(), Some("1.4.5"));
        assert_eq!(of("x/release/v24.21.0/node-v24", "release/v").as_deref(), Some("24.21.0"));
        assert_eq!(of("GNAT Version: 12.2.0.", "GNAT Version: ").as_deref(), Some("12.2.0"));
        assert_eq!(of("Bun/x", "Bun/"), None);
        assert_eq!(of("Bun/1", "Bun/"), None);
    }
}
