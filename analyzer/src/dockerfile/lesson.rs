//! The lessons that explain the instructions, by their slugs in `content/lessons/`. The page links those
//! that are there.

pub(super) const ALPINE: &str = "alpine-and-gcompat";
pub(super) const CERTIFICATES: &str = "certificates-time-zones-dns";
pub(super) const DEBIAN: &str = "debian-slim";
pub(super) const DISTROLESS: &str = "distroless";
pub(super) const GO: &str = "go-and-cgo";
pub(super) const HEALTH: &str = "graceful-shutdown";
pub(super) const INIT: &str = "pid-1";
pub(super) const LANGUAGES: &str = "python-java-node";
pub(super) const LINKING: &str = "static-and-dynamic-linking";
pub(super) const NATIVE: &str = "rust-c-and-cpp";
pub(super) const PRACTICES: &str = "ten-security-practices";
pub(super) const SCRATCH: &str = "scratch";
pub(super) const SHRINKING: &str = "shrinking-further";
pub(super) const STAGES: &str = "multi-stage-builds";
pub(super) const SUPPLY: &str = "supply-chain";
pub(super) const USERS: &str = "users-and-writable-paths";
