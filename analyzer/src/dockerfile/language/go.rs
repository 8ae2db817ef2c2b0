//! Go: without cgo a static program that is cross-compiled; with it a C program, linked on the release of
//! the final image, or with musl where that has no C library.

use super::{Program, build_stage, distribution, install, single_program, upx, workdir};
use crate::dockerfile::instruction::{Copy, Instruction, Mount, Run, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};
use crate::elf::go::BuildInfo;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Go {
    pub cgo: bool,
    /// The older of the two versions that are kept up.
    pub older: bool,
    /// Build tags.
    pub tags: Vec<String>,
    /// The package to build, `./cmd/server`; the module's own when absent.
    pub package: Option<String>,
}

/// Build tags that are taken over from a program's build information. Others stay behind: a name out of a
/// file does not become a word of an instruction.
const KNOWN_TAGS: [&str; 24] = [
    "fts5",
    "sqlite_fts5",
    "sqlite_json",
    "sqlite_json1",
    "sqlite_math_functions",
    "sqlite_icu",
    "icu",
    "sqlite_foreign_keys",
    "sqlite_stat4",
    "sqlite_unlock_notify",
    "sqlite_omit_load_extension",
    "sqlite_vtable",
    "libsqlite3",
    "netgo",
    "osusergo",
    "timetzdata",
    "static",
    "static_build",
    "musl",
    "jsoniter",
    "nomsgpack",
    "sonic",
    "purego",
    "prod",
];

impl Go {
    /// With the version and the tags that a program was built with, as far as they are in our own lists.
    pub(crate) fn as_built(info: Option<&BuildInfo>) -> Self {
        let Some(info) = info else { return Go::default() };
        let mut lines = info.modules.as_bytes().split(|byte| *byte == b'\n');
        let tags = lines.find_map(|line| line.strip_prefix(b"build\t-tags=")).unwrap_or_default();
        let tags = tags.split(|byte| matches!(byte, b',' | b' ' | b'"'));
        let known = tags.filter_map(|tag| KNOWN_TAGS.into_iter().find(|known| known.as_bytes() == tag));
        Go {
            older: info.version.as_bytes().starts_with(b"go1.26"),
            tags: known.map(str::to_owned).collect(),
            ..Go::default()
        }
    }

    pub(super) fn program(&self, plan: &Plan<'_>) -> Program {
        single_program(vec![self.build(plan)])
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let bare = plan.image.libc == "none";
        // What has no C library to load takes one along, and musl is the one made for it.
        let distribution = match distribution(plan) {
            Distribution::Debian(_) if self.cgo && bare => Distribution::Alpine(version::ALPINE),
            same => same,
        };
        let toolchain = if self.older { version::GO_OLDER } else { version::GO };
        let mut steps = vec![workdir("/src")];
        if self.cgo && matches!(distribution, Distribution::Alpine(_)) {
            steps.push(install(
                distribution,
                &[],
                &["gcc", "musl-dev"],
                "The C compiler that cgo calls, and musl's headers.",
            ));
        }
        steps.extend([module_files(), download()]);
        steps.extend(self.settings());
        if !self.cgo {
            let names = Instruction::Arg(vec![("TARGETOS", None), ("TARGETARCH", None)]);
            let reason = "BuildKit sets both. A default here would win over the platform that was asked for.";
            steps.push(Step::new(names, lesson::STAGES, reason));
        }
        steps.push(self.compile(plan, bare));
        if plan.upx {
            steps.push(upx(distribution));
        }
        let reason = match (self.cgo, bare) {
            (false, _) => {
                "Runs on the machine that builds, and compiles for the platform that was asked for."
            }
            (true, false) => {
                "The builder has the release of the final stage, so it asks for no newer C library."
            }
            (true, true) => "Alpine\u{2019}s C library is musl, which can be linked in whole.",
        };
        let stage = build_stage(toolchain.on(distribution), lesson::GO, reason, steps);
        Stage { on_build_platform: !self.cgo, ..stage }
    }

    /// What the visitor chose stands in variables, never in a command.
    fn settings(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        if !self.tags.is_empty() {
            let tags = Instruction::Arg(vec![("TAGS", Some(self.tags.join(",").into()))]);
            steps.push(Step::new(
                tags,
                lesson::GO,
                "The build tags, as your program was built with them or as you chose.",
            ));
        }
        if let Some(package) = &self.package {
            let package = Instruction::Arg(vec![("PACKAGE", Some(package.clone().into()))]);
            steps.push(Step::new(
                package,
                lesson::GO,
                "The package with the main function, below the module\u{2019}s root.",
            ));
        }
        steps
    }

    fn compile(&self, plan: &Plan<'_>, bare: bool) -> Step {
        let environment = if self.cgo {
            "CGO_ENABLED=1"
        } else {
            "CGO_ENABLED=0 GOOS=\"$TARGETOS\" GOARCH=\"$TARGETARCH\""
        };
        let tags = if self.tags.is_empty() { "" } else { " -tags \"$TAGS\"" };
        let flags = match (plan.strip, self.cgo && bare) {
            (true, false) => " -ldflags=\"-s -w\"",
            (false, false) => "",
            (true, true) => " -ldflags=\"-s -w -linkmode=external -extldflags=-static\"",
            (false, true) => " -ldflags=\"-linkmode=external -extldflags=-static\"",
        };
        let package = if self.package.is_some() { "\"$PACKAGE\"" } else { "." };
        let command: Word =
            format!("{environment} go build -trimpath{tags}{flags} -o /out/app {package}").into();
        let mounts =
            vec![Mount::context(), Mount::cache("/go/pkg/mod"), Mount::cache("/root/.cache/go-build")];
        let reason = match (self.cgo, bare) {
            (false, _) => {
                "Without cgo, Go links statically and cross-compiles. The sources are mounted, not copied. -trimpath leaves this directory\u{2019}s name out, so that the same sources give the same program; -s -w leave debug tables out."
            }
            (true, false) => {
                "With cgo, the C compiler of this release links the program to this release\u{2019}s C library. For another platform this stage runs under emulation."
            }
            (true, true) => {
                "With cgo, and with -static the C library is in the program: it needs no file of the final image."
            }
        };
        Step::new(Instruction::Run(Run { mounts, commands: vec![command] }), lesson::GO, reason)
    }
}

fn module_files() -> Step {
    let copy = Copy {
        sources: vec!["./go.mod".into(), "./go.sum*".into()],
        destination: "./".into(),
        ..Copy::default()
    };
    let reason = "The module files first: the next step stays cached until they change. A module without dependencies has no go.sum.";
    Step::new(Instruction::Copy(copy), lesson::STAGES, reason)
}

fn download() -> Step {
    let download =
        Run { mounts: vec![Mount::cache("/go/pkg/mod")], commands: vec!["go mod download".into()] };
    let reason = "Downloads the dependencies once; the cache mount keeps them out of the image.";
    Step::new(Instruction::Run(download), lesson::STAGES, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::untrusted::Untrusted;

    #[test]
    fn tags_out_of_a_file_are_ours_or_stay_there() {
        let info = BuildInfo {
            place: 0,
            version: Untrusted::new(b"go1.26.4"),
            modules: Untrusted::new(b"path\tx\nbuild\t-tags=sqlite_fts5,$(id),netgo\nbuild\tCGO_ENABLED=1\n"),
        };
        let go = Go::as_built(Some(&info));
        assert!(go.older);
        assert_eq!(go.tags, ["sqlite_fts5", "netgo"]);
    }
}
