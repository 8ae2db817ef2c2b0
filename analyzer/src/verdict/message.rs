//! What the terminal shows, word for word. The kernel only returns a number; the words are those of
//! whoever called it, here `docker run` with the program as its exec-form entrypoint.

use crate::linkage::Libc;
use crate::verdict::Blocker;

/// The text, and who prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub by: Speaker,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// runc, in Docker's log: the kernel refused.
    Docker,
    /// ld.so, on standard error.
    Glibc,
    /// ld-musl, on standard error.
    Musl,
}

impl Speaker {
    pub fn name(self) -> &'static str {
        match self {
            Speaker::Docker => "docker",
            Speaker::Glibc => "glibc",
            Speaker::Musl => "musl",
        }
    }
}

impl Message {
    /// The words for the first blocker, with those that are printed along with it.
    pub(super) fn of(blockers: &[Blocker], libc: Libc, program: &str) -> Option<Self> {
        let docker = |errno: &str| Message { by: Speaker::Docker, text: format!("exec {program}: {errno}") };
        Some(match blockers.first()? {
            Blocker::WrongFormat { .. } | Blocker::WrongArchitecture { .. } => docker("exec format error"),
            Blocker::MissingInterpreter { .. } => docker("no such file or directory"),
            Blocker::MissingLibrary { name, .. } if libc != Libc::Musl => Message {
                by: Speaker::Glibc,
                text: format!(
                    "{program}: error while loading shared libraries: {}: cannot open shared object file: No such file or directory",
                    name.shown()
                ),
            },
            Blocker::MissingLibrary { .. } => musl(blockers, program),
            Blocker::MissingVersion { .. } => versions(blockers, program),
            Blocker::MissingSymbol { symbol } => Message {
                by: Speaker::Glibc,
                text: format!(
                    "{program}: symbol lookup error: {program}: undefined symbol: {}",
                    symbol.shown()
                ),
            },
            Blocker::CpuLevel { .. } => Message {
                by: Speaker::Glibc,
                text: format!("{program}: CPU ISA level is lower than required"),
            },
        })
    }
}

/// musl goes on after a missing library and names the next one.
fn musl(blockers: &[Blocker], program: &str) -> Message {
    let lines: Vec<String> = blockers
        .iter()
        .filter_map(|blocker| match blocker {
            Blocker::MissingLibrary { name, needed_by, .. } => Some(format!(
                "Error loading shared library {}: No such file or directory (needed by {})",
                name.shown(),
                needed_by.path(program)
            )),
            _ => None,
        })
        .collect();
    Message { by: Speaker::Musl, text: lines.join("\n") }
}

/// ld.so checks all versions before it gives up, and prints a line for each.
fn versions(blockers: &[Blocker], program: &str) -> Message {
    let lines: Vec<String> = blockers
        .iter()
        .filter_map(|blocker| match blocker {
            Blocker::MissingVersion { version, library, required_by, .. } => Some(format!(
                "{program}: {library}: version `{}' not found (required by {})",
                version.shown(),
                required_by.path(program)
            )),
            _ => None,
        })
        .collect();
    Message { by: Speaker::Glibc, text: lines.join("\n") }
}
