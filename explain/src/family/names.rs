//! Host names that are not found, and a static glibc that looks for them (glibc `nss/`, `resolv/`; musl
//! `src/network/lookup_name.c`, `src/network/gai_strerror.c`; busybox; Go `net`).

use super::shape;
use crate::pattern::Shape;

pub(super) const SHAPES: &[Shape] = &[
    shape(
        "in statically linked applications requires at runtime the shared libraries from the glibc version used for linking",
        "static-glibc-nss",
        "static-glibc-nss",
        "NSS",
    ),
    shape("getaddrinfo: system error", "static-glibc-nss", "static-glibc-nss", "NSS"),
    shape("{name}: system error", "static-glibc-nss", "static-glibc-nss", "NSS"),
    shape("getaddrinfo EAI_AGAIN {host}", "dns", "dns", "host"),
    shape("EAI_AGAIN", "dns", "dns", ""),
    shape("temporary failure in name resolution", "dns", "dns", ""),
    shape("temporary failure resolving '{host}'", "dns", "dns", "host"),
    shape("bad address '{host}'", "dns", "dns", "host"),
    shape("lookup {host} on {server}: no such host", "dns", "dns", "host"),
    shape("lookup {host} on {server}: server misbehaving", "dns", "dns", "host"),
    shape("lookup {host}: no such host", "dns", "dns", "host"),
    shape("lookup {host}: i/o timeout", "dns", "dns", "host"),
    shape("dial tcp: lookup {host}: {any}", "dns", "dns", "host"),
    shape("getaddrinfo ENOTFOUND {host}", "dns", "dns", "host"),
    shape("could not resolve host: {host}", "dns", "dns", "host"),
    shape("failed to lookup address information: {reason}", "dns", "dns", "reason"),
    shape("name or service not known", "dns", "dns", ""),
    shape("name does not resolve", "dns", "dns", ""),
    shape("DNS lookup error", "dns", "dns", ""),
];
