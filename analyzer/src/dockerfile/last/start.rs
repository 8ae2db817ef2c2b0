//! How the program starts: where, with which settings, as whom.

use super::{Draft, init};
use crate::dockerfile::instruction::Instruction;
use crate::dockerfile::language::Program;
use crate::dockerfile::plan::{Init, Plan};
use crate::dockerfile::{Step, lesson};

pub(super) fn settings(program: &Program, draft: &mut Draft) {
    if let Some(directory) = program.directory {
        let workdir = Instruction::Workdir(directory.into());
        draft.step(Step::new(
            workdir,
            lesson::LANGUAGES,
            "Where the program starts, and where relative paths begin.",
        ));
    }
    if !program.environment.is_empty() {
        let environment = Instruction::Env(program.environment.clone());
        draft.step(Step::new(environment, lesson::LANGUAGES, reason(program)));
    }
}

fn reason(program: &Program) -> &'static str {
    let first = program.environment.first().map(|(name, _)| *name).unwrap_or_default();
    match first {
        "PYTHONUNBUFFERED" => {
            "Lines of the log appear at once, and Python writes no bytecode beside the sources."
        }
        "NODE_ENV" => "Frameworks leave out what only development needs.",
        "JAVA_TOOL_OPTIONS" => {
            "The heap is measured by the memory that the container may have, and running out of it ends the program instead of leaving it half alive."
        }
        _ => "No ICU is there, so cultures are not, and ASP.NET Core listens on this port.",
    }
}

pub(super) fn user_and_command(plan: &Plan<'_>, program: Program, draft: &mut Draft) {
    if let Some(signal) = plan.stop_signal {
        let reason = "What docker stop sends before it kills. Without this line it is SIGTERM.";
        draft.step(Step::new(Instruction::StopSignal(signal), lesson::HEALTH, reason));
    }
    let user = Instruction::User { uid: plan.uid, gid: plan.uid };
    let reason = if plan.uid == 0 {
        "Root, because you chose it. A fault in the program then has all rights in the container."
    } else {
        "Not root. A number needs no /etc/passwd, and Kubernetes can check it with runAsNonRoot."
    };
    draft.step(Step::new(user, lesson::USERS, reason));
    let remark = program.entrypoint_remark;
    let words = init::words(plan).into_iter().chain(program.entrypoint).collect();
    let reason = match plan.init {
        Init::None => "Exec form: the program is PID 1 and gets the signals. The shell form needs a shell.",
        Init::Docker => {
            "Exec form: docker run --init puts its own init before it, which passes signals on and reaps what the program leaves behind."
        }
        Init::Tini => {
            "Exec form: tini is PID 1, passes signals on to the program and reaps what it leaves behind."
        }
    };
    let joint = if remark.is_empty() { "" } else { " " };
    draft.step(Step::new(Instruction::Entrypoint(words), lesson::INIT, format!("{remark}{joint}{reason}")));
    if !program.arguments.is_empty() {
        let arguments = Instruction::Cmd(program.arguments);
        let reason = "Arguments that docker run can replace; the entrypoint stays.";
        draft.step(Step::new(arguments, lesson::STAGES, reason));
    }
}
