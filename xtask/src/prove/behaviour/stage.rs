//! Starts a program in an image as process 1 of a container, and watches how it ends.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

use super::layer::{INIT, Layer, home};
use super::list::{Case, Program};
use super::recorded::Seen;
use super::server::Server;
use crate::prove::images::Tree;
use crate::prove::start::{END_OF_VARIABLES, LIMIT, SEARCH_PATH, ended, signal};
use crate::{Done, project};

/// How long a program may take to obey SIGTERM. Docker waits ten seconds; one that obeys at all is quicker.
const GRACE: Duration = Duration::from_secs(3);
/// Puts the layer above the image, mounts what a runtime mounts and goes on inside.
const ENTER: &str = r#"set -e
this=$1 image=$2 layer=$3 settings=$4; shift 4
mount --make-rprivate /
ip link set lo up
for setting in $settings; do echo "${setting#*=}" > "/proc/sys/$(echo "${setting%%=*}" | tr . /)"; done
mount -t tmpfs tmpfs "$layer/mount"; cd "$layer/mount"; mkdir upper work root
mount -t overlay -o "lowerdir=$layer/top:$image,upperdir=upper,workdir=work" overlay root
mount -t proc proc root/proc; mount --rbind /dev root/dev
exec "$this" prove --inside "$layer/mount/root" "$@""#;

/// Starts one case, and returns what was seen.
pub(super) fn start(
    program: &Program,
    case: &Case,
    tree: &Tree,
    layer: &Layer,
    server: Option<&Server>,
) -> Done<Seen> {
    let mut child = command(program, case, tree, layer, server)?
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdout = child.stdout.take().map(Gathered::new).ok_or("no output")?;
    let stderr = child.stderr.take().map(Gathered::new).ok_or("no output")?;
    let mut until = Instant::now() + LIMIT;
    let (mut stopped, mut told) = (false, false);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if case.terminate && !told && stdout.has(case.words()) {
            // As `docker stop` does.
            signal(&child, Signal::SIGTERM)?;
            told = true;
            until = Instant::now() + GRACE;
        }
        if Instant::now() > until && !stopped {
            stopped = true;
            signal(&child, Signal::SIGKILL)?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    Ok(Seen {
        stdout: stdout.text(),
        stderr: stderr.text(),
        ended: ended(status, stopped),
        case: case.title(),
    })
}

fn command(
    program: &Program,
    case: &Case,
    tree: &Tree,
    layer: &Layer,
    server: Option<&Server>,
) -> Done<Command> {
    let network = match server {
        Some(server) => vec!["nsenter".to_owned(), format!("--net={}", server.network()), "unshare".into()],
        None => vec!["unshare".to_owned(), "--net".to_owned()],
    };
    let (tool, rest) = network.split_first().ok_or("no tool")?;
    let mut command = Command::new(tool);
    command.env("PATH", project::path_with_sbin()).args(rest);
    command.args(["--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts", "--"]);
    command.args(["bash", "-c", ENTER, "bash"]);
    command.arg(std::env::current_exe()?).arg(&tree.root).arg(&layer.directory).arg(case.sysctl.join(" "));
    command.arg(&tree.workdir).args(environment(case, tree)).arg(END_OF_VARIABLES);
    if case.init {
        command.args([INIT, "--"]);
    }
    command.arg("/app").args(&program.arguments);
    Ok(command)
}

/// As a runtime makes it: the search path, the image's own variables, those of the command line, and the home.
fn environment(case: &Case, tree: &Tree) -> Vec<String> {
    let mut environment = vec![SEARCH_PATH.to_owned(), format!("HOME={}", home(tree))];
    for variable in tree.environment.iter().chain(&case.environment) {
        let name = variable.split_inclusive('=').next().unwrap_or_default();
        environment.retain(|known| !known.starts_with(name));
        environment.push(variable.clone());
    }
    environment
}

/// What a stream has brought so far.
struct Gathered {
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Gathered {
    fn new(mut stream: impl Read + Send + 'static) -> Gathered {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&bytes);
        let reader = thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = stream.read(&mut chunk) {
                if let (Ok(mut bytes), Some(new)) = (shared.lock(), chunk.get(..read)) {
                    bytes.extend_from_slice(new);
                }
            }
        });
        Gathered { bytes, reader }
    }

    fn has(&self, words: &str) -> bool {
        self.bytes.lock().is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(words))
    }

    fn text(self) -> String {
        let _ = self.reader.join();
        self.bytes.lock().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }
}
