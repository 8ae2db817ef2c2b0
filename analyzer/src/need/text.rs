//! Languages and character sets.

use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;

/// A static glibc opens its conversion modules from the image, and takes only those of its own version.
pub(super) fn iconv(seen: &Seen<'_>) -> Option<Need> {
    let compiled_in = seen.evidence(Mark::GlibcIconv);
    if seen.is_static_glibc() && !compiled_in.is_empty() {
        return Some(Need {
            code: "iconv",
            certainty: Certainty::Likely,
            sentence: "A static glibc is in it and converts between character sets. For that it opens modules of the very glibc that it was linked with; another one's end it with signal 11.".to_owned(),
            advice: "Link it dynamically, or link it with musl, which has its tables built in.".to_owned(),
            words: Some("Invalid argument".to_owned()),
            wants: Wants::Library("libc.so.6"),
            evidence: compiled_in,
        });
    }
    let evidence = seen.imports(Mark::Iconv);
    (!evidence.is_empty()).then(|| Need {
        code: "iconv",
        certainty: Certainty::Possible,
        sentence: "It converts between character sets. For all but a few of them glibc opens modules from its gconv directory.".to_owned(),
        advice: "Try the conversions that matter in the image.".to_owned(),
        words: None,
        wants: Wants::Nothing,
        evidence,
    })
}

/// libstdc++ throws where a locale is not installed (`locale::facet::_S_create_c_locale`).
pub(super) fn named_locale(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.imports(Mark::NamedLocale);
    (!evidence.is_empty()).then(|| Need {
        code: "locale",
        certainty: Certainty::Possible,
        sentence: "It asks libstdc++ for a locale by its name, and ends where the image has not got it."
            .to_owned(),
        advice: "Ask for \"C\", or install the locale: even C.UTF-8 is a file, of Debian's libc-bin, which distroless has not got.".to_owned(),
        words: Some("locale::facet::_S_create_c_locale name not valid".to_owned()),
        wants: Wants::Nothing,
        evidence,
    })
}

pub(super) fn locale(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.imports(Mark::Locale);
    (!evidence.is_empty() && seen.hit(Mark::NamedLocale).is_none()).then(|| Need {
        code: "locale",
        certainty: Certainty::Possible,
        sentence: "It takes its language from the environment. Small images have the locale C, and some C.UTF-8; with any other it goes on in C.".to_owned(),
        advice: "Set LANG=C.UTF-8 where text is not plain ASCII, and see that the image has it.".to_owned(),
        words: None,
        wants: Wants::Nothing,
        evidence,
    })
}
