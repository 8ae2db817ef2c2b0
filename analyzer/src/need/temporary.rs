//! Temporary files: `/tmp`, or what TMPDIR names.

use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    let (certainty, evidence, words) = if seen.is_go() {
        let forms = seen.hit(Mark::GoForms).is_some();
        let certainty = if forms { Certainty::Possible } else { seen.likely_in_own_go() };
        (certainty, seen.evidence(Mark::GoTemporary), Some("open /tmp/…: no such file or directory"))
    } else {
        let rust = seen.evidence(Mark::RustTemporary);
        (Certainty::Likely, [seen.imports(Mark::Temporary), rust].concat(), None)
    };
    (!evidence.is_empty()).then(|| Need {
        code: "tmp",
        certainty,
        sentence: "It makes temporary files, in /tmp unless TMPDIR says otherwise.".to_owned(),
        advice: "Use an image with a /tmp of mode 1777, mount one (--tmpfs /tmp), or set TMPDIR.".to_owned(),
        words: words.map(str::to_owned),
        wants: Wants::Temporary,
        evidence,
    })
}
