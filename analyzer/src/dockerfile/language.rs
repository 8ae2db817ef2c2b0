//! How each language makes its program: the stages that build it, what of them goes into the final image,
//! and how it is started there.

mod c;
mod dotnet;
mod go;
mod java;
mod node;
mod prebuilt;
mod python;
mod rust;
mod zig;

pub use c::C;
pub use dotnet::Dotnet;
pub use go::Go;
pub use java::Java;
pub use node::Node;
pub use python::{Python, Serving};
pub use rust::Rust;
pub use zig::Zig;

use super::instruction::{Copy, Instruction, Run, Word};
use super::plan::Plan;
use super::recipe::Recipe;
use super::version::Distribution;
use super::{Stage, Step, lesson};

/// Where a single program lies in the image.
pub(super) const PROGRAM: &str = crate::layout::PROGRAM;
/// The stage that builds it.
pub(super) const BUILD: &str = "build";

/// Which C library a static program has in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CLibrary {
    #[default]
    Musl,
    Glibc,
}

/// What a language brings to the final stage.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub stages: Vec<Stage>,
    /// What is copied into the final stage.
    pub copies: Vec<Step>,
    pub environment: Vec<(&'static str, Word)>,
    pub directory: Option<&'static str>,
    pub entrypoint: Vec<Word>,
    /// What has to be said of it first, as a sentence, or nothing.
    pub entrypoint_remark: &'static str,
    pub arguments: Vec<Word>,
    /// Libraries or interpreters that the final image must have: what Debian's and Alpine's packages of
    /// them are called.
    pub debian: Vec<&'static str>,
    pub alpine: Vec<&'static str>,
    /// Sonames that the compiler has linked in unasked, which not every image with a C library has.
    pub libraries: Vec<&'static str>,
    /// A command that ends with 0 when this address answers, where the language brings one.
    pub probe: Option<fn(&str) -> Vec<Word>>,
}

pub(super) fn program(plan: &Plan<'_>) -> Result<Program, String> {
    match &plan.recipe {
        Recipe::Go(go) => Ok(go.program(plan)),
        Recipe::Rust(rust) => Ok(rust.program(plan)),
        Recipe::C(c) => Ok(c.program(plan)),
        Recipe::Zig(zig) => Ok(zig.program(plan)),
        Recipe::Python(python) => python.program(plan),
        Recipe::Java(java) => java.program(plan),
        Recipe::Node(node) => node.program(plan),
        Recipe::Dotnet(dotnet) => dotnet.program(plan),
        Recipe::Prebuilt => Ok(prebuilt::file()),
        Recipe::Folder { program } => Ok(prebuilt::folder(*program)),
    }
}

/// Where the builders of the plan's image come from.
fn distribution<'c>(plan: &Plan<'c>) -> Distribution<'c> {
    Distribution::of(plan.image.family, plan.image.release)
}

/// One program out of the build stage.
fn single_program(stages: Vec<Stage>) -> Program {
    let copy = Copy {
        from: Some(BUILD.into()),
        mode: Some("0555"),
        sources: vec!["/out/app".into()],
        destination: PROGRAM.into(),
        ..Copy::default()
    };
    let reason =
        "Only the program leaves the build stage. Mode 0555: everyone may run it and no one may change it.";
    Program {
        stages,
        copies: vec![Step::new(Instruction::Copy(copy), lesson::STAGES, reason)],
        entrypoint: vec![PROGRAM.into()],
        ..Program::default()
    }
}

fn build_stage(from: String, lesson: &'static str, reason: &str, steps: Vec<Step>) -> Stage {
    Stage {
        from,
        on_build_platform: false,
        name: Some(BUILD),
        digest: None,
        reason: reason.to_owned(),
        lesson,
        steps,
    }
}

fn workdir(path: &'static str) -> Step {
    Step::new(Instruction::Workdir(path.into()), lesson::STAGES, "Creates the directory and moves there.")
}

/// The whole build context, but for what `.dockerignore` names.
fn sources(reason: &str) -> Step {
    let copy = Copy { sources: vec!["./".into()], destination: "./".into(), ..Copy::default() };
    Step::new(Instruction::Copy(copy), lesson::STAGES, reason)
}

fn run(commands: Vec<Word>, lesson: &'static str, reason: &str) -> Step {
    Step::new(Instruction::Run(Run { mounts: Vec::new(), commands }), lesson, reason)
}

/// The architecture that is asked for, without a default: one would win over it.
fn target_architecture() -> Step {
    let names = Instruction::Arg(vec![("TARGETARCH", None)]);
    let reason = "BuildKit sets it. A default here would win over the platform that was asked for.";
    Step::new(names, lesson::STAGES, reason)
}

/// Packages for a build stage, on whichever distribution it is.
fn install(distribution: Distribution<'_>, debian: &[&str], alpine: &[&str], reason: &str) -> Step {
    let (commands, lesson) = match distribution {
        Distribution::Debian(_) => (apt(debian), lesson::DEBIAN),
        Distribution::Alpine(_) => (apk(alpine), lesson::ALPINE),
    };
    run(commands, lesson, reason)
}

/// The lists go in the same layer in which they came, or they would stay in the image below.
pub(super) fn apt(packages: &[&str]) -> Vec<Word> {
    vec![
        "apt-get update".into(),
        format!("apt-get install -y --no-install-recommends {}", packages.join(" ")).into(),
        "rm -rf /var/lib/apt/lists/*".into(),
    ]
}

pub(super) fn apk(packages: &[&str]) -> Vec<Word> {
    vec![format!("apk add --no-cache {}", packages.join(" ")).into()]
}

/// Shrinks the program in the build stage, where UPX itself stays.
fn upx(distribution: Distribution<'_>) -> Step {
    let mut commands = match distribution {
        Distribution::Debian(_) => apt(&["upx-ucl"]),
        Distribution::Alpine(_) => apk(&["upx"]),
    };
    commands.push("upx --best --lzma /out/app".into());
    let reason = "Packs the program. It unpacks itself in memory at every start: slower, not shared between processes, and scanners distrust it.";
    run(commands, lesson::SHRINKING, reason)
}
