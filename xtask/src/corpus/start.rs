//! Really starts a program in a root file system, as a container runtime would: its own mount, process and
//! network namespaces, no network, an unprivileged user, `/app` as its path.

use std::ffi::CString;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd::{Gid, Uid, chdir, chroot, execve, setgid, setgroups, setuid};
use rootfs::Arch;

use crate::{Done, project};

/// The hidden option by which this program calls itself inside the namespaces.
pub(crate) const INSIDE: &str = "--inside";
/// The user of distroless' `nonroot` tags.
const NONROOT: u32 = 65532;
const LIMIT: Duration = Duration::from_secs(10);
/// Precedes the name of the error when the kernel refuses to execute; no program prints it by chance.
const REFUSED: &str = "final-stage: execve: ";
/// Runs arm64 programs on other machines.
const EMULATOR: &str = "qemu-aarch64-static";
/// Mounts what a runtime mounts, puts the program at /app and goes on inside.
const ENTER: &str = r#"mount --make-rprivate / && mount -t proc proc "$2/proc" && mount --rbind /dev "$2/dev" && \
mount --bind "$3" "$2/app" && exec "$1" corpus --inside "$2" "$4" "$5" "${@:6}""#;

/// What happened.
pub(crate) struct Run {
    /// The kernel's errno by name, when it did not even start.
    pub(crate) refused: Option<String>,
    pub(crate) stderr: String,
    pub(crate) stdout: String,
}

/// Starts `program` as `/app` in `root` with these arguments and one more environment variable.
pub(crate) fn start(
    root: &Path,
    program: &Path,
    arch: Arch,
    variable: &str,
    arguments: &[String],
) -> Done<Run> {
    let this = std::env::current_exe()?;
    let emulator = emulator(arch, root)?;
    let mut unshare = Command::new("unshare");
    unshare.args([
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--net",
        "--ipc",
        "--uts",
        "--",
        "bash",
        "-c",
        ENTER,
        "bash",
    ]);
    unshare.arg(this).arg(root).arg(program).arg(variable).arg(emulator).args(arguments);
    let mut child = unshare.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let started = Instant::now();
    // A server that did not understand its option may run for good: by then it has started, which is the question.
    while child.try_wait()?.is_none() {
        if started.elapsed() > LIMIT {
            child.kill()?;
        }
        thread::sleep(Duration::from_millis(2));
    }
    let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
        let bytes = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (stdout, stderr) = (text(stdout), text(stderr));
    Ok(Run { refused: refusal(&stderr), stderr, stdout })
}

/// Called inside the namespaces: becomes the program, or says which error the kernel gave.
pub(crate) fn inside(arguments: &[String]) -> Done {
    let [root, variable, emulator, rest @ ..] = arguments else {
        return Err("usage: corpus --inside ROOT NAME=VALUE EMULATOR [ARGUMENT…]".into());
    };
    chroot(root.as_str())?;
    chdir("/")?;
    setgroups(&[])?;
    setgid(Gid::from_raw(NONROOT))?;
    setuid(Uid::from_raw(NONROOT))?;
    let (program, before): (&str, &[&str]) =
        if emulator.is_empty() { ("/app", &["/app"]) } else { (emulator, &[emulator, "-0", "/app", "/app"]) };
    let words = before.iter().copied().chain(rest.iter().map(String::as_str));
    let argv = words.map(CString::new).collect::<Result<Vec<_>, _>>()?;
    let mut environment = vec![
        c"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned(),
        c"HOME=/".to_owned(),
    ];
    if !variable.is_empty() {
        environment.push(CString::new(variable.as_str())?);
    }
    let Err(errno) = execve(&CString::new(program)?, &argv, &environment);
    eprintln!("{REFUSED}{errno:?}");
    std::process::exit(127);
}

/// Without it no arm64 program can be recorded here; on an arm64 machine nothing is needed.
fn emulator(arch: Arch, root: &Path) -> Done<String> {
    if arch.triplet().starts_with(std::env::consts::ARCH) {
        return Ok(String::new());
    }
    let from = project::on_path(EMULATOR).ok_or_else(|| {
        format!("{EMULATOR} (Debian's package qemu-user-static) is needed to start {arch} programs here")
    })?;
    let inside = root.join(EMULATOR);
    if !inside.exists() {
        fs::copy(from, inside)?;
    }
    Ok(format!("/{EMULATOR}"))
}

fn refusal(stderr: &str) -> Option<String> {
    let own = stderr.lines().find_map(|line| line.strip_prefix(REFUSED));
    // The emulator opens the program's interpreter in the kernel's place and says so in its own words.
    let emulated = stderr.starts_with(&format!("{EMULATOR}: Could not open '")).then_some("ENOENT");
    own.or(emulated).map(str::to_owned)
}

fn collect(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What a killed program left unfinished is still worth reading.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_refusal_is_told_from_the_programs_own_words() {
        assert_eq!(refusal("final-stage: execve: ENOENT\n").as_deref(), Some("ENOENT"));
        assert_eq!(
            refusal("qemu-aarch64-static: Could not open '/lib/ld-linux-aarch64.so.1': x").as_deref(),
            Some("ENOENT")
        );
        assert_eq!(refusal("/app: error while loading shared libraries: libz.so.1: cannot open"), None);
    }
}
