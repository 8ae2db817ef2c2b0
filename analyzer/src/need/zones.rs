//! Time zones: files that a program reads when it is told a zone by name.

use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    let (certainty, sentence, words, advice, evidence) = if seen.is_go() {
        let evidence = seen.evidence(Mark::GoZone);
        if evidence.is_empty() || seen.hit(Mark::GoOwnZones).is_some() {
            return None;
        }
        // go-sqlite3 looks one up for an option that few set.
        let by_sqlite = seen.hit(Mark::Sqlite).is_some();
        (
            if by_sqlite { Certainty::Possible } else { Certainty::Likely },
            "It looks time zones up by name, in the zone files of the image.",
            Some("unknown time zone Europe/Berlin"),
            "Use an image with zone files, or compile them in: import _ \"time/tzdata\", 450 kB.",
            evidence,
        )
    } else {
        // Every static glibc has the name of the directory in it.
        let named = if seen.is_static_glibc() { Vec::new() } else { seen.evidence(Mark::ZoneDirectory) };
        let local = seen.imports(Mark::LocalTime);
        if named.is_empty() && local.is_empty() {
            return None;
        }
        (
            Certainty::Possible,
            "It works out local time. With TZ set to a zone that the image has no file for, local time is UTC, and nothing is said.",
            None,
            "Use an image with zone files where TZ is set.",
            [named, local].concat(),
        )
    };
    Some(Need {
        code: "time-zone",
        certainty,
        sentence: sentence.to_owned(),
        advice: advice.to_owned(),
        words: words.map(str::to_owned),
        wants: Wants::ZoneFiles,
        evidence,
    })
}
