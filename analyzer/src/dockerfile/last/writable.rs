//! Directories that the program may write to, without a command to make them: an empty directory is
//! copied, and belongs to the user.

use super::Draft;
use super::file::FILES;
use crate::dockerfile::instruction::{Copy, Instruction};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::{Step, lesson};

/// Empty in distroless static, as the catalog measured it.
const EMPTY: &str = "/home/nonroot";

pub(super) fn make(plan: &Plan<'_>, draft: &mut Draft) {
    for path in plan.directories.iter().chain(&plan.volumes) {
        draft.need_files();
        let copy = Copy {
            from: Some(FILES.into()),
            owner: Some(plan.uid),
            mode: Some("0750"),
            sources: vec![EMPTY.into()],
            destination: path.clone().into(),
        };
        let reason = "An empty directory that belongs to the user: without it the program could write nowhere. A new volume takes over its owner.";
        draft.step(Step::new(Instruction::Copy(copy), lesson::USERS, reason));
    }
}

pub(super) fn declare(plan: &Plan<'_>, draft: &mut Draft) {
    if plan.volumes.is_empty() {
        return;
    }
    let volumes = Instruction::Volume(plan.volumes.iter().map(|path| path.clone().into()).collect());
    let reason = "What is written there outlives the container. Name the volume when you start it, or it gets a name nobody remembers.";
    draft.step(Step::new(volumes, lesson::USERS, reason));
}
