//! Which compiler made the program, and with which settings, as far as it left marks. Each answer names
//! its evidence; without a mark the answer is unknown, and nothing is guessed.

mod comment;
mod crates;
mod dotnet;
mod finding;
mod go;
mod mark;
mod python;
mod rust;
mod rust_release;
mod strings;
pub mod trace;

use crate::elf::Elf;
use crate::scan::Hits;
use crate::untrusted::Untrusted;

pub use crates::Crates;
pub use dotnet::{Dotnet, Form};
pub use finding::Finding;
pub use go::GoBuild;
pub use rust::{Panic, RustBuild};

use mark::{Found, Mark};
use trace::{Trace, Traces};

/// What made the program.
#[derive(Clone, Debug)]
pub struct Toolchain {
    pub language: Language,
    /// As the toolchain writes it: `go1.26.4`, `1.95.0`, `14.2.0`.
    pub version: Option<Untrusted>,
    /// What was found, and where.
    pub evidence: String,
    /// For Go, what its linker wrote down.
    pub go: Option<GoBuild>,
    /// For Rust, what can be told besides.
    pub rust: Option<RustBuild>,
    pub dotnet: Option<Dotnet>,
    /// `libstdc++` or `libc++`, shared or inside.
    pub cxx_library: Option<&'static str>,
    /// The compilers' own marks, one for each that took part.
    pub compilers: Vec<Untrusted>,
    /// What the program is wrapped in, or carries: a packer, a bundle, a list of crates.
    pub wrappings: Vec<Wrapping>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Go,
    Rust,
    C,
    Cxx,
    Zig,
    Nim,
    D,
    Haskell,
    Ocaml,
    Swift,
    Crystal,
    Ada,
    Fortran,
    Pascal,
    Dotnet,
    Java,
    Node,
    Bun,
    Deno,
    Python,
    Unknown,
}

/// Something around or inside the program that changes what can be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    Upx,
    AppImage,
    PyInstaller,
    Nuitka,
    StaticX,
    CargoAuditable,
}

impl Toolchain {
    /// `hits` is what the whole file was found to hold, once it was gone over.
    pub fn of(elf: &Elf, hits: Option<&Hits>) -> Self {
        let traces = Traces(hits);
        let marks = mark::of(elf);
        let Conclusion { language, version, evidence } = conclude(elf, &marks, traces);
        let has = |mark: Mark| marks.iter().any(|found| found.mark == mark);
        let wrappings = [
            (has(Mark::Upx), Wrapping::Upx),
            (has(Mark::AppImage), Wrapping::AppImage),
            (has(Mark::PyInstaller), Wrapping::PyInstaller),
            (traces.has(Trace::Nuitka), Wrapping::Nuitka),
            (has(Mark::StaticX), Wrapping::StaticX),
            (has(Mark::CargoAuditable), Wrapping::CargoAuditable),
        ];
        Toolchain {
            language,
            version,
            evidence,
            go: elf.go.as_ref().map(GoBuild::read),
            rust: (language == Language::Rust).then(|| RustBuild::of(elf, traces)),
            dotnet: Dotnet::of(&marks, &elf.comments, traces),
            cxx_library: cxx_library(elf, traces),
            compilers: elf.comments.clone(),
            wrappings: wrappings
                .into_iter()
                .filter(|(is_there, _)| *is_there)
                .map(|(_, found)| found)
                .collect(),
        }
    }
}

/// The language, the version, and what says so.
struct Conclusion {
    language: Language,
    version: Option<Untrusted>,
    evidence: String,
}

impl Conclusion {
    fn new(language: Language, version: Option<Untrusted>, evidence: impl Into<String>) -> Self {
        Conclusion { language, version, evidence: evidence.into() }
    }
}

/// From the mark that only one toolchain leaves to those that many share: every runtime that is linked
/// with a C compiler carries that compiler's mark too.
fn conclude(elf: &Elf, marks: &[Found], traces: Traces<'_>) -> Conclusion {
    by_its_own_mark(elf, marks, traces)
        .or_else(|| by_compiler(elf, marks))
        .or_else(|| strings::conclude(elf, marks, traces))
        .or_else(|| by_runtime_library(elf))
        .or_else(|| by_c_compiler(elf, marks))
        .unwrap_or_else(|| Conclusion::new(Language::Unknown, None, "no mark of a toolchain"))
}

fn found(marks: &[Found], wanted: Mark) -> Option<&Found> {
    marks.iter().find(|found| found.mark == wanted)
}

fn placed(what: &str, place: u64) -> String {
    format!("{what} at {place:#x}")
}

/// What a script or another language's program is wrapped in counts before what the wrapper is made of.
fn by_its_own_mark(elf: &Elf, marks: &[Found], traces: Traces<'_>) -> Option<Conclusion> {
    if let Some(go) = &elf.go {
        let evidence = placed("Go's build information", go.place);
        return Some(Conclusion::new(Language::Go, Some(go.version.clone()), evidence));
    }
    let carried = [
        (Mark::NodeSea, Language::Node, "the script of a Node.js single executable"),
        (Mark::Bun, Language::Bun, "Bun's section or trailer"),
        (Mark::Deno, Language::Deno, "Deno's trailer"),
        (Mark::Nexe, Language::Node, "the trailer of nexe, which bundles a script with Node.js"),
        (Mark::PyInstaller, Language::Python, "PyInstaller's archive"),
        (Mark::GraalVm, Language::Java, "the heap of a GraalVM native image, section .svm_heap"),
        (Mark::DotnetAot, Language::Dotnet, "code of .NET compiled ahead of time, section __managedcode"),
        (Mark::DotnetRuntime, Language::Dotnet, "the trace points of the .NET runtime"),
        (Mark::Go, Language::Go, "the Go linker's sections"),
        (Mark::Swift, Language::Swift, "Swift's metadata"),
        (Mark::D, Language::D, "D's module table"),
        (Mark::FreePascal, Language::Pascal, "Free Pascal's section .fpcdata"),
    ];
    for (wanted, language, what) in carried {
        if let Some(found) = found(marks, wanted) {
            let version = match language {
                Language::Node => traces.version(Trace::NodeRelease, b"release/v"),
                Language::Bun => traces.version(Trace::BunAgent, b"Bun/"),
                Language::Deno => traces.version(Trace::DenoAgent, b"Deno/"),
                Language::Python => python::of_pyinstaller(elf),
                Language::Java => traces.version(Trace::GraalJava, b"Java.Version="),
                Language::Dotnet => dotnet::version(&elf.comments, traces),
                Language::Pascal => traces.version(Trace::Pascal, b"FPC "),
                _ => comment::version(&elf.comments, language),
            };
            return Some(Conclusion::new(language, version, placed(what, found.place)));
        }
    }
    elf.go_note.then(|| Conclusion::new(Language::Go, None, "the Go linker's note in PT_NOTE"))
}

/// Compilers whose mark in `.comment` no other language's program has.
fn by_compiler(elf: &Elf, marks: &[Found]) -> Option<Conclusion> {
    let languages = [Language::Rust, Language::Haskell];
    let (language, version) = languages
        .into_iter()
        .find_map(|language| Some((language, comment::version(&elf.comments, language)?)))?;
    if found(marks, Mark::Tcmalloc).is_some() {
        let evidence = "marks of its compiler and of a C++ program's allocator: made of several languages";
        return Some(Conclusion::new(Language::Unknown, None, evidence));
    }
    Some(Conclusion::new(language, Some(version), "its compiler's mark in .comment"))
}

/// Symbols that a runtime exports, and libraries that only one language's programs need.
fn by_runtime_library(elf: &Elf) -> Option<Conclusion> {
    // OCaml's runtime defines these; they are exported where a program loads plug-ins, or C libraries of its own.
    let caml = [&b"Caml_state"[..], b"caml_startup"];
    let exported = |name: &&&[u8]| {
        let hash = crate::elf::export::hash(name);
        elf.exports.as_ref().is_some_and(|exports| exports.contains(&hash))
    };
    if let Some(name) = caml.iter().find(exported) {
        let name = String::from_utf8_lossy(name);
        let evidence = format!("it exports {name}, of OCaml's runtime");
        return Some(Conclusion::new(Language::Ocaml, None, evidence));
    }
    let libraries: [(&[u8], Language); 13] = [
        (b"libgo.so", Language::Go),
        (b"libstd-", Language::Rust),
        (b"librustc_driver-", Language::Rust),
        (b"libphobos2-ldc", Language::D),
        (b"libgphobos.so", Language::D),
        (b"libdruntime-", Language::D),
        (b"libHS", Language::Haskell),
        (b"libswiftCore.so", Language::Swift),
        (b"libgnat-", Language::Ada),
        (b"libgfortran.so", Language::Fortran),
        (b"libcrystal.so", Language::Crystal),
        (b"libstdc++.so", Language::Cxx),
        (b"libc++.so", Language::Cxx),
    ];
    // OCaml and others link C++ too. A program whose exports are not known and that bears no C++ compiler's mark
    // may be one of those.
    let compiler = comment::version(&elf.comments, Language::Cxx).is_some();
    let may_be_another = elf.exports.is_none() && !compiler;
    let libraries =
        libraries.into_iter().filter(|(_, language)| *language != Language::Cxx || !may_be_another);
    for (name, language) in libraries {
        if let Some(needed) = elf.needed.iter().find(|needed| needed.as_bytes().starts_with(name)) {
            let version = comment::version(&elf.comments, language);
            return Some(Conclusion::new(language, version, format!("it needs {}", needed.shown())));
        }
    }
    None
}

/// A C compiler's start files are in nearly every program, so its mark alone is evidence only where the
/// program is linked as C programs are.
fn by_c_compiler(elf: &Elf, marks: &[Found]) -> Option<Conclusion> {
    let version = comment::version(&elf.comments, Language::C)?;
    if elf.needed.is_empty() {
        return None;
    }
    if let Some(found) = found(marks, Mark::Exceptions) {
        let evidence = placed("a C++ compiler's mark, and tables for exceptions", found.place);
        return Some(Conclusion::new(Language::Cxx, Some(version), evidence));
    }
    let by_zig = elf.comments.iter().any(|mark| mark.as_bytes().windows(7).any(|part| part == b"ziglang"));
    let evidence = "a C compiler's mark in .comment, and no other language's";
    (!by_zig).then(|| Conclusion::new(Language::C, Some(version), evidence))
}

fn cxx_library(elf: &Elf, traces: Traces<'_>) -> Option<&'static str> {
    let needs = |name: &[u8]| elf.needed.iter().any(|needed| needed.as_bytes().starts_with(name));
    let libraries: [(&[u8], Trace, &str); 2] =
        [(b"libstdc++.so", Trace::Libstdcxx, "libstdc++"), (b"libc++.so", Trace::Libcxx, "libc++")];
    let shared = libraries.iter().find(|(name, _, _)| needs(name));
    let inside = || libraries.iter().find(|(_, trace, _)| traces.has(*trace));
    shared.or_else(inside).map(|(_, _, library)| *library)
}

impl Wrapping {
    pub fn name(self) -> &'static str {
        match self {
            Wrapping::Upx => "upx",
            Wrapping::AppImage => "appimage",
            Wrapping::PyInstaller => "pyinstaller",
            Wrapping::Nuitka => "nuitka",
            Wrapping::StaticX => "staticx",
            Wrapping::CargoAuditable => "cargo-auditable",
        }
    }
}

impl Language {
    /// By the name of what runs it: `/usr/bin/python3.11`, or what `env` is asked for. A shell is no language here.
    pub fn of_script(interpreter: &Untrusted, argument: Option<&Untrusted>) -> Self {
        let name = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next().unwrap_or_default().to_vec();
        let mut program = name(interpreter.as_bytes());
        if program == b"env" {
            // `-S` splits the rest of the line into words (env(1)).
            let words = argument.map(Untrusted::as_bytes).unwrap_or_default().split(|byte| *byte == b' ');
            let is_program =
                |word: &&[u8]| !word.is_empty() && !word.starts_with(b"-") && !word.contains(&b'=');
            program = words.into_iter().find(is_program).map(name).unwrap_or_default();
        }
        let programs: [(&[u8], Language); 9] = [
            (b"python", Language::Python),
            (b"pypy", Language::Python),
            (b"nodejs", Language::Node),
            (b"node", Language::Node),
            (b"bun", Language::Bun),
            (b"deno", Language::Deno),
            (b"java", Language::Java),
            (b"dotnet", Language::Dotnet),
            (b"ocaml", Language::Ocaml),
        ];
        // A version may follow.
        let is_it = |known: &[u8]| {
            let version = program.strip_prefix(known);
            version.is_some_and(|rest| rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.'))
        };
        programs.into_iter().find(|(known, _)| is_it(known)).map_or(Language::Unknown, |(_, found)| found)
    }

    /// The word in the JSON's `toolchain.language`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Go => "go",
            Language::Rust => "rust",
            Language::C => "c",
            Language::Cxx => "c++",
            Language::Zig => "zig",
            Language::Nim => "nim",
            Language::D => "d",
            Language::Haskell => "haskell",
            Language::Ocaml => "ocaml",
            Language::Swift => "swift",
            Language::Crystal => "crystal",
            Language::Ada => "ada",
            Language::Fortran => "fortran",
            Language::Pascal => "pascal",
            Language::Dotnet => "dotnet",
            Language::Java => "java",
            Language::Node => "node",
            Language::Bun => "bun",
            Language::Deno => "deno",
            Language::Python => "python",
            Language::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scripts_language_is_that_of_its_interpreter() {
        let of = |interpreter: &str, argument: Option<&str>| {
            let argument = argument.map(|argument| Untrusted::new(argument.as_bytes()));
            Language::of_script(&Untrusted::new(interpreter.as_bytes()), argument.as_ref()).code()
        };
        assert_eq!(of("/usr/bin/python3.11", None), "python");
        assert_eq!(of("/usr/bin/env", Some("node")), "node");
        assert_eq!(of("/usr/bin/env", Some("-S LANG=C deno run")), "deno");
        assert_eq!(of("/bin/sh", Some("python")), "unknown");
        assert_eq!(of("/usr/bin/nodelint", None), "unknown");
        assert_eq!(of("/usr/bin/env", None), "unknown");
    }
}
