//! Which compiler made the program, and with which settings, as far as it left marks. Each answer names
//! its evidence; without a mark the answer is unknown, and nothing is guessed.

mod comment;
mod go;
mod mark;

use crate::elf::Elf;
use crate::untrusted::Untrusted;

pub use go::GoBuild;

use mark::{Found, Mark};

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
    D,
    Haskell,
    Ocaml,
    Swift,
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
    CargoAuditable,
}

impl Toolchain {
    pub fn of(elf: &Elf) -> Self {
        let marks = mark::of(elf);
        let (language, version, evidence) = conclude(elf, &marks);
        let has = |mark: Mark| marks.iter().any(|found| found.mark == mark);
        let wrappings = [
            (Mark::Upx, Wrapping::Upx),
            (Mark::AppImage, Wrapping::AppImage),
            (Mark::PyInstaller, Wrapping::PyInstaller),
            (Mark::CargoAuditable, Wrapping::CargoAuditable),
        ];
        Toolchain {
            language,
            version,
            evidence,
            go: elf.go.as_ref().map(GoBuild::read),
            compilers: elf.comments.clone(),
            wrappings: wrappings
                .into_iter()
                .filter(|(mark, _)| has(*mark))
                .map(|(_, wrapping)| wrapping)
                .collect(),
        }
    }
}

/// From the mark that only one toolchain leaves to those that many share: every runtime that is linked
/// with a C compiler carries that compiler's mark too.
fn conclude(elf: &Elf, marks: &[Found]) -> (Language, Option<Untrusted>, String) {
    let mark = |mark: Mark| marks.iter().find(|found| found.mark == mark);
    let placed = |what: &str, place: u64| format!("{what} at {place:#x}");
    if let Some(go) = &elf.go {
        return (Language::Go, Some(go.version.clone()), placed("Go's build information", go.place));
    }
    // What a script or another language's program is wrapped in counts before what the wrapper is made of.
    let carried = [
        (Mark::NodeSea, Language::Node, "the script of a Node.js single executable"),
        (Mark::Bun, Language::Bun, "Bun's section or trailer"),
        (Mark::Deno, Language::Deno, "Deno's trailer"),
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
        if let Some(found) = mark(wanted) {
            let version = comment::version(&elf.comments, language);
            return (language, version, placed(what, found.place));
        }
    }
    if elf.go_note {
        return (Language::Go, None, "the Go linker's note in PT_NOTE".to_owned());
    }
    for language in [Language::Rust, Language::Haskell] {
        if let Some(version) = comment::version(&elf.comments, language) {
            if mark(Mark::Tcmalloc).is_some() {
                let evidence =
                    "marks of its compiler and of a C++ program's allocator: made of several languages";
                return (Language::Unknown, None, evidence.to_owned());
            }
            return (language, Some(version), "its compiler's mark in .comment".to_owned());
        }
    }
    // OCaml's runtime defines these; they are exported where a program loads plug-ins, or C libraries of its own.
    let caml = [&b"Caml_state"[..], b"caml_startup"];
    let exported = |name: &&&[u8]| {
        let hash = crate::elf::export::hash(name);
        elf.exports.as_ref().is_some_and(|exports| exports.contains(&hash))
    };
    if let Some(name) = caml.iter().find(exported) {
        let name = String::from_utf8_lossy(name);
        return (Language::Ocaml, None, format!("it exports {name}, of OCaml's runtime"));
    }
    let libraries: [(&[u8], Language); 12] = [
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
        (b"libstdc++.so", Language::Cxx),
        (b"libc++.so", Language::Cxx),
    ];
    // OCaml and others link C++ too. A program whose exports are not known and that bears no C++ compiler's mark
    // may be one of those.
    let compiler = comment::version(&elf.comments, Language::Cxx).is_some();
    let may_be_another = elf.exports.is_none() && !compiler;
    for (name, language) in
        libraries.into_iter().filter(|(_, language)| *language != Language::Cxx || !may_be_another)
    {
        if let Some(needed) = elf.needed.iter().find(|needed| needed.as_bytes().starts_with(name)) {
            let version = comment::version(&elf.comments, language);
            return (language, version, format!("it needs {}", needed.shown()));
        }
    }
    let by_zig = elf.comments.iter().any(|mark| mark.as_bytes().windows(7).any(|part| part == b"ziglang"));
    let version = comment::version(&elf.comments, Language::C);
    if let (Some(found), Some(_), false) = (mark(Mark::Exceptions), &version, elf.needed.is_empty()) {
        return (
            Language::Cxx,
            version,
            placed("a C++ compiler's mark, and tables for exceptions", found.place),
        );
    }
    match version {
        // A C compiler's start files are in nearly every program, so its mark alone is evidence only where the
        // program is linked as C programs are.
        Some(version) if !elf.needed.is_empty() && !by_zig => (
            Language::C,
            Some(version),
            "a C compiler's mark in .comment, and no other language's".to_owned(),
        ),
        _ => (Language::Unknown, None, "no mark of a toolchain".to_owned()),
    }
}

/// What the marks say of how the program will behave, without running it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Built without cgo, with a package that is an empty shell then.
    CgoStub,
    /// No cgo, and an interpreter all the same.
    DynamicWithoutCgo { pie: bool },
    /// What lies under the packer cannot be read.
    Packed,
}

impl Toolchain {
    pub fn findings(&self, elf: &Elf) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(go) = &self.go {
            let without_cgo = go.setting(b"CGO_ENABLED").is_some_and(|value| value.as_bytes() == b"0");
            if without_cgo && go.depends_on(b"github.com/mattn/go-sqlite3") {
                findings.push(Finding::CgoStub);
            }
            if without_cgo && elf.interpreter.is_some() {
                let mode = go.setting(b"-buildmode").map(Untrusted::as_bytes).unwrap_or_default();
                findings.push(Finding::DynamicWithoutCgo { pie: mode == b"pie" });
            }
        }
        if self.wrappings.contains(&Wrapping::Upx) {
            findings.push(Finding::Packed);
        }
        findings
    }
}

impl Finding {
    pub fn code(self) -> &'static str {
        match self {
            Finding::CgoStub => "cgo-stub",
            Finding::DynamicWithoutCgo { .. } => "dynamic-without-cgo",
            Finding::Packed => "packed",
        }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Finding::CgoStub => {
                "It has github.com/mattn/go-sqlite3 and was built with CGO_ENABLED=0. The first use of the database answers: Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub. Build it with CGO_ENABLED=1, or take modernc.org/sqlite, which needs no C."
            }
            Finding::DynamicWithoutCgo { pie: true } => {
                "It was built with CGO_ENABLED=0 and is dynamic all the same: -buildmode=pie names an interpreter. Without that flag it is static."
            }
            Finding::DynamicWithoutCgo { pie: false } => {
                "It was built with CGO_ENABLED=0 and is dynamic all the same: a package without cgo, such as purego, asks the loader for C libraries."
            }
            Finding::Packed => {
                "UPX packed it. What the program itself needs cannot be read, and a container that forbids memory that is both writable and executable kills it (exit code 139). Judge the file before it is packed."
            }
        }
    }
}

impl Wrapping {
    pub fn name(self) -> &'static str {
        match self {
            Wrapping::Upx => "upx",
            Wrapping::AppImage => "appimage",
            Wrapping::PyInstaller => "pyinstaller",
            Wrapping::CargoAuditable => "cargo-auditable",
        }
    }
}

impl Language {
    pub fn of(elf: &Elf) -> Self {
        conclude(elf, &mark::of(elf)).0
    }

    /// The word in the JSON's `toolchain.language`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Go => "go",
            Language::Rust => "rust",
            Language::C => "c",
            Language::Cxx => "c++",
            Language::D => "d",
            Language::Haskell => "haskell",
            Language::Ocaml => "ocaml",
            Language::Swift => "swift",
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
