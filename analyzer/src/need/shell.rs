//! A shell. `system` and `popen` start `/bin/sh` (POSIX); where it is missing, they answer 127 and nothing is printed.

use super::{Certainty, Evidence, Need, Seen, Wants};
use crate::scan::Mark;

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    let (certainty, sentence, words, evidence) = if seen.is_go() { go(seen) } else { c(seen) }?;
    Some(Need {
        code: "no-shell",
        certainty,
        sentence: sentence.to_owned(),
        advice: "Use an image with a shell, or start the program itself, without one.".to_owned(),
        words: words.map(str::to_owned),
        wants: Wants::Shell,
        evidence,
    })
}

type Found = (Certainty, &'static str, Option<&'static str>, Vec<Evidence>);

/// A short name such as `sh` does not show: Go's strings stand without a mark between them.
fn go(seen: &Seen<'_>) -> Option<Found> {
    let starts = seen.evidence(Mark::GoExec);
    if starts.is_empty() {
        return None;
    }
    let shell = seen.evidence(Mark::ShellPath);
    if shell.is_empty() {
        let words = "executable file not found in $PATH";
        return Some((
            Certainty::Possible,
            "It starts other programs, a shell perhaps.",
            Some(words),
            starts,
        ));
    }
    let words = "fork/exec /bin/sh: no such file or directory";
    let evidence = [shell, starts].concat();
    Some((Certainty::Likely, "It starts other programs, and names /bin/sh.", Some(words), evidence))
}

fn c(seen: &Seen<'_>) -> Option<Found> {
    let called = seen.imports(Mark::ShellFunction);
    if !called.is_empty() {
        let sentence = "It starts commands with /bin/sh, through system or popen.";
        return Some((Certainty::Likely, sentence, None, called));
    }
    let compiled_in = seen.evidence(Mark::GlibcSystem);
    if seen.is_dynamic() || compiled_in.is_empty() || seen.hit(Mark::ShellPath).is_none() {
        return None;
    }
    let evidence = [compiled_in, seen.evidence(Mark::ShellPath)].concat();
    Some((
        Certainty::Likely,
        "It starts commands with /bin/sh: glibc's system is compiled in.",
        None,
        evidence,
    ))
}
