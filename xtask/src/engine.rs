//! A real Docker with BuildKit where none is installed and no registry is in reach: Debian's packages in a
//! chroot, and base images imported from assembled trees. `cargo xtask engine prove` holds Docker's own words
//! and exit statuses against what `finalstage` says.

mod build;
mod client;
mod daemon;
mod host;
mod podman;
mod prove;
mod rights;

use std::path::{Path, PathBuf};

use crate::debian_tree::DebianTree;
use crate::{Done, project};

pub(crate) use build::Build;
pub(crate) use client::{Start, copied};
pub(crate) use host::Host;
pub(crate) use prove::images::Images;
pub(crate) use rights::obstacle;

/// The release whose engine is taken: its BuildKit knows heredocs and `COPY --link`.
const RELEASE: &str = "trixie";
const PACKAGES: [&str; 10] = [
    "docker.io",
    "docker-cli",
    "docker-buildx",
    "containerd",
    "runc",
    "iptables",
    "ca-certificates",
    "podman",
    "crun",
    "busybox-static",
];
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// `cargo xtask engine` compares with the record, `cargo xtask engine prove` makes it anew.
pub(crate) fn run(arguments: &[String]) -> Done {
    match arguments {
        [] => prove::compare(),
        [what, names @ ..] if what == "prove" => prove::run(names),
        _ => Err("usage: cargo xtask engine [prove [NAME…]]".into()),
    }
}

/// A running Docker; dropping it stops it and takes its mounts away.
pub(crate) struct Engine {
    tree: DebianTree,
    _daemon: daemon::Daemon,
}

impl Engine {
    /// Gets what is missing and starts the daemon. Ask [`obstacle`] first.
    pub(crate) fn start() -> Done<Engine> {
        let tree = system()?;
        let daemon = daemon::Daemon::start(tree.root())?;
        Ok(Engine { tree, _daemon: daemon })
    }

    /// The chroot's root directory.
    pub(crate) fn root(&self) -> &Path {
        self.tree.root()
    }

    /// The version of one of the engine's packages.
    pub(crate) fn version(&self, package: &str) -> Done<String> {
        self.tree.version(package)
    }
}

/// The Debian that the engine lives in, made if it is not there yet.
fn system() -> Done<DebianTree> {
    let tree = DebianTree::open_for("engine", RELEASE, cache().join("root"))?;
    tree.install(&PACKAGES.map(str::to_owned))?;
    Ok(tree)
}

fn cache() -> PathBuf {
    project::cache().join("engine")
}
