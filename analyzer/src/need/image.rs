//! What an image has of what a program needs. Where it lacks something the program will probably look for, the
//! program starts there and does not run.

use super::{Certainty, Need, Wants};
use crate::catalog::{BaseImage, Catalog};
use crate::dockerfile::NONROOT;
use crate::verdict::{Caveat, Outcome, Verdict};

/// Takes note of what each image lacks, where the program starts.
pub(crate) fn weigh(needs: &[Need], verdicts: &mut [Verdict<'_>], catalog: &Catalog) {
    for verdict in verdicts {
        if !matches!(verdict.outcome, Outcome::Runs | Outcome::Starts) {
            continue;
        }
        for need in needs.iter().filter(|need| need.certainty >= Certainty::Likely) {
            if has(verdict.image, &need.wants, catalog) == Some(false) {
                verdict.caveats.push(Caveat::Lacks { need: need.clone() });
                verdict.outcome = Outcome::Starts;
            }
        }
    }
}

/// Whether the image has it; `None` where the catalog does not know, or there is nothing to have. The user is the
/// one that the Dockerfiles name: most images have no entry for that number.
fn has(image: &BaseImage, wants: &Wants, catalog: &Catalog) -> Option<bool> {
    let contents = image.contents.as_ref()?;
    let has_account = contents.users.contains(&NONROOT);
    let has = match wants {
        // Debian's OpenSSL looks in /usr/lib/ssl, which leads to the bundle only where its own package put the
        // links; the distroless images set SSL_CERT_FILE instead.
        Wants::Certificates { by_name } => {
            !contents.ca_bundle.is_empty() && (!by_name || contents.names_bundle)
        }
        Wants::ZoneFiles => !contents.zoneinfo.is_empty(),
        Wants::Account => has_account,
        // A runtime takes HOME from /etc/passwd, and / where the user has no entry.
        Wants::Home => has_account,
        Wants::WorkingDirectory => has_account && contents.workdir.starts_with("/home/"),
        Wants::Temporary => contents.has_tmp,
        Wants::Shell => !contents.shell.is_empty(),
        Wants::Library(name) => {
            let found = catalog.libraries(contents).any(|(library, _)| library.soname.starts_with(name));
            return (found || image.complete).then_some(found);
        }
        Wants::Unobtainable => return Some(false),
        Wants::Nothing => return None,
    };
    // What a documented image is not said to have, it may have.
    (has || image.measured).then_some(has)
}
