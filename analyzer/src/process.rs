//! Children and signals: what becomes of a program that is PID 1. The kernel gives PID 1 every orphan to reap, and
//! delivers no signal to it that it has no handler for (`pid_namespaces(7)`). An init takes both off its hands.

use crate::need::{Evidence, Seen};
use crate::scan::Mark;
use crate::toolchain::Language;

/// What a program does with children and signals, as far as its symbols tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// It starts other programs, or copies of itself. `None` where nothing tells.
    pub starts_children: Option<bool>,
    /// It waits for children.
    pub waits: Option<bool>,
    /// SIGTERM ends it, or makes it end itself, when it is PID 1.
    pub ends_on_sigterm: Option<bool>,
    pub init: Init,
    pub because: &'static str,
    pub evidence: Vec<Evidence>,
}

/// What should be PID 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Init {
    /// The program itself.
    None,
    /// Docker's own init, `docker run --init`: it is tini.
    Docker,
    /// tini in the image, for runtimes that bring no init.
    Tini,
    /// Nothing tells.
    Unknown,
}

impl Process {
    pub fn of(seen: &Seen<'_>) -> Self {
        if seen.is_go() { go(seen) } else { of_imports(seen) }
    }
}

/// Go's runtime has handlers for every signal, and ends the program when nobody asked for SIGTERM
/// (`runtime/sigtab_linux_generic.go`, `runtime/signal_unix.go`, `dieFromSignal`).
fn go(seen: &Seen<'_>) -> Process {
    let children = seen.evidence(Mark::GoExec);
    let starts = !children.is_empty();
    let (init, because) = if starts {
        (
            Init::Docker,
            "It starts other programs and waits for those. What they start in turn and leave behind becomes its own, and nobody reaps it.",
        )
    } else {
        (Init::None, "It starts no other programs, and Go's runtime handles SIGTERM even as PID 1.")
    };
    Process {
        starts_children: seen.is_scanned().then_some(starts),
        waits: seen.is_scanned().then_some(starts),
        ends_on_sigterm: Some(true),
        init: if seen.is_scanned() { init } else { Init::Unknown },
        because: if seen.is_scanned() { because } else { UNREAD },
        evidence: [children, seen.evidence(Mark::GoNotify)].concat(),
    }
}

const UNREAD: &str = "The file was not searched for it.";

fn of_imports(seen: &Seen<'_>) -> Process {
    // Other languages' runtimes install handlers for signals of their own, such as SIGPIPE and SIGSEGV.
    let is_c = [Language::C, Language::Cxx, Language::Unknown].iter().any(|one| seen.is(*one));
    // C imports all that counts here. What Rust's crates do is known by their strings.
    let is_seen = seen.is_scanned() || is_c && seen.knows_imports();
    if !seen.is_dynamic() || !is_seen {
        let because =
            if seen.is_scanned() { "A static program keeps its symbols to itself." } else { UNREAD };
        return Process {
            starts_children: None,
            waits: None,
            ends_on_sigterm: None,
            init: Init::Unknown,
            because,
            evidence: Vec::new(),
        };
    }
    let is_rust = seen.is(Language::Rust);
    let children = [seen.imports(Mark::Fork), seen.imports(Mark::ShellFunction)].concat();
    let waits = seen.imports(Mark::Wait);
    let imported = if is_c { seen.imports(Mark::SignalHandler) } else { Vec::new() };
    let handlers = [imported, seen.evidence(Mark::RustSignals)].concat();
    if !is_c && !is_rust {
        return Process {
            starts_children: Some(!children.is_empty()),
            waits: Some(!waits.is_empty()),
            ends_on_sigterm: None,
            init: Init::Docker,
            because: "Whether its runtime ends on SIGTERM as PID 1 does not show. An init does no harm.",
            evidence: [children, waits].concat(),
        };
    }
    let (starts, reaps, handles) = (!children.is_empty(), !waits.is_empty(), !handlers.is_empty());
    let (init, because) = match (starts, reaps, handles) {
        (true, false, _) => (
            Init::Tini,
            "It imports what starts children and nothing that waits for them: as PID 1 it leaves a zombie for each.",
        ),
        (true, true, true) => (
            Init::Docker,
            "It imports what starts children and waits for them, and handles signals. What its children leave behind becomes its own when it is PID 1.",
        ),
        (true, true, false) => (
            Init::Tini,
            "It imports what starts children and nothing that handles signals: as PID 1 it does not hear SIGTERM, and docker stop kills it after 10 s.",
        ),
        (false, _, true) => (Init::None, "It imports nothing that starts children, and handles signals."),
        (false, _, false) => (
            Init::Docker,
            "It imports nothing that starts children or handles signals: as PID 1 it does not hear SIGTERM, and docker stop kills it after 10 s.",
        ),
    };
    Process {
        starts_children: Some(starts),
        waits: Some(reaps),
        // That a handler is for SIGTERM does not show.
        ends_on_sigterm: (!handles).then_some(false),
        init,
        because,
        evidence: [children, waits, handlers].concat(),
    }
}

impl Init {
    pub fn name(self) -> &'static str {
        match self {
            Init::None => "none",
            Init::Docker => "--init",
            Init::Tini => "tini",
            Init::Unknown => "unknown",
        }
    }
}
