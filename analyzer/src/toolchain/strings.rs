//! What the strings of a runtime say where a compiler left no mark. A runtime may sit in a program of another
//! language, as a library: a language is named only where nothing speaks for another one.

use super::mark::{Found, Mark};
use super::trace::{Trace, Traces};
use super::{Conclusion, Language, comment, placed, rust};
use crate::elf::Elf;

pub(super) fn conclude(elf: &Elf, marks: &[Found], traces: Traces<'_>) -> Option<Conclusion> {
    if let Some(conclusion) = of_bundles(elf, traces) {
        return Some(conclusion);
    }
    let candidates = [
        of_rust(elf, marks, traces),
        one(traces, Trace::Haskell, Language::Haskell, "the error message of GHC's runtime"),
        of_ocaml(traces),
        one(traces, Trace::Nim, Language::Nim, "what Nim says of a null pointer"),
        of_crystal(traces),
        of_d(traces),
        of_zig(traces),
        of_ada(elf, traces),
    ];
    let mut found = candidates.into_iter().flatten();
    let conclusion = found.next()?;
    let several = || {
        let evidence = "marks of the runtimes of several languages".to_owned();
        Conclusion::new(Language::Unknown, None, evidence)
    };
    Some(if found.next().is_some() { several() } else { conclusion })
}

/// Programs that run what they carry, whatever they are made of.
fn of_bundles(elf: &Elf, traces: Traces<'_>) -> Option<Conclusion> {
    let fuse = traces.first(Trace::NodeFuse);
    if let Some(fuse) = fuse.filter(|fuse| fuse.text.as_bytes().ends_with(b":1")) {
        let version = traces.version(Trace::NodeRelease, b"release/v");
        let evidence = placed("the switch of a Node.js single executable, which is on,", fuse.place);
        return Some(Conclusion::new(Language::Node, version, evidence));
    }
    if let Some(found) = traces.first(Trace::Nuitka) {
        let evidence = placed("Nuitka's settings for a program in one file", found.place);
        return Some(Conclusion::new(Language::Python, None, evidence));
    }
    let host = traces.first(Trace::DotnetHost)?;
    let evidence = placed("the host of a .NET program", host.place);
    // Other programs carry hosts to write them out, and no host is without these libraries.
    let is_small = elf.length < 4 * 1024 * 1024;
    is_small
        .then(|| Conclusion::new(Language::Dotnet, super::dotnet::version(&elf.comments, traces), evidence))
}

fn one(traces: Traces<'_>, trace: Trace, language: Language, what: &str) -> Option<Conclusion> {
    let found = traces.first(trace)?;
    Some(Conclusion::new(language, None, placed(what, found.place)))
}

/// Its `main` and its library. C++ programs have Rust inside, with threads of its own: workerd and Node.js do.
fn of_rust(elf: &Elf, marks: &[Found], traces: Traces<'_>) -> Option<Conclusion> {
    let main = traces.first(Trace::RustMain)?;
    let source = traces.first(Trace::RustSource)?;
    let needs_cxx = elf.needed.iter().any(|needed| needed.as_bytes().starts_with(b"libstdc++"));
    let has_cxx = traces.has(Trace::Libcxx) || traces.has(Trace::Libstdcxx) || needs_cxx;
    if has_cxx || marks.iter().any(|found| found.mark == Mark::Tcmalloc) {
        let evidence =
            placed("a Rust main, and C++ beside it: made of several languages, its main", main.place);
        return Some(Conclusion::new(Language::Unknown, None, evidence));
    }
    let evidence = format!(
        "what Rust's main says when the stack is used up, at {:#x}, and paths of its standard library at {:#x}",
        main.place, source.place
    );
    Some(Conclusion::new(Language::Rust, rust::version(traces), evidence))
}

fn of_ocaml(traces: Traces<'_>) -> Option<Conclusion> {
    traces.first(Trace::OcamlException)?;
    one(traces, Trace::OcamlSettings, Language::Ocaml, "the settings of OCaml's runtime")
}

fn of_crystal(traces: Traces<'_>) -> Option<Conclusion> {
    let found = traces.first(Trace::Crystal)?;
    let version = traces.version(Trace::CrystalSource, b"/crystal-");
    let evidence = placed("a setting that Crystal programs ask for", found.place);
    Some(Conclusion::new(Language::Crystal, version, evidence))
}

fn of_zig(traces: Traces<'_>) -> Option<Conclusion> {
    traces.first(Trace::ZigUnion)?;
    one(traces, Trace::ZigNull, Language::Zig, "what Zig's checks say, of a null")
}

fn of_d(traces: Traces<'_>) -> Option<Conclusion> {
    let found = traces.first(Trace::DSource)?;
    let version = traces.version(Trace::DSource, b"/ldc-");
    Some(Conclusion::new(Language::D, version, placed("paths of the sources of D's runtime", found.place)))
}

fn of_ada(elf: &Elf, traces: Traces<'_>) -> Option<Conclusion> {
    let found = traces.first(Trace::Ada)?;
    let version = traces.version(Trace::Ada, b"GNAT Version: ");
    let version = version.or_else(|| comment::version(&elf.comments, Language::Ada));
    Some(Conclusion::new(Language::Ada, version, placed("the mark of GNAT's binder", found.place)))
}
