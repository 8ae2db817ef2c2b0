//! Really starts a program in a root file system, as a container runtime would: its own mount, process and
//! network namespaces, no network, an unprivileged user, `/app` as its path.

use std::ffi::CString;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Gid, Pid, Uid, chdir, chroot, execve, setgid, setgroups, setuid};

use super::images::Tree;
use super::manifest::Program;
use crate::{Done, project};

/// The hidden option by which this program calls itself inside the namespaces.
pub(crate) const INSIDE: &str = "--inside";
/// The user of distroless' `nonroot` tags.
pub(crate) const NONROOT: u32 = 65532;
pub(crate) const LIMIT: Duration = Duration::from_secs(10);
/// Stands between the environment and the command line that [`inside`] is called with.
pub(crate) const END_OF_VARIABLES: &str = "--";
/// Precedes the name of the error when the kernel refuses to execute; no program prints it by chance.
const REFUSED: &str = "final-stage: execve: ";
/// Mounts what a runtime mounts, puts the program in its place and goes on inside. A folder takes the place of the
/// file /app in a layer of its own, as a Dockerfile's COPY would put it there.
const ENTER: &str = r#"set -e
this=$1 root=$2 from=$3; shift 3
mount --make-rprivate /
if [ -d "$from" ]; then
  mount -t tmpfs tmpfs "$root/proc"; mkdir "$root/proc/upper" "$root/proc/work"
  mount -t overlay -o "lowerdir=$root,upperdir=$root/proc/upper,workdir=$root/proc/work" overlay "$root"
  rm "$root/app"; mkdir "$root/app"
fi
mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"; mount --bind "$from" "$root/app"
exec "$this" prove --inside "$root" "$@""#;

/// What happened.
pub(crate) struct Run {
    /// The kernel's errno by name, when it did not even start.
    pub(crate) refused: Option<String>,
    pub(crate) stderr: String,
    pub(crate) stdout: String,
    /// `status 0`, `signal 11`, or `stopped` at the limit.
    pub(crate) ended: String,
}

/// What is put where in the image.
#[derive(Clone, Copy)]
pub(crate) enum Place<'p> {
    /// The program alone, at /app.
    Alone(&'p Path),
    /// The program and its libraries, below /app.
    Folder(&'p Path),
}

impl<'p> Place<'p> {
    pub(crate) fn of(program: &'p Program, file: &'p Path) -> Self {
        program.folder.as_deref().map_or(Place::Alone(file), Place::Folder)
    }
}

impl Place<'_> {
    /// The path that is executed.
    pub(crate) fn program(self) -> &'static str {
        match self {
            Place::Alone(_) => "/app",
            Place::Folder(_) => "/app/app",
        }
    }
}

/// The search path that runtimes give a container whose image names none.
pub(crate) const SEARCH_PATH: &str = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Starts a program in `tree` with these arguments and one more environment variable.
pub(crate) fn start(tree: &Tree, place: Place<'_>, variable: &str, arguments: &[String]) -> Done<Run> {
    let this = std::env::current_exe()?;
    let (Place::Alone(from) | Place::Folder(from)) = place;
    let mut unshare = Command::new("unshare");
    unshare.env("PATH", project::path_with_sbin());
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
    unshare.arg(this).arg(&tree.root).arg(from).arg(&tree.workdir);
    let variables = [SEARCH_PATH, "HOME=/", variable].into_iter().filter(|variable| !variable.is_empty());
    unshare.args(variables).arg(END_OF_VARIABLES).arg(place.program()).args(arguments);
    let mut child = unshare.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let started = Instant::now();
    // A server that did not understand its option may run for good: by then it has started, which is the question.
    let mut stopped = false;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if !stopped && started.elapsed() > LIMIT {
            stopped = true;
            signal(&child, Signal::SIGKILL)?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let ended = ended(status, stopped);
    let text = |reader: Option<thread::JoinHandle<Vec<u8>>>| {
        let bytes = reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (stdout, stderr) = (text(stdout), text(stderr));
    Ok(Run { refused: refusal(&stderr), stderr, stdout, ended })
}

/// Called inside the namespaces: becomes the program with the environment that it is given, or says which error the kernel gave.
pub(crate) fn inside(arguments: &[String]) -> Done {
    let usage = "usage: prove --inside ROOT WORKDIR [NAME=VALUE…] -- PROGRAM [ARGUMENT…]";
    let [root, workdir, rest @ ..] = arguments else { return Err(usage.into()) };
    let mut parts = rest.splitn(2, |word| word == END_OF_VARIABLES);
    let (Some(variables), Some(argv @ [program, ..])) = (parts.next(), parts.next()) else {
        return Err(usage.into());
    };
    chroot(root.as_str())?;
    chdir(workdir.as_str())?;
    setgroups(&[])?;
    setgid(Gid::from_raw(NONROOT))?;
    setuid(Uid::from_raw(NONROOT))?;
    let strings = |words: &[String]| -> Result<Vec<CString>, _> {
        words.iter().map(|word| CString::new(word.as_str())).collect()
    };
    let (argv, environment) = (strings(argv)?, strings(variables)?);
    let Err(errno) = execve(&CString::new(program.as_str())?, &argv, &environment);
    eprintln!("{REFUSED}{errno:?}");
    std::process::exit(127);
}

/// Why nothing can be started here, or nothing when it can.
pub(crate) fn obstacle() -> Option<String> {
    if std::env::consts::ARCH != "x86_64" {
        return Some(format!(
            "the images are made for x86_64, and this machine is {}",
            std::env::consts::ARCH
        ));
    }
    if !nix::unistd::geteuid().is_root() {
        return Some("starting programs in other root file systems takes root: chroot(2), unshare(2)".into());
    }
    let tried = Command::new("unshare")
        .env("PATH", project::path_with_sbin())
        .args(["--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--", "sh", "-c"])
        .arg("mount --make-rprivate / && chroot / true")
        .output();
    match tried {
        Ok(output) if output.status.success() => None,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Some(format!("this machine refuses new namespaces or chroot: {said}"))
        }
        Err(error) => Some(format!("unshare (util-linux): {error}")),
    }
}

/// Sends a signal to process 1 of the container that an `unshare --fork` made. To kill `unshare` is not enough: the
/// kernel forgets what a process wants sent at its parent's death when the process changes its user (prctl(2),
/// PR_SET_PDEATHSIG).
pub(crate) fn signal(unshare: &Child, signal: Signal) -> Done {
    let own = unshare.id();
    let children = std::fs::read_to_string(format!("/proc/{own}/task/{own}/children"))?;
    let first = children.split_whitespace().next().ok_or("the container has no process")?;
    Ok(kill(Pid::from_raw(first.parse()?), signal)?)
}

/// How a run ended, as the record has it.
pub(crate) fn ended(status: ExitStatus, stopped: bool) -> String {
    match (stopped, status.code(), status.signal()) {
        (true, ..) => "stopped".to_owned(),
        (false, Some(code), _) => format!("status {code}"),
        (false, None, signal) => format!("signal {}", signal.unwrap_or_default()),
    }
}

fn refusal(stderr: &str) -> Option<String> {
    stderr.lines().find_map(|line| line.strip_prefix(REFUSED)).map(str::to_owned)
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
        assert_eq!(refusal("/app: error while loading shared libraries: libz.so.1: cannot open"), None);
    }
}
