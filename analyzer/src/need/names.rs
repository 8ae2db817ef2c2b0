//! Names of hosts and users, as a static glibc looks them up. Before 2.34 each service is a library, and only those of
//! the very same glibc will do (glibc NEWS 2.34: nss_files and nss_dns are built in).

use super::{Certainty, Need, Seen, Wants};
use crate::scan::Mark;

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    let old = seen.evidence(Mark::GlibcOldServices);
    let resolver = seen.evidence(Mark::GlibcResolver);
    if !seen.is_static_glibc() || old.is_empty() || resolver.is_empty() {
        return None;
    }
    Some(Need {
        code: "static-glibc-nss",
        certainty: Certainty::Likely,
        sentence: "A static glibc older than 2.34 is in it and looks host names up. For that it opens libnss_files.so.2 and libnss_dns.so.2 of the very glibc that it was linked with; another one's end it with signal 11.".to_owned(),
        advice: "Link it dynamically and use distroless base, or link it with musl.".to_owned(),
        words: Some("System error".to_owned()),
        wants: Wants::Unobtainable,
        evidence: [old, resolver].concat(),
    })
}

/// Every runtime mounts `/etc/resolv.conf` and `/etc/hosts`, so names are found; what differs is who else is asked.
pub(super) fn hosts(seen: &Seen<'_>) -> Option<Need> {
    let evidence = seen.imports(Mark::HostName);
    let (sentence, advice) = if seen.is_musl() {
        (
            "It looks host names up with musl, which knows no nsswitch.conf and asks all name servers at once, taking the first answer.",
            "Where a server answers \"no such name\" for what another one knows, list that one alone.",
        )
    } else {
        (
            "It looks host names up with glibc, in the order of /etc/nsswitch.conf, which is files and then dns where the image has none.",
            "Modules other than files and dns, such as mdns, are libraries that small images have not got.",
        )
    };
    (!evidence.is_empty()).then(|| Need {
        code: "dns",
        certainty: Certainty::Possible,
        sentence: sentence.to_owned(),
        advice: advice.to_owned(),
        words: None,
        wants: Wants::Nothing,
        evidence,
    })
}
