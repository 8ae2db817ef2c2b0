//! TLS without a bundle, or with one that lacks a root. Go, `crypto/x509`; OpenSSL, `crypto/x509/x509_txt.c`; rustls;
//! GnuTLS; curl; Java; .NET; Node.js.

use super::shape;
use crate::pattern::Shape;

const BUNDLE: &str = "ca-certificates";

pub(super) const SHAPES: &[Shape] = &[
    shape("x509: certificate signed by unknown authority", BUNDLE, BUNDLE, ""),
    shape("x509: a certificate signed by unknown authority", BUNDLE, BUNDLE, ""),
    shape("x509: failed to load system roots and no roots provided", BUNDLE, BUNDLE, ""),
    shape(
        "x509: cannot validate certificate for {name} because it doesn't contain any IP SANs",
        BUNDLE,
        "private-ca",
        "name",
    ),
    shape("self-signed certificate in certificate chain", BUNDLE, "private-ca", ""),
    shape("self signed certificate in certificate chain", BUNDLE, "private-ca", ""),
    shape("SELF_SIGNED_CERT_IN_CHAIN", BUNDLE, "private-ca", ""),
    shape("self-signed certificate", BUNDLE, "private-ca", ""),
    shape("self signed certificate", BUNDLE, "private-ca", ""),
    shape("certificate verify failed: unable to get local issuer certificate", BUNDLE, BUNDLE, ""),
    shape("unable to get local issuer certificate", BUNDLE, BUNDLE, ""),
    shape("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", BUNDLE, BUNDLE, ""),
    shape("unable to verify the first certificate", BUNDLE, "private-ca", ""),
    shape("UNABLE_TO_VERIFY_LEAF_SIGNATURE", BUNDLE, "private-ca", ""),
    shape("certificate verify failed", BUNDLE, BUNDLE, ""),
    shape("CERTIFICATE_VERIFY_FAILED", BUNDLE, BUNDLE, ""),
    shape("invalid peer certificate: UnknownIssuer", BUNDLE, BUNDLE, ""),
    shape("invalid peer certificate contents: invalid peer certificate: UnknownIssuer", BUNDLE, BUNDLE, ""),
    shape("no native root CA certificates found", BUNDLE, BUNDLE, ""),
    shape("no CA certificates were loaded from the system", BUNDLE, BUNDLE, ""),
    shape("server certificate verification failed. CAfile: {path} CRLfile", BUNDLE, BUNDLE, "path"),
    shape("error setting certificate file: {path}", BUNDLE, BUNDLE, "path"),
    shape("error setting certificate verify locations", BUNDLE, BUNDLE, ""),
    shape("PKIX path building failed", BUNDLE, "private-ca", ""),
    shape("the trustAnchors parameter must be non-empty", BUNDLE, BUNDLE, ""),
    shape(
        "the remote certificate is invalid because of errors in the certificate chain: {reason}",
        BUNDLE,
        BUNDLE,
        "reason",
    ),
    shape("the remote certificate is invalid according to the validation procedure", BUNDLE, BUNDLE, ""),
];
