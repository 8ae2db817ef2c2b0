//! The toolchain, the hardening and the size, in the JSON contract.

use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;
use crate::elf::Elf;
use crate::format::Format;
use crate::hardening::{Hardening, Relro};
use crate::jar::Jar;
use crate::python;
use crate::report::SegmentReport;
use crate::size;
use crate::toolchain::{Dotnet, GoBuild, Language, RustBuild, Toolchain, Wrapping};
use crate::untrusted::Untrusted;

/// Which compiler made the program, and how, as far as marks tell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolchainReport {
    /// `go`, `rust`, `c`, `c++`, `zig`, `nim`, `d`, `haskell`, `ocaml`, `swift`, `crystal`, `ada`, `fortran`,
    /// `pascal`, `dotnet`, `java`, `node`, `bun`, `deno`, `python` or `unknown`.
    pub language: String,
    /// As the toolchain writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// What was found, and where.
    pub evidence: String,
    /// The compilers' own marks, one for each that took part.
    pub compilers: Vec<String>,
    /// `upx`, `appimage`, `pyinstaller`, `nuitka`, `staticx`, `cargo-auditable`.
    pub wrappings: Vec<String>,
    /// What else is worth a line: settings, target, how many crates. For people; the fields below have the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub go: Option<GoReport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust: Option<RustReport>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dotnet: Option<DotnetReport>,
    /// `libstdc++` or `libc++`, shared or inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cxx_library: Option<String>,
    /// What the marks say of how the program will behave.
    pub findings: Vec<FindingReport>,
}

/// What Go's linker wrote down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoReport {
    /// The main package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The main module, as `name@version`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// `CGO_ENABLED=1`, where it is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cgo: Option<bool>,
    /// `-tags`, `-ldflags`, `-trimpath`, `GOARCH`, `GOAMD64`, `vcs.revision`, … as `name=value`.
    pub settings: Vec<String>,
    /// As `name@version`; `dependency_count` counts them all.
    pub dependencies: Vec<String>,
    pub dependency_count: u32,
}

/// What else can be told of a Rust program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RustReport {
    /// `x86_64-unknown-linux-musl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// `unwind` or `abort`; absent where it is not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panic: Option<String>,
    /// The commit that the standard library was built from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// From cargo-auditable's list, as `name@version`; `crate_count` counts them all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crates: Vec<String>,
    pub crate_count: u32,
}

/// In which form a .NET program was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DotnetReport {
    /// `native-aot`, `single-file`, or `apphost`, which needs the runtime in the image.
    pub form: String,
    /// Of the runtime or the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// What the program was built with against being taken over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HardeningReport {
    pub pie: bool,
    /// `no`, `partial` or `full`.
    pub relro: String,
    /// The stack is not executable.
    pub nx: bool,
    /// Absent where the imports do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canary: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fortify: Option<bool>,
    /// `ibt`, `shstk`, `bti`, `pac`.
    pub control_flow: Vec<String>,
    /// RPATH or RUNPATH leads out of the system's directories and of the program's own.
    pub foreign_search_path: bool,
}

/// Where the bytes of the file go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SizeReport {
    /// What `strip` would take away; absent without a section table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strippable: Option<u64>,
    /// `code`, `read-only data`, `data`, `debug information`, `symbol tables`, `embedded data`, `other`; together the
    /// whole file. Empty without a section table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SegmentReport>,
    /// The largest sections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub largest: Vec<SegmentReport>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FindingReport {
    /// `cgo-stub`, `dynamic-without-cgo`, `packed`, `dotnet-host`, `appimage`, `unpacks-itself`,
    /// `python-module`.
    pub code: String,
    pub sentence: String,
}

pub(crate) fn compose_toolchain(
    elf: &Elf,
    toolchain: &Toolchain,
    name: &str,
    catalog: &Catalog,
) -> ToolchainReport {
    let module = python::of_module(name)
        .map(|python| FindingReport { code: "python-module".to_owned(), sentence: python.sentence(catalog) });
    ToolchainReport {
        language: toolchain.language.code().to_owned(),
        version: toolchain.version.as_ref().map(Untrusted::shown),
        evidence: toolchain.evidence.clone(),
        compilers: toolchain.compilers.iter().map(Untrusted::shown).collect(),
        wrappings: toolchain.wrappings.iter().map(|wrapping: &Wrapping| wrapping.name().to_owned()).collect(),
        details: details(toolchain),
        go: toolchain.go.as_ref().map(go),
        rust: toolchain.rust.as_ref().map(rust),
        dotnet: toolchain.dotnet.as_ref().map(dotnet),
        cxx_library: toolchain.cxx_library.map(str::to_owned),
        findings: toolchain
            .findings(elf)
            .into_iter()
            .map(|finding| FindingReport { code: finding.code().to_owned(), sentence: finding.sentence() })
            .chain(module)
            .collect(),
    }
}

/// What has to run a script or a jar. `None` for other files.
pub(crate) fn compose_runtime(format: &Format, jar: Option<&Jar>) -> Option<ToolchainReport> {
    let (language, version, evidence) = match format {
        Format::Script { interpreter, argument } => {
            let language = Language::of_script(interpreter, argument.as_ref());
            (language, None, format!("its first line names {}", interpreter.shown()))
        }
        Format::Jar => {
            let version = jar.and_then(Jar::java).map(|java| java.to_string());
            let evidence = match jar.and_then(|jar| jar.class_version) {
                Some(version) => format!("the version of its class files, {version}"),
                None => "META-INF/MANIFEST.MF".to_owned(),
            };
            (Language::Java, version, evidence)
        }
        Format::Wheel => (Language::Python, None, "a wheel's .dist-info".to_owned()),
        _ => return None,
    };
    let mut details = Vec::new();
    if let Some(jar) = jar {
        details.extend(jar.main_class.as_ref().map(|class| format!("Main-Class {}", class.shown())));
        details.extend(jar.made_with.as_ref().map(|java| format!("made with Java {}", java.shown())));
    }
    Some(ToolchainReport {
        language: language.code().to_owned(),
        version,
        evidence,
        compilers: Vec::new(),
        wrappings: Vec::new(),
        details,
        go: None,
        rust: None,
        dotnet: None,
        cxx_library: None,
        findings: Vec::new(),
    })
}

/// What is worth a line beside the language: in words, for the page and the terminal.
fn details(toolchain: &Toolchain) -> Vec<String> {
    let mut details = Vec::new();
    if let Some(go) = &toolchain.go {
        let named =
            ["CGO_ENABLED", "-tags", "-ldflags", "-buildmode", "-trimpath", "GOAMD64", "vcs.revision"];
        for name in named {
            if let Some(value) = go.setting(name.as_bytes()) {
                details.push(format!("{name}={}", value.shown()));
            }
        }
        if go.dependency_count > 0 {
            details.push(format!("{} modules", go.dependency_count));
        }
    }
    if let Some(rust) = &toolchain.rust {
        details.extend(rust.target.clone());
        details.extend(rust.panic.map(|panic| format!("panic = \"{}\"", panic.name())));
        if let Some(commit) = rust.commit.as_ref().filter(|_| toolchain.version.is_none()) {
            details.push(format!("standard library of commit {}", commit.shown()));
        }
        details.extend(
            rust.crates.as_ref().map(|crates| format!("{} crates, by cargo auditable", crates.count)),
        );
    }
    details.extend(toolchain.dotnet.as_ref().map(|dotnet| dotnet.form.name().to_owned()));
    details.extend(toolchain.cxx_library.map(str::to_owned));
    details
}

fn rust(build: &RustBuild) -> RustReport {
    let crates = build.crates.clone().unwrap_or_default();
    RustReport {
        target: build.target.clone(),
        panic: build.panic.map(|panic| panic.name().to_owned()),
        commit: build.commit.as_ref().map(Untrusted::shown),
        crates: crates.list.iter().map(versioned).collect(),
        crate_count: crates.count,
    }
}

fn dotnet(dotnet: &Dotnet) -> DotnetReport {
    DotnetReport {
        form: dotnet.form.name().to_owned(),
        version: dotnet.version.as_ref().map(Untrusted::shown),
    }
}

pub(crate) fn compose_size(elf: &Elf) -> SizeReport {
    let parts = size::parts(elf).into_iter();
    SizeReport {
        strippable: size::strippable(elf),
        parts: parts.map(|(part, size)| SegmentReport { name: part.name().to_owned(), size }).collect(),
        largest: size::largest(elf)
            .into_iter()
            .map(|section| SegmentReport { name: section.name.shown(), size: section.size })
            .collect(),
    }
}

pub(crate) fn compose_hardening(elf: &Elf) -> HardeningReport {
    let hardening = Hardening::of(elf);
    HardeningReport {
        pie: hardening.pie,
        relro: match hardening.relro {
            Relro::No => "no",
            Relro::Partial => "partial",
            Relro::Full => "full",
        }
        .to_owned(),
        nx: !hardening.stack_is_executable,
        canary: hardening.canary,
        fortify: hardening.fortify,
        control_flow: hardening.control_flow.iter().map(|name| (*name).to_owned()).collect(),
        foreign_search_path: hardening.foreign_search_path,
    }
}

fn go(build: &GoBuild) -> GoReport {
    GoReport {
        path: build.path.as_ref().map(Untrusted::shown),
        module: build.module.as_ref().map(versioned),
        cgo: build.setting(b"CGO_ENABLED").map(|value| value.as_bytes() == b"1"),
        settings: build
            .settings
            .iter()
            .map(|(name, value)| format!("{}={}", name.shown(), value.shown()))
            .collect(),
        dependencies: build.dependencies.iter().map(versioned).collect(),
        dependency_count: build.dependency_count,
    }
}

fn versioned((name, version): &(Untrusted, Untrusted)) -> String {
    format!("{}@{}", name.shown(), version.shown())
}
