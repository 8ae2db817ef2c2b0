//! Libraries that are opened while the program runs. The loader knows nothing of them, so no table names them.

use super::{Certainty, Evidence, Need, Seen, Wants};
use crate::scan::Mark;
use crate::toolchain::Language;

/// glibc opens libgcc_s to unwind a thread's stack when the thread is cancelled or exits (`sysdeps/nptl/libgcc_s.c`,
/// `misc/unwind-link.c`).
pub(super) fn thread_cancel(seen: &Seen<'_>) -> Option<Need> {
    let words = "libgcc_s.so.1 must be installed for pthread_cancel to work";
    unwinding(seen, Mark::ThreadCancel, "It cancels threads, for which glibc opens libgcc_s.so.1.", words)
}

pub(super) fn thread_exit(seen: &Seen<'_>) -> Option<Need> {
    if seen.imports(Mark::ThreadCancel).is_empty() {
        let words = "libgcc_s.so.1 must be installed for pthread_exit to work";
        return unwinding(
            seen,
            Mark::ThreadExit,
            "It ends threads, for which glibc opens libgcc_s.so.1.",
            words,
        );
    }
    None
}

fn unwinding(seen: &Seen<'_>, mark: Mark, sentence: &str, words: &str) -> Option<Need> {
    let evidence = seen.imports(mark);
    if evidence.is_empty() || seen.is_musl() || seen.needs_library(b"libgcc_s.so.1") {
        return None;
    }
    Some(Need {
        code: "opened-library",
        certainty: Certainty::Likely,
        sentence: sentence.to_owned(),
        advice: "Use an image with libgcc_s.so.1, such as distroless cc.".to_owned(),
        words: Some(words.to_owned()),
        wants: Wants::Library("libgcc_s.so.1"),
        evidence,
    })
}

/// .NET opens ICU for everything that has to do with languages, unless it is told to do without.
pub(super) fn icu(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::Icu);
    if evidence.is_empty() || !seen.is(Language::Dotnet) || seen.hit(Mark::IcuInvariant).is_some() {
        return None;
    }
    let says_so = seen.is_dotnet_ahead_of_time() && seen.hit(Mark::IcuMessage).is_some();
    Some(Need {
        code: "opened-library",
        // A program that does without ICU may say so inside its bundle, which is packed.
        certainty: if says_so { Certainty::Likely } else { Certainty::Possible },
        sentence: "The .NET runtime opens ICU at start, unless it was built to do without.".to_owned(),
        advice: "Use an image with ICU, or set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1.".to_owned(),
        words: Some(
            "Process terminated. Couldn't find a valid ICU package installed on the system.".to_owned(),
        ),
        wants: Wants::Library("libicuuc.so."),
        evidence,
    })
}

/// Names that are shown of libraries that may be opened.
const SHOWN: usize = 6;

pub(super) fn libraries(seen: &Seen<'_>) -> Option<Need> {
    let mut evidence = seen.imports(Mark::Dlopen);
    if evidence.is_empty() {
        return None;
    }
    let names = seen.library_names();
    let shown: Vec<String> = names.iter().take(SHOWN).map(|(name, _)| name.shown()).collect();
    let sentence = match (shown.as_slice(), names.len().saturating_sub(SHOWN)) {
        ([], _) => "It opens libraries while it runs; which ones, its tables do not say.".to_owned(),
        (shown, 0) => {
            format!("It opens libraries while it runs. Names of some stand in it: {}.", shown.join(", "))
        }
        (shown, more) => format!(
            "It opens libraries while it runs. Names of some stand in it: {} and {more} more.",
            shown.join(", ")
        ),
    };
    for (name, place) in names.iter().take(SHOWN) {
        evidence.push(Evidence { what: format!("the name {}", name.shown()), place: Some(*place) });
    }
    Some(Need {
        code: "opened-library",
        certainty: Certainty::Possible,
        sentence,
        advice: "Run it in the image once with LD_DEBUG=libs, and see what it looks for.".to_owned(),
        words: None,
        wants: Wants::Nothing,
        evidence,
    })
}
