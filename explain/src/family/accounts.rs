//! Users and groups: what a runtime says where `USER` has a name that the image does not know, and what programs say
//! that look themselves up (Go, `os/user`; glibc and musl, `getpwuid`).

use super::shape;
use crate::pattern::Shape;

pub(super) const SHAPES: &[Shape] = &[
    shape("unable to find user {user}: no matching entries in passwd file", "user", "user", "user"),
    shape("unable to find user {user}: invalid argument", "user", "user", "user"),
    shape("unable to find user {user}: user: unknown userid {number}", "user", "user", "user"),
    shape("unable to find group {user}: no matching entries in group file", "user", "user", "user"),
    shape("unable to find user {user}", "user", "user", "user"),
    shape("user: unknown userid {number}", "user", "user-lookup", "number"),
    shape("user: unknown user {user}", "user", "user-lookup", "user"),
    shape("user: current requires cgo or $USER set in environment", "user", "user-lookup", "user"),
    shape("user: Current not implemented on", "user", "user-lookup", "user"),
    shape("cannot find name for user id {number}", "user", "user-lookup", "number"),
    shape("getpwuid(): uid not found: {number}", "user", "user-lookup", "number"),
    shape("uid not found: {number}", "user", "user-lookup", "number"),
    shape("I have no name!", "user", "user-lookup", ""),
    shape(
        "container has runAsNonRoot and image has non-numeric user ({user}), cannot verify user is non-root",
        "user",
        "run-as-non-root",
        "user",
    ),
    shape("container has runAsNonRoot and image will run as root", "user", "run-as-non-root", "root"),
    shape("container's runAsUser breaks non-root policy", "user", "run-as-non-root", "root"),
    shape("mkdir /.{path}: permission denied", "home", "home", "path"),
    shape("permission denied, mkdir '/.{path}'", "home", "home", "path"),
    shape("mkdir {path}/.cache: permission denied", "home", "home", "path"),
    shape("neither $XDG_CACHE_HOME nor $HOME are defined", "home", "home", "HOME"),
    shape("neither $XDG_CONFIG_HOME nor $HOME are defined", "home", "home", "HOME"),
    shape("$HOME is not defined", "home", "home", "HOME"),
    shape(
        "failed to determine location for extracting embedded files",
        "home",
        "home",
        "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
    ),
];
