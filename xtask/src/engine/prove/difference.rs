//! What happened against what was predicted.

use super::super::client::Ran;
use super::plan::{Case, Class};
use super::recorded::Start;

/// Lines of an error that are kept: a program that lacks many versions prints one for each.
const MOST_LINES: usize = 12;

/// The record of a start, held against its prediction.
pub(super) fn compared(runtime: &str, case: &Case<'_>, ran: &Ran, stderr: &str) -> Start {
    let says: Vec<&str> = stderr.lines().take(MOST_LINES).collect();
    let says = says.join("\n");
    let difference = match case.class {
        Class::Runs if !has_started(ran, stderr, case.candidate.program()) => {
            Some(format!("predicted was a start, it ended with {} and said {says:?}", ran.exit))
        }
        Class::Runs => None,
        _ => unlike(case.error.as_deref(), &case.exit_status, stderr, ran.exit),
    };
    Start {
        class: case.class.name().to_owned(),
        program: case.candidate.name.clone(),
        sha256: case.candidate.sha256.clone(),
        image: case.image.clone(),
        runtime: runtime.to_owned(),
        built: false,
        exit: ran.exit,
        says: (case.class != Class::Runs).then_some(says),
        difference,
    }
}

/// What a failure differs in from the predicted message and exit statuses, as far as those are predicted.
pub(super) fn unlike(error: Option<&str>, statuses: &[i32], says: &str, exit: i32) -> Option<String> {
    if !statuses.is_empty() && !statuses.contains(&exit) {
        return Some(format!("predicted was the exit status {statuses:?}, it was {exit}"));
    }
    let error = error.filter(|error| !starts_with_lines(says, error))?;
    Some(format!("predicted was {error:?}, it said {says:?}"))
}

/// The message is the first thing that is printed. musl goes on after a missing library and names the symbols it
/// now lacks.
fn starts_with_lines(stderr: &str, message: &str) -> bool {
    let mut said = stderr.lines();
    message.lines().all(|line| said.next() == Some(line))
}

/// A program that says nothing and does not end well may not have come as far as its first instruction.
fn has_started(ran: &Ran, stderr: &str, program: &str) -> bool {
    let silent = ran.stdout.is_empty() && stderr.is_empty();
    !is_refusal(stderr, program) && (ran.exit == 0 || ran.late || !silent)
}

/// The words by which a kernel's refusal, a loader's or the engine's own reach the terminal.
fn is_refusal(stderr: &str, program: &str) -> bool {
    let first = stderr.lines().next().unwrap_or_default();
    let loader = first.strip_prefix(program).and_then(|rest| rest.strip_prefix(": ")).is_some_and(|own| {
        own.starts_with("error while loading shared libraries: ")
            || own.starts_with("symbol lookup error: ")
            || own.starts_with("CPU ISA level is lower than required")
            || own.contains(": version `") && own.contains("' not found")
    });
    let musl = first.starts_with("Error loading shared library ") || first.starts_with("Error relocating ");
    let engine = ["exec /app", "docker: Error response", "exec container process", "Error: "];
    loader || musl || engine.iter().any(|words| first.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_with_other_words_or_fewer_lines_is_not_the_predicted_one() {
        let said = "/app: a\n/app: b\nand more\n";
        assert!(starts_with_lines(said, "/app: a\n/app: b"));
        assert!(!starts_with_lines(said, "/app: a\n/app: c"));
        assert!(!starts_with_lines("/app: a\n", "/app: a\n/app: b"));
        assert!(!starts_with_lines("", "/app: a"));
    }

    #[test]
    fn another_exit_status_is_a_difference() {
        let error = Some("exec /app: exec format error");
        assert_eq!(unlike(error, &[1, 255], "exec /app: exec format error\n", 255), None);
        assert!(unlike(error, &[1, 255], "exec /app: exec format error\n", 126).is_some());
        assert!(unlike(error, &[], "exec /app: no such file or directory\n", 1).is_some());
        assert_eq!(unlike(None, &[], "anything", 2), None);
    }

    #[test]
    fn a_programs_own_words_are_no_refusal() {
        assert!(is_refusal("exec /app: no such file or directory\n", "/app"));
        assert!(is_refusal("/app: error while loading shared libraries: libz.so.1: cannot open\n", "/app"));
        assert!(is_refusal("/app/app: symbol lookup error: /app/app: undefined symbol: x\n", "/app/app"));
        assert!(!is_refusal("/app: unrecognized option '--version'\n", "/app"));
        assert!(!is_refusal("", "/app"));
    }
}
