//! The daemon, in mount and process namespaces of its own. Whatever becomes of this program, the kernel closes
//! its end of a pipe; the script in the namespaces reads the end of file, stops the daemon, and with the last
//! process the mounts are gone too. So no start finds leftovers of an earlier one, and none has to clean up.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Done;

/// Ends every process in the namespaces with the script.
const NAMESPACES: [&str; 5] = ["--mount", "--pid", "--fork", "--kill-child", "--propagation=private"];

/// The root has to be a mount point of its own, or unpacking a layer fails with "remount /: invalid argument".
/// The lock is held as long as the daemon runs, and the daemon itself must not inherit it. Nothing reaches a
/// network: there is no bridge, and no registry to pull from. overlay2 stacks the layers, where the file system
/// below can carry it; vfs copies them whole, anywhere.
const HOLD: &str = r#"
exec 9>"$1.lock"
flock --nonblock 9 || { echo waiting; flock 9; }
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --rbind /sys "$1/sys"
find "$1/run" -mindepth 1 -delete
try="$1/var/lib/final-stage-overlay"
mkdir -p "$try/lower" "$try/upper" "$try/work" "$try/merged"
driver=vfs
mount -t overlay overlay -o "lowerdir=$try/lower,upperdir=$try/upper,workdir=$try/work" "$try/merged" 2>/dev/null &&
    driver=overlay2 && umount "$try/merged"
client() { chroot "$1" docker -H unix:///run/d.sock version >/dev/null 2>&1 9>&-; }
chroot "$1" dockerd --bridge=none --iptables=false --ip6tables=false \
    --storage-driver=$driver --data-root "/var/lib/docker-$driver" -H unix:///run/d.sock --pidfile /run/d.pid --exec-root /run/dexec \
    >"$1/var/log/dockerd.log" 2>&1 </dev/null 9>&- &
daemon=$!
until client "$1"; do
    kill -0 $daemon || { echo ended; exit 1; }
    sleep 0.2
done
echo ready
cat >/dev/null
kill $daemon
wait $daemon
"#;

/// A running dockerd; dropping it stops it.
pub(super) struct Daemon {
    holder: Child,
}

impl Daemon {
    /// Starts the daemon of this root file system and waits until it answers.
    pub(super) fn start(root: &Path) -> Done<Daemon> {
        let mut command = Command::new("unshare");
        command.args(NAMESPACES).args(["sh", "-c", HOLD, "sh"]).arg(root);
        command.env_clear().env("PATH", super::PATH);
        let mut holder =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let said = holder.stdout.take().ok_or("the daemon's script has no standard output")?;
        let mut daemon = Daemon { holder };
        for line in BufReader::new(said).lines() {
            match line?.as_str() {
                "ready" => return Ok(daemon),
                "waiting" => println!("engine: another run has it; waiting for that to end"),
                _ => break,
            }
        }
        daemon.stop();
        let log = root.join("var/log/dockerd.log");
        let text = std::fs::read_to_string(&log).unwrap_or_default();
        let last: Vec<&str> = text.lines().rev().take(5).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        Err(format!("dockerd did not start; {} ends with:\n{}", log.display(), last.join("\n")).into())
    }

    fn stop(&mut self) {
        drop(self.holder.stdin.take());
        // The script waits for dockerd, and dockerd for its containers: ten seconds by its own rules.
        let _ = self.holder.wait();
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.stop();
    }
}
