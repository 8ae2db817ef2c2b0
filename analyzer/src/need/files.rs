//! Files that the program writes, files that it expects beside it, and ports that it opens.

use super::evidence::found;
use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;
use crate::toolchain::Language;

/// Without cgo, go-sqlite3 is an empty shell that says so when it is first called (`static_mock.go`).
pub(super) fn stub(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::SqliteStub);
    (seen.is_go() && !evidence.is_empty()).then(|| Need {
        code: "cgo-stub",
        certainty: Certainty::Certain,
        sentence: "It has go-sqlite3 and was built without cgo: the first use of the database fails."
            .to_owned(),
        advice: "Build it with CGO_ENABLED=1, or take modernc.org/sqlite, which needs no C.".to_owned(),
        words: Some(
            "Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub"
                .to_owned(),
        ),
        wants: Wants::Unobtainable,
        evidence,
    })
}

pub(super) fn database(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::Sqlite);
    // The runtimes of JavaScript bring SQLite along for scripts that ask for it.
    let is_runtime = [Language::Node, Language::Bun, Language::Deno].iter().any(|one| seen.is(*one));
    (!evidence.is_empty()).then(|| Need {
        code: "writable-path",
        certainty: if is_runtime { Certainty::Possible } else { Certainty::Likely },
        sentence: "SQLite is in it, which writes its journal beside the database: the directory has to be writable, not the file alone.".to_owned(),
        advice: "Keep the database in a volume that the program's user owns.".to_owned(),
        words: Some("unable to open database file".to_owned()),
        wants: Wants::WorkingDirectory,
        evidence,
    })
}

pub(super) fn beside(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.evidence(Mark::GoFiles);
    if evidence.is_empty() || !seen.is_go() {
        return None;
    }
    let embeds = seen.hit(Mark::GoEmbed).is_some();
    Some(Need {
        code: "files-beside",
        certainty: if embeds { Certainty::Possible } else { seen.likely_in_own_go() },
        sentence:
            "It reads templates from files, which a Dockerfile that copies the program alone leaves behind."
                .to_owned(),
        advice: "Copy them to where it starts, or compile them in with go:embed.".to_owned(),
        words: Some("template: pattern matches no files".to_owned()),
        wants: Wants::Unobtainable,
        evidence,
    })
}

/// The string has to end with the port: `0.0.0.0:8080` begins like `0.0.0.0:80`.
pub(super) fn low_port(seen: &Seen<'_>) -> Option<Need> {
    let hit = seen.hit(Mark::LowPort)?;
    let pattern = found(hit);
    let text = hit.text.as_bytes();
    let at = text.windows(pattern.len()).position(|window| window == pattern)?;
    let after = text.get(at.checked_add(pattern.len())?);
    if after.is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let evidence = seen.evidence(Mark::LowPort);
    Some(Need {
        code: "low-port",
        certainty: Certainty::Possible,
        sentence: "It names a port below 1024. Docker lets every user open those since 20.10; other runtimes ask for a capability.".to_owned(),
        advice: "Listen on a port above 1023, and map it: -p 80:8080.".to_owned(),
        words: Some("Permission denied".to_owned()),
        wants: Wants::Nothing,
        evidence,
    })
}
