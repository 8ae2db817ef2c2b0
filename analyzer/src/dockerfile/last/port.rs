//! Ports: documentation, and what `docker run -P` publishes.

use super::Draft;
use crate::dockerfile::instruction::Instruction;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::{Step, lesson};

pub(super) fn expose(plan: &Plan<'_>, draft: &mut Draft) {
    if plan.ports.is_empty() {
        return;
    }
    let low = plan.ports.iter().any(|port| *port < 1024);
    let reason = if low {
        "Says where the program listens; docker run -p opens it. Outside Docker only root may listen below 1024: a higher port spares the question."
    } else {
        "Says where the program listens; docker run -p opens it."
    };
    draft.step(Step::new(Instruction::Expose(plan.ports.clone()), lesson::PRACTICES, reason));
}
