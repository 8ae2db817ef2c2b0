//! The final stage, from the image to the entrypoint: one file for each concern, in the order of the
//! instructions. What changes least comes first, so that layers stay cached.

mod distroless;
mod file;
mod health;
mod init;
mod label;
mod library;
mod package;
mod port;
mod start;
mod writable;

pub(crate) use library::known as known_library;
pub(super) use library::refusal as library_refusal;

use super::language::Program;
use super::plan::Plan;
use super::{Stage, Step};

/// What the concerns write to: the steps of the final stage, and stages that it copies from.
#[derive(Default)]
struct Draft {
    stages: Vec<Stage>,
    steps: Vec<Step>,
}

/// The stages behind those that build the program; the last one is the image.
pub(super) fn stages(plan: &Plan<'_>, program: Program) -> Vec<Stage> {
    let mut draft = Draft::default();
    package::install(plan, &program, &mut draft);
    file::copy(plan, &mut draft);
    library::copy(plan, &program, &mut draft);
    init::copy(plan, &mut draft);
    writable::make(plan, &mut draft);
    health::tool(plan, &program, &mut draft);
    draft.steps.extend(program.copies.clone());
    start::settings(&program, &mut draft);
    label::write(plan, &mut draft);
    port::expose(plan, &mut draft);
    writable::declare(plan, &mut draft);
    health::check(plan, &program, &mut draft);
    start::user_and_command(plan, program, &mut draft);
    let last = Stage {
        from: distroless::reference(plan),
        on_build_platform: false,
        name: None,
        digest: plan.digest.clone(),
        reason: format!("The final stage. {}{}", plan.image.summary, distroless::remark(plan)),
        lesson: distroless::lesson(plan),
        steps: draft.steps,
    };
    draft.stages.into_iter().chain([last]).collect()
}

impl Draft {
    fn step(&mut self, step: Step) {
        self.steps.push(step);
    }
}
