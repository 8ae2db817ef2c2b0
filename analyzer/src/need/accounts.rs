//! Names of users and groups, and the home directory.

use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;
use crate::toolchain::Language;

const ADVICE: &str =
    "Run as a user that the image's /etc/passwd names, or copy an /etc/passwd with a line for yours.";

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    let (certainty, sentence, words, evidence) = if seen.is_go() {
        let evidence = seen.evidence(Mark::GoUser);
        let by_c = seen.hit(Mark::GoUserByC).is_some();
        let words = if by_c {
            "user: unknown userid 65532"
        } else {
            "user: Current requires cgo or $USER set in environment"
        };
        (seen.likely_in_own_go(), "It looks its user up in /etc/passwd.", Some(words), evidence)
    } else {
        let by_id = seen.imports(Mark::AccountById);
        let by_name = seen.imports(Mark::AccountByName);
        let compiled_in =
            if seen.is_static_glibc() { seen.evidence(Mark::GlibcAccounts) } else { Vec::new() };
        // Most programs that ask for their own user go on without an answer.
        (
            Certainty::Possible,
            "It looks users or groups up in /etc/passwd and /etc/group.",
            None,
            [by_id, by_name, compiled_in].concat(),
        )
    };
    (!evidence.is_empty()).then(|| Need {
        code: "user",
        certainty,
        sentence: sentence.to_owned(),
        advice: ADVICE.to_owned(),
        words: words.map(str::to_owned),
        wants: Wants::Account,
        evidence,
    })
}

pub(super) fn home(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::GoHome);
    // os/user asks for it too.
    let asks = seen.is_go() && seen.hit(Mark::GoUser).is_none() && seen.hit(Mark::GoCache).is_none();
    (asks && !evidence.is_empty()).then(|| Need {
        code: "home",
        certainty: Certainty::Possible,
        sentence: "It asks for the home directory. Runtimes set HOME from /etc/passwd, and to / where the user has no entry.".to_owned(),
        advice: "Set HOME to a directory that the user may write to, or mount a volume there.".to_owned(),
        words: None,
        wants: Wants::Nothing,
        evidence,
    })
}

/// A single file of .NET that brings native libraries unpacks them below HOME. Whether it brings some does not show.
pub(super) fn bundle(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::DotnetBundle);
    (seen.is(Language::Dotnet) && !evidence.is_empty()).then(|| Need {
        code: "home",
        certainty: Certainty::Likely,
        sentence: "It is a single file of .NET, which unpacks itself below the home directory where it brings native libraries."
            .to_owned(),
        advice: "Set DOTNET_BUNDLE_EXTRACT_BASE_DIR to a directory that the user may write to, such as /tmp.".to_owned(),
        words: Some("Failed to determine location for extracting embedded files.".to_owned()),
        wants: Wants::Home,
        evidence,
    })
}

/// Directories for caches and settings lie below HOME (Go's `os/file.go`).
pub(super) fn cache(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::GoCache);
    (seen.is_go() && !evidence.is_empty()).then(|| Need {
        code: "home",
        certainty: seen.likely_in_own_go(),
        sentence: "It keeps a cache or settings below the home directory.".to_owned(),
        advice:
            "Set HOME or XDG_CACHE_HOME to a directory that the user may write to, or mount a volume there."
                .to_owned(),
        words: Some("mkdir /.cache: permission denied".to_owned()),
        wants: Wants::Home,
        evidence,
    })
}
