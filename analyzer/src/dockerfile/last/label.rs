//! Labels: what the image is made from, filled in by whoever builds it.

use super::Draft;
use crate::dockerfile::instruction::Instruction;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::{Step, lesson};

pub(super) fn write(plan: &Plan<'_>, draft: &mut Draft) {
    if !plan.labels {
        return;
    }
    let given = Instruction::Arg(vec![
        ("SOURCE", Some("".into())),
        ("REVISION", Some("".into())),
        ("VERSION", Some("".into())),
    ]);
    draft.step(Step::new(
        given,
        lesson::SUPPLY,
        "Given with --build-arg by whoever builds; the Makefile and the workflow do.",
    ));
    let labels = Instruction::Label(vec![
        ("org.opencontainers.image.source", "$SOURCE".into()),
        ("org.opencontainers.image.revision", "$REVISION".into()),
        ("org.opencontainers.image.version", "$VERSION".into()),
        ("org.opencontainers.image.base.name", super::distroless::reference(plan).into()),
    ]);
    draft.step(Step::new(
        labels,
        lesson::SUPPLY,
        "From where the image comes, in the names that registries and scanners read.",
    ));
}
