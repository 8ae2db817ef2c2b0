//! A health check in exec form, because the shell that the other form needs is not there: the program's
//! own subcommand, what its language brings, or BusyBox's wget.

use super::Draft;
use crate::dockerfile::instruction::{Copy, Instruction, Word};
use crate::dockerfile::language::Program;
use crate::dockerfile::plan::{Health, Plan};
use crate::dockerfile::version::BUSYBOX;
use crate::dockerfile::{Step, lesson};

const WGET: &str = "/wget";

/// BusyBox does what the name it is called by says.
pub(super) fn tool(plan: &Plan<'_>, program: &Program, draft: &mut Draft) {
    let asks = matches!(plan.health, Health::Http(_));
    if !asks || program.probe.is_some() || has_wget(plan) {
        return;
    }
    let copy = Copy {
        from: Some(BUSYBOX.into()),
        mode: Some("0555"),
        sources: vec!["/bin/busybox".into()],
        destination: WGET.into(),
        ..Copy::default()
    };
    let reason = "BusyBox does what the name it is called by says, so under this one it asks by HTTP. It is static; a health subcommand of your own program would need no such file.";
    draft.step(Step::new(Instruction::Copy(copy), lesson::HEALTH, reason));
}

pub(super) fn check(plan: &Plan<'_>, program: &Program, draft: &mut Draft) {
    let (command, reason): (Vec<Word>, &str) = match &plan.health {
        Health::None => return,
        Health::Own => {
            let words = program.entrypoint.iter().cloned().chain(["health".into()]).collect();
            (
                words,
                "The program asks itself: give it a subcommand health that ends with 0 while all is well. Exec form, as there may be no shell.",
            )
        }
        Health::Http(path) => {
            let address = format!("http://127.0.0.1:{}{path}", plan.first_port());
            let words = match program.probe {
                Some(probe) => probe(&address),
                None => {
                    let wget = if has_wget(plan) { "wget" } else { WGET };
                    vec![wget.into(), "-q".into(), "-O".into(), "/dev/null".into(), address.into()]
                }
            };
            (words, "Asks from inside the container. Exec form, as there may be no shell.")
        }
    };
    let reason = format!("{reason} Kubernetes does not read it and has probes of its own.");
    draft.step(Step::new(Instruction::HealthCheck(command), lesson::HEALTH, reason));
}

/// BusyBox is in these images.
fn has_wget(plan: &Plan<'_>) -> bool {
    matches!(plan.image.family, "alpine" | "busybox") || plan.image.slug == "wolfi-base"
}
