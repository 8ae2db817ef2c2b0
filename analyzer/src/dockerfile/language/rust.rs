//! Rust: linked to the C library of the final image's release, or static with musl's or glibc's inside.

use super::{
    CLibrary, Program, build_stage, distribution, single_program, sources, target_architecture, upx, workdir,
};
use crate::dockerfile::instruction::{Instruction, Mount, Run, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rust {
    pub is_static: bool,
    /// Which C library is in a static program.
    pub library: CLibrary,
    /// The binary target; `app` when absent.
    pub bin: Option<String>,
}

impl Rust {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Program {
        let program = single_program(vec![self.build(plan)]);
        if self.is_static {
            return program;
        }
        // Panics unwind by the compiler's library.
        Program { alpine: vec!["libgcc"], libraries: vec!["libgcc_s.so.1"], ..program }
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let distribution = match distribution(plan) {
            Distribution::Debian(_) if self.is_static && self.library == CLibrary::Musl => {
                Distribution::Alpine(version::ALPINE)
            }
            same => same,
        };
        let bin = self.bin.clone().map_or(Word::Borrowed("app"), Into::into);
        let mut steps = vec![
            workdir("/src"),
            sources("The sources, with Cargo.lock."),
            Step::new(
                Instruction::Arg(vec![("BIN", Some(bin))]),
                lesson::NATIVE,
                "The name of your binary target. Change it here or with --build-arg BIN=….",
            ),
            target_architecture(),
            self.compile(plan, distribution),
        ];
        if plan.upx {
            steps.push(upx(distribution));
        }
        let reason = match (self.is_static, distribution) {
            (true, Distribution::Alpine(_)) => {
                "Alpine\u{2019}s Rust links musl into the program: it needs no file of the final image, and can look up names without one."
            }
            _ => "The builder has the release of the final stage, so it asks for no newer C library.",
        };
        build_stage(version::RUST.on(distribution), lesson::NATIVE, reason, steps)
    }

    fn compile(&self, plan: &Plan<'_>, distribution: Distribution<'_>) -> Step {
        let mut commands: Vec<Word> = Vec::new();
        // On Alpine, rustc's own target is musl's already, and static.
        let (flags, target, folder) = match (distribution, self.is_static) {
            (Distribution::Alpine(_), true) | (Distribution::Debian(_), false) => ("", "", "release"),
            (Distribution::Alpine(_), false) => {
                ("RUSTFLAGS=\"-C target-feature=-crt-static\" ", "", "release")
            }
            (Distribution::Debian(_), true) => {
                // Naming the target keeps the flag away from build scripts and macros.
                commands.push("target=\"$(rustc --print host-tuple)\"".into());
                ("RUSTFLAGS=\"-C target-feature=+crt-static\" ", " --target \"$target\"", "$target/release")
            }
        };
        let strip = if plan.strip { "CARGO_PROFILE_RELEASE_STRIP=symbols " } else { "" };
        commands.push(format!("{strip}{flags}cargo build --release --locked --bin \"$BIN\"{target}").into());
        commands.push(format!("install -D \"target/{folder}/$BIN\" /out/app").into());
        let mounts = vec![
            Mount::cache("/usr/local/cargo/registry"),
            Mount::CacheByArchitecture { name: "target", target: "/src/target" },
        ];
        let reason = if self.is_static {
            "Links the C library in. The cache mounts keep crates and object files between builds; the program leaves them, because they are gone after this step."
        } else {
            "The cache mounts keep crates and object files between builds. The program leaves them, because they are gone after this step."
        };
        Step::new(Instruction::Run(Run { mounts, commands }), lesson::NATIVE, reason)
    }
}
