//! tini as process 1: static, of the last release, held to its hash. Debian, Ubuntu and Alpine have a
//! package of it.
//!
//! The hashes are those of `tini-static-amd64.sha256sum` and `tini-static-arm64.sha256sum` beside the
//! release v0.19.0 of 2020-04-19 in krallin/tini, as public repositories that check against them record
//! them (read 2026-11-25). For other architectures no such record was found, so they are left out.

use super::Draft;
use super::package::{Manager, manager};
use crate::dockerfile::instruction::{Add, Copy, Instruction, Word};
use crate::dockerfile::plan::{Init, Plan};
use crate::dockerfile::{Stage, Step, lesson};

const STAGE: &str = "tini";
const TINI: &str = "/tini";

struct Release {
    source: &'static str,
    sha256: &'static str,
    destination: &'static str,
}

const RELEASES: [Release; 2] = [
    Release {
        source: "https://github.com/krallin/tini/releases/download/v0.19.0/tini-static-amd64",
        sha256: "c5b0666b4cb676901f90dfcb37106783c5fe2077b04590973b885950611b30ee",
        destination: "/tini-amd64",
    },
    Release {
        source: "https://github.com/krallin/tini/releases/download/v0.19.0/tini-static-arm64",
        sha256: "eae1d3aa50c48fb23b8cbdf4e369d0910dfc538566bfd09df89a774aa84a48b9",
        destination: "/tini-arm64",
    },
];

/// Whether the image's own distribution has a package.
pub(super) fn is_packaged(plan: &Plan<'_>) -> bool {
    match manager(plan) {
        Some(Manager::Apt) => true,
        Some(Manager::Apk) => plan.image.family == "alpine",
        None => false,
    }
}

pub(super) fn copy(plan: &Plan<'_>, draft: &mut Draft) {
    if plan.init != Init::Tini || is_packaged(plan) {
        return;
    }
    let add = |release: &Release| {
        let add = Add {
            sha256: release.sha256,
            mode: "0555",
            source: release.source,
            destination: release.destination,
        };
        Step::new(
            Instruction::Add(add),
            lesson::INIT,
            "The build stops when the file is not the one that was released.",
        )
    };
    draft.stages.push(Stage {
        from: "scratch".to_owned(),
        on_build_platform: false,
        name: Some(STAGE),
        digest: None,
        reason: "tini 0.19.0, its last release, for both architectures.".to_owned(),
        lesson: lesson::INIT,
        steps: RELEASES.iter().map(add).collect(),
    });
    let names = Instruction::Arg(vec![("TARGETARCH", None)]);
    draft.step(Step::new(names, lesson::STAGES, "BuildKit sets it: amd64 or arm64."));
    let copy = Copy {
        from: Some(STAGE.into()),
        sources: vec!["/tini-${TARGETARCH}".into()],
        destination: TINI.into(),
        ..Copy::default()
    };
    draft.step(Step::new(
        Instruction::Copy(copy),
        lesson::INIT,
        "The static build: it needs no file of the image.",
    ));
}

/// What stands before the program in the entrypoint.
pub(super) fn words(plan: &Plan<'_>) -> Vec<Word> {
    let tini: Word = match (plan.init, manager(plan)) {
        (Init::Tini, Some(Manager::Apt)) => "/usr/bin/tini".into(),
        (Init::Tini, Some(Manager::Apk)) if is_packaged(plan) => "/sbin/tini".into(),
        (Init::Tini, _) => TINI.into(),
        (Init::None | Init::Docker, _) => return Vec::new(),
    };
    vec![tini, "--".into()]
}
