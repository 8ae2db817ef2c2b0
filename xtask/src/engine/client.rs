//! Docker's own command line, in the chroot. Trees and build contexts go in as tar on standard input, so that the
//! chroot needs to see none of this machine's directories.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{io, thread};

use rootfs::Config;

use super::Engine;
use crate::Done;

/// Where files for containers lie in the chroot.
const SHELF: &str = "/srv/final-stage";

/// How a container is started. The default is what the image says, without a network.
#[derive(Default)]
pub(crate) struct Start<'a> {
    pub(crate) user: Option<&'a str>,
    /// `--init`: docker-init, which is tini, becomes process 1.
    pub(crate) init: bool,
    pub(crate) entrypoint: Option<&'a str>,
    /// A file or folder of this machine and its path in the container.
    pub(crate) file: Option<(&'a Path, &'a str)>,
    pub(crate) arguments: &'a [String],
    /// After it the container is removed, and `Ran::late` says so.
    pub(crate) limit: Option<Duration>,
}

/// What came of a command.
pub(crate) struct Ran {
    /// As a shell tells it: 128 and the signal's number for a client that a signal ended.
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) late: bool,
}

impl Engine {
    /// A command of Docker's, to which the caller adds arguments.
    pub(crate) fn docker(&self) -> Command {
        let mut command = Command::new("chroot");
        command.arg(self.root()).args(["docker", "-H", "unix:///run/d.sock"]);
        command.env_clear().env("PATH", super::PATH).env("HOME", "/root").stdin(Stdio::null());
        command
    }

    /// A root file system becomes an image with one layer and the configuration of the real one.
    pub(crate) fn import(&self, reference: &str, tree: &Path, config: &Config) -> Done {
        let mut changes = Vec::new();
        let array = |words: &[String]| serde_json::to_string(words);
        changes.extend(config.user.iter().map(|user| format!("USER {user}")));
        changes.extend(config.workdir.iter().map(|directory| format!("WORKDIR {directory}")));
        changes.extend(config.env.iter().map(|variable| format!("ENV {variable}")));
        if let Some(words) = &config.entrypoint {
            changes.push(format!("ENTRYPOINT {}", array(words)?));
        }
        if let Some(words) = &config.cmd {
            changes.push(format!("CMD {}", array(words)?));
        }
        let mut import = self.docker();
        import.arg("import");
        for change in &changes {
            import.args(["--change", change]);
        }
        fed(Command::new("tar").arg("-C").arg(tree).args(["-c", "."]), import.args(["-", reference]))?;
        Ok(())
    }

    /// `docker run` of an image, and what the terminal shows.
    pub(crate) fn run(&self, image: &str, start: &Start<'_>) -> Done<Ran> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("final-stage-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let mut command = self.docker();
        command.args(["run", "--rm", "--network", "none", "--name", &name]);
        if let Some(user) = start.user {
            command.args(["--user", user]);
        }
        if start.init {
            command.arg("--init");
        }
        if let Some((file, path)) = start.file {
            command.arg("--volume").arg(format!("{}:{path}:ro", self.shelve(file)?));
        }
        if let Some(program) = start.entrypoint {
            command.args(["--entrypoint", program]);
        }
        command.arg(image).args(start.arguments);
        let (output, late) = timed(&mut command, start.limit, || {
            // Its client then ends by itself.
            let _ = self.docker().args(["rm", "--force", &name]).output();
        })?;
        Ok(Ran::of(&output, late))
    }

    /// One value of an image or container, by a Go template.
    pub(crate) fn inspect(&self, name: &str, template: &str) -> Done<String> {
        let output = self.docker().args(["inspect", "--format", template, name]).output()?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into()),
        }
    }

    /// Gives back the disk of images that are no longer wanted.
    pub(crate) fn remove(&self, images: &[&str]) -> Done {
        let output = self.docker().args(["image", "rm", "--force"]).args(images).output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into()),
        }
    }

    /// Gives back the disk of everything that no container uses: images, what builds kept, and files for containers.
    /// An interrupted run leaves them behind.
    pub(crate) fn clean(&self) -> Done {
        let shelf = self.root().join(SHELF.trim_start_matches('/'));
        if shelf.exists() {
            fs::remove_dir_all(shelf)?;
        }
        let output = self.docker().args(["system", "prune", "--all", "--force"]).output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into()),
        }
    }

    /// Copies a file, or a folder, with its modes to where containers can mount it.
    pub(super) fn shelve(&self, file: &Path) -> Done<String> {
        let shelf = self.root().join(SHELF.trim_start_matches('/'));
        fs::create_dir_all(&shelf)?;
        let name = file.file_name().ok_or("a file without a name")?;
        let copy = shelf.join(name);
        copied(file, &copy)?;
        Ok(format!("{SHELF}/{}", name.display()))
    }
}

impl Ran {
    pub(super) fn of(output: &Output, late: bool) -> Ran {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ran {
            exit: shell_status(output.status),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            late,
        }
    }
}

/// A new copy each time: a container that still runs keeps the one it has.
pub(crate) fn copied(from: &Path, to: &Path) -> Done {
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    } else {
        let _ = fs::remove_file(to);
    }
    if !from.is_dir() {
        fs::copy(from, to).map_err(|error| format!("{}: {error}", from.display()))?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copied(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn shell_status(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(-1)
}

/// Runs a command to its end, or calls `stop` when it takes too long.
pub(super) fn timed(
    command: &mut Command,
    limit: Option<Duration>,
    stop: impl FnOnce(),
) -> io::Result<(Output, bool)> {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let Some(limit) = limit else { return child.wait_with_output().map(|output| (output, false)) };
    let reader = thread::spawn(move || child.wait_with_output());
    let began = Instant::now();
    let mut stop = Some(stop);
    let mut late = false;
    while !reader.is_finished() {
        if began.elapsed() > limit
            && let Some(stop) = stop.take()
        {
            stop();
            late = true;
        }
        thread::sleep(Duration::from_millis(5));
    }
    let output = reader.join().map_err(|_| io::Error::other("the reading thread ended early"))?;
    output.map(|output| (output, late))
}

/// Runs `consumer` on what `producer` writes; both have to end well.
pub(super) fn fed(producer: &mut Command, consumer: &mut Command) -> Done<Output> {
    let mut source: Child = producer.stdout(Stdio::piped()).spawn()?;
    let pipe = source.stdout.take().ok_or("tar has no standard output")?;
    let output = consumer.stdin(pipe).output()?;
    let packed = source.wait()?;
    match (output.status.success(), packed.success()) {
        (true, true) => Ok(output),
        (true, false) => Err(format!("{producer:?} ended with {packed}").into()),
        (false, _) => Err(format!("{consumer:?}: {}", String::from_utf8_lossy(&output.stderr).trim()).into()),
    }
}
