//! Podman with crun, from the same chroot. It has no daemon: each command gets mounts of its own, which end with it.

use std::process::{Command, Stdio};

use super::Engine;

/// crun refuses a mix of both cgroup versions, which many machines have; alone, the second one suits it. Where
/// dockerd found that layers can be stacked, Podman stacks them too.
const ENTER: &str = r#"
root=$1
shift
mount --bind "$root" "$root"
mount --bind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
umount -l "$root/sys/fs/cgroup" 2>/dev/null
mount -t cgroup2 none "$root/sys/fs/cgroup" || exit 125
driver=vfs
[ -d "$root/var/lib/docker-overlay2" ] && driver=overlay
exec chroot "$root" podman --storage-driver $driver --root "/var/lib/podman-$driver" --runroot /run/podman \
    --cgroup-manager cgroupfs "$@"
"#;

impl Engine {
    /// A command of Podman's, to which the caller adds arguments.
    pub(super) fn podman(&self) -> Command {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--propagation", "private", "sh", "-c", ENTER, "sh"]).arg(self.root());
        command.env_clear().env("PATH", super::PATH).env("HOME", "/root").stdin(Stdio::null());
        command
    }
}
