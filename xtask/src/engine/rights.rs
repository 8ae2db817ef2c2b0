//! Whether an engine can run here at all. Where it cannot, nothing is proven, and the task says so.

use std::env::consts::{ARCH, OS};

use nix::unistd::Uid;
use xshell::{Shell, cmd};

use crate::Done;

/// What stands in the way, as a sentence; nothing where nothing does.
pub(crate) fn obstacle() -> Done<Option<String>> {
    if (OS, ARCH) != ("linux", "x86_64") {
        return Ok(Some(format!("the engine is Debian's for linux/amd64, and this is {OS} on {ARCH}")));
    }
    if !Uid::effective().is_root() {
        return Ok(Some("an engine takes root: mount(2), chroot(2), cgroups".to_owned()));
    }
    // Inside a container without CAP_SYS_ADMIN even root may neither unshare nor mount.
    let sh = Shell::new()?;
    let attempt = "mount -t tmpfs tmpfs /mnt && chroot / true";
    let output = cmd!(sh, "unshare --mount --pid --fork --propagation private sh -c {attempt}")
        .env("PATH", crate::project::path_with_sbin())
        .quiet()
        .ignore_status()
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    Ok((!output.status.success())
        .then(|| format!("root may not mount in a namespace of its own here: {}", said.trim())))
}
