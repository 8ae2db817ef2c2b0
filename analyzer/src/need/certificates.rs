//! Certificates of the authorities that a TLS client trusts. Images without a bundle are common: scratch and
//! Debian's slim images have none.

use super::{Certainty, Evidence, Need, Seen, Wants};
use crate::scan::Mark;

const ADVICE: &str = "Use an image with a bundle, or copy one from the build stage: COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/.";

/// For those that find the bundle by the environment.
const ADVICE_BY_NAME: &str = "Use an image that sets SSL_CERT_FILE, as distroless does, or copy a bundle and set it: ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt. The bundle alone is not enough.";

/// The directories in which images have `cert.pem` or `certs/` filled.
const USUAL: [&str; 2] = ["/etc/ssl", "/etc/pki/tls"];

pub(super) fn need(seen: &Seen<'_>) -> Option<Need> {
    if seen.is_go() { go(seen) } else { openssl(seen).or_else(|| others(seen)) }
}

/// Go's verifier reads the system's roots when a peer shows a certificate. A server links it too, and needs no
/// roots.
fn go(seen: &Seen<'_>) -> Option<Need> {
    let roots = seen.evidence(Mark::GoSystemRoots);
    if roots.is_empty() || seen.hit(Mark::GoOwnRoots).is_some() {
        return None;
    }
    let client = seen.evidence(Mark::GoClient);
    let certainty = if client.is_empty() { Certainty::Possible } else { Certainty::Likely };
    Some(Need {
        sentence: "It reads the system's certificates when it speaks TLS to others.".to_owned(),
        words: Some(
            "tls: failed to verify certificate: x509: certificate signed by unknown authority".to_owned(),
        ),
        ..bundle(certainty, [roots, client].concat())
    })
}

fn openssl(seen: &Seen<'_>) -> Option<Need> {
    let imported = seen.imports(Mark::SslDefaultRoots);
    if !imported.is_empty() {
        return Some(Need {
            sentence: "It asks OpenSSL for the system's certificates, which OpenSSL looks for in its own directory or where SSL_CERT_FILE says.".to_owned(),
            advice: ADVICE_BY_NAME.to_owned(),
            words: Some("certificate verify failed".to_owned()),
            wants: Wants::Certificates { by_name: true },
            ..bundle(Certainty::Likely, imported)
        });
    }
    // OpenSSL that is compiled in says for which directory it was built.
    let hit = seen.hit(Mark::SslDirectory)?;
    let text = String::from_utf8_lossy(hit.text.as_bytes()).into_owned();
    let directory =
        text.split_once("OPENSSLDIR: \"").and_then(|(_, rest)| rest.split('"').next())?.to_owned();
    let by_name = !USUAL.contains(&directory.as_str());
    let own = !seen.evidence(Mark::OwnRoots).is_empty();
    let shown = crate::untrusted::Untrusted::new(directory.as_bytes()).shown();
    Some(Need {
        sentence: format!(
            "OpenSSL is compiled in. It looks for certificates in {shown}, or where SSL_CERT_FILE says."
        ),
        advice: if by_name { ADVICE_BY_NAME } else { ADVICE }.to_owned(),
        words: Some("certificate verify failed".to_owned()),
        wants: Wants::Certificates { by_name },
        ..bundle(if own { Certainty::Possible } else { Certainty::Likely }, seen.evidence(Mark::SslDirectory))
    })
}

fn others(seen: &Seen<'_>) -> Option<Need> {
    let gnutls = seen.imports(Mark::GnutlsSystemRoots);
    let curl = seen.imports(Mark::Curl);
    let rust = seen.evidence(Mark::RustSystemRoots);
    let own = seen.hit(Mark::OwnRoots).is_some();
    let (sentence, evidence, certainty, words) = if !gnutls.is_empty() {
        ("It asks GnuTLS for the system's certificates.", gnutls, Certainty::Likely, None)
    } else if !curl.is_empty() {
        (
            "It fetches with libcurl, which reads the system's certificates for https.",
            curl,
            Certainty::Likely,
            None,
        )
    } else if !rust.is_empty() {
        let certainty = if own { Certainty::Possible } else { Certainty::Likely };
        let words = Some("invalid peer certificate: UnknownIssuer");
        ("A Rust library in it reads the system's certificates.", rust, certainty, words)
    } else {
        return None;
    };
    let words = words.map(str::to_owned);
    Some(Need { sentence: sentence.to_owned(), words, ..bundle(certainty, evidence) })
}

fn bundle(certainty: Certainty, evidence: Vec<Evidence>) -> Need {
    Need {
        code: "ca-certificates",
        certainty,
        sentence: String::new(),
        advice: ADVICE.to_owned(),
        words: None,
        wants: Wants::Certificates { by_name: false },
        evidence,
    }
}
