//! How many tests a runner says it ran, read from its own output while that passes through to the terminal.

use std::io::{BufRead, BufReader, Write};
use std::ops::AddAssign;
use std::process::{Command, ExitStatus, Stdio};

use crate::Done;

#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Steps that this machine does not allow.
    pub(crate) skipped: u64,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs a command, passes its output on to `shown`, and adds up what its closing lines report.
pub(crate) fn run_counted(command: &mut Command, shown: &mut dyn Write) -> Done<(ExitStatus, Count)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{command:?}: {error}"))?;
    let output = child.stdout.take().ok_or("the runner's output is not readable")?;
    let mut count = Count::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        shown.write_all(&line)?;
        shown.write_all(b"\n")?;
        count += in_line(&String::from_utf8_lossy(&line));
    }
    Ok((child.wait()?, count))
}

/// Understands `test result: ok. 3 passed; 0 failed; …` of Cargo and `ℹ pass 3`, `ℹ fail 0` of Node.
fn in_line(line: &str) -> Count {
    if let Some(result) = line.strip_prefix("test result: ") {
        let counts = result.split_once(". ").map_or("", |(_, counts)| counts);
        return Count { passed: before(counts, "passed"), failed: before(counts, "failed"), skipped: 0 };
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["ℹ" | "#", "pass", number] => Count { passed: number.parse().unwrap_or(0), failed: 0, skipped: 0 },
        ["ℹ" | "#", "fail", number] => Count { passed: 0, failed: number.parse().unwrap_or(0), skipped: 0 },
        _ => Count::default(),
    }
}

fn before(counts: &str, word: &str) -> u64 {
    let part = counts.split("; ").find_map(|part| part.strip_suffix(word));
    part.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_result_line_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(in_line(line), Count { passed: 12, failed: 3, skipped: 0 });
    }

    #[test]
    fn nodes_closing_lines_are_counted() {
        assert_eq!(in_line("ℹ pass 7"), Count { passed: 7, failed: 0, skipped: 0 });
        assert_eq!(in_line("ℹ fail 2"), Count { passed: 0, failed: 2, skipped: 0 });
        assert_eq!(in_line("ℹ tests 9"), Count::default());
    }

    #[test]
    fn a_test_that_prints_a_number_is_not_a_count() {
        assert_eq!(in_line("7 passed, 0 failed"), Count::default());
        assert_eq!(in_line("✔ pass 7 balls"), Count::default());
    }

    #[test]
    fn a_runners_lines_are_added_up() {
        let script =
            "echo 'test result: ok. 2 passed; 0 failed; x'; echo 'test result: ok. 3 passed; 0 failed; x'";
        // Not the terminal: the gate that runs this test would count these lines too.
        let mut shown = Vec::new();
        let (status, count) =
            run_counted(Command::new("sh").args(["-c", script]), &mut shown).expect("sh runs");
        assert!(status.success());
        assert_eq!(shown.split(|byte| *byte == b'\n').count(), 3);
        assert_eq!(count, Count { passed: 5, failed: 0, skipped: 0 });
    }
}
