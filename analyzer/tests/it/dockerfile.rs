//! What holds for every Dockerfile that can be written: its first lines, its form, that it says why, and
//! that another reader takes it for what was meant.

mod combinations;
mod hadolint;
mod libraries;
mod on_record;
mod parsed;
mod random;

use analyzer::dockerfile::Instruction;
pub(crate) use combinations::{Combination, all};
use on_record::on_record;

#[test]
fn the_syntax_line_comes_first_and_an_empty_one_after() {
    for Combination { name, dockerfile, .. } in all() {
        let text = dockerfile.to_string();
        assert!(text.starts_with("# syntax=docker/dockerfile:1\n\nFROM "), "{name}:\n{text}");
    }
}

#[test]
fn every_instruction_has_a_reason_and_a_lesson() {
    for Combination { name, dockerfile, .. } in all() {
        for line in dockerfile.lines() {
            let explained = line.reason.ends_with('.') && !line.lesson.is_empty();
            assert!(line.tokens.is_empty() || explained, "{name}: {}: {}", line.text(), line.reason);
        }
    }
}

#[test]
fn the_last_stage_runs_something_only_where_there_is_a_shell() {
    for Combination { name, plan, dockerfile } in all() {
        let last = dockerfile.stages.last().expect("a stage");
        let runs = last.steps.iter().any(|step| matches!(step.instruction, Instruction::Run(_)));
        let shell = plan.image.contents.as_ref().is_some_and(|contents| !contents.shell.is_empty());
        assert!(!runs || shell, "{name}");
    }
}

#[test]
fn it_ends_as_the_user_with_an_entrypoint_in_exec_form() {
    for Combination { name, plan, dockerfile } in all() {
        let last = dockerfile.stages.last().expect("a stage");
        let ends: Vec<&str> = last.steps.iter().map(|step| step.instruction.keyword()).collect();
        let ends = ends.strip_suffix(&["CMD"]).unwrap_or(&ends);
        assert!(ends.ends_with(&["USER", "ENTRYPOINT"]), "{name}: {ends:?}");
        let user = last.steps.iter().find_map(|step| match step.instruction {
            Instruction::User { uid, .. } => Some(uid),
            _ => None,
        });
        assert_eq!(user, Some(plan.uid), "{name}");
    }
}

#[test]
fn builder_and_final_stage_have_the_same_release() {
    let pairs =
        [("debian12", "bookworm"), ("debian13", "trixie"), ("bookworm", "bookworm"), ("trixie", "trixie")];
    for Combination { name, dockerfile, .. } in all() {
        let builder = dockerfile.stages.iter().find(|stage| stage.name == Some("build"));
        let (Some(builder), Some(last)) = (builder, dockerfile.stages.last()) else { continue };
        // What is cross-compiled, static or made for any glibc depends on no release.
        let free = builder.on_build_platform || builder.from.contains("alpine");
        for (mark, release) in pairs {
            let fits = !last.from.contains(mark) || builder.from.contains(release);
            assert!(free || fits, "{name}: {} for {}", builder.from, last.from);
        }
    }
}

#[test]
fn no_line_continues_by_accident() {
    for Combination { name, dockerfile, .. } in all() {
        let text = dockerfile.to_string();
        let open = text.lines().filter(|line| line.ends_with('\\')).all(|line| line.ends_with(" \\"));
        assert!(open && text.is_ascii() && text.len() < 16 * 1024, "{name}");
    }
}
