//! Zig: one compiler for every target, with the C libraries' headers inside, so it cross-compiles even
//! against an older glibc.

use super::{Program, build_stage, distribution, run, single_program, sources, target_architecture, workdir};
use crate::dockerfile::instruction::{Instruction, Mount, Run};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zig {
    /// The program that `zig build` installs; `app` when absent.
    pub bin: Option<String>,
}

impl Zig {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Program {
        single_program(vec![self.build(plan)])
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let bin = self.bin.clone().map_or("app".into(), Into::into);
        // The release's own glibc: 2.36 in Debian 12, 2.41 in Debian 13.
        let library = match (plan.image.libc, distribution(plan)) {
            ("glibc", Distribution::Debian("bookworm")) => "gnu.2.36",
            ("glibc", _) => "gnu.2.41",
            _ => "musl",
        };
        let optimize = if plan.strip { "ReleaseSmall" } else { "ReleaseSafe" };
        let mounts = vec![Mount::cache("/root/.cache/zig")];
        let commands = vec![
            "case \"$TARGETARCH\" in amd64) cpu=x86_64 ;; arm64) cpu=aarch64 ;; *) exit 1 ;; esac".into(),
            format!(
                "python -m ziglang build -Doptimize={optimize} -Dtarget=\"$cpu-linux-{library}\" --prefix /out"
            )
            .into(),
            "install -D \"/out/bin/$BIN\" /out/app".into(),
        ];
        let reason = if library == "musl" {
            "Zig names processors its own way. With musl the program is static."
        } else {
            "Zig names processors its own way. It links against the glibc of the final image, whatever the builder has."
        };
        let steps = vec![
            run(
                vec![format!("pip install --no-cache-dir {}", version::ZIG).into()],
                lesson::NATIVE,
                "Zig publishes no image. This package from PyPI is the compiler, with its version and hash in the index.",
            ),
            workdir("/src"),
            sources("The sources, with build.zig."),
            Step::new(
                Instruction::Arg(vec![("BIN", Some(bin))]),
                lesson::NATIVE,
                "The name of the program that build.zig installs.",
            ),
            target_architecture(),
            Step::new(Instruction::Run(Run { mounts, commands }), lesson::NATIVE, reason),
        ];
        let reason = "Runs on the machine that builds, and compiles for the platform that was asked for.";
        let stage = build_stage(version::ZIG_BASE.to_owned(), lesson::NATIVE, reason, steps);
        Stage { on_build_platform: true, ..stage }
    }
}
