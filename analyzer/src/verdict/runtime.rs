//! Who executes the program. The kernel refuses with a number; the words for it are those of whoever called
//! execve(2). `corpus/engine.toml` has each of them as it was printed, but for Kubernetes.

use crate::catalog::BaseImage;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Runtime {
    /// `docker run`, with runc.
    #[default]
    Docker,
    /// `podman run`, with crun.
    Podman,
    /// The shell form of an ENTRYPOINT: `/bin/sh -c /app`.
    Shell,
    /// Typed at a prompt.
    Bash,
    /// A pod's log and events, with containerd and runc.
    Kubernetes,
}

/// The kernel's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errno {
    /// ENOENT: the interpreter is not there.
    NoEntry,
    /// EACCES: the interpreter is a directory, or may not be executed.
    Access,
    /// ELIBBAD: the interpreter is no program for this machine.
    BadLibrary,
    /// ENOEXEC: no program, or none for this machine.
    NoExec,
}

impl Runtime {
    pub const ALL: [Runtime; 5] =
        [Runtime::Docker, Runtime::Podman, Runtime::Shell, Runtime::Bash, Runtime::Kubernetes];

    pub fn name(self) -> &'static str {
        match self {
            Runtime::Docker => "docker",
            Runtime::Podman => "podman",
            Runtime::Shell => "shell",
            Runtime::Bash => "bash",
            Runtime::Kubernetes => "kubernetes",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|runtime| runtime.name() == name)
    }

    /// A shell runs what the kernel does not know as a script of its own (POSIX, sh, "Command Search and
    /// Execution"), so for a file that is no ELF no words are certain.
    pub(super) fn takes_text_for_a_script(self) -> bool {
        matches!(self, Runtime::Shell | Runtime::Bash)
    }

    /// The words for the refusal of a program in an image; nothing where they are not certain.
    pub(super) fn words(self, errno: Errno, program: &str, image: &BaseImage) -> Option<String> {
        let (before, after) = match (self, errno) {
            // runc 1.1 and later; before, `standard_init_linux.go:228: exec user process caused: …`.
            (Runtime::Docker, Errno::NoEntry) => ("exec ", ": no such file or directory"),
            (Runtime::Docker, Errno::NoExec) => ("exec ", ": exec format error"),
            (Runtime::Docker, Errno::Access) => ("exec ", ": permission denied"),
            (Runtime::Docker, Errno::BadLibrary) => ("exec ", ": accessing a corrupted shared library"),
            // The `msg` of crun's log line, which Podman prints as JSON.
            (Runtime::Podman, Errno::NoEntry) => {
                ("exec container process (missing dynamic library?) `", "`: No such file or directory")
            }
            (Runtime::Podman, Errno::NoExec) => ("exec container process `", "`: Exec format error"),
            (Runtime::Podman, Errno::Access) => ("exec container process `", "`: Permission denied"),
            (Runtime::Podman, Errno::BadLibrary) => {
                ("exec container process `", "`: Accessing a corrupted shared library")
            }
            (Runtime::Shell, errno) => sh(errno, image)?,
            // Version 5.2; before, `No such file or directory`.
            (Runtime::Bash, Errno::NoEntry) => ("bash: ", ": cannot execute: required file not found"),
            (Runtime::Bash, Errno::NoExec) => ("bash: ", ": cannot execute binary file: Exec format error"),
            (Runtime::Bash, Errno::Access) => ("bash: ", ": Permission denied"),
            (Runtime::Bash, Errno::BadLibrary) => ("bash: ", ": Accessing a corrupted shared library"),
            // The log has runc's line. The event is the kubelet's, which goes on with the names of the container
            // and the pod (`pkg/kubelet/kuberuntime/kuberuntime_manager.go`, doBackOff, read 2026-11-21).
            (Runtime::Kubernetes, Errno::NoEntry) => {
                ("exec ", ": no such file or directory\nBack-off restarting failed container")
            }
            (Runtime::Kubernetes, Errno::NoExec) => {
                ("exec ", ": exec format error\nBack-off restarting failed container")
            }
            (Runtime::Kubernetes, Errno::Access) => {
                ("exec ", ": permission denied\nBack-off restarting failed container")
            }
            (Runtime::Kubernetes, Errno::BadLibrary) => {
                ("exec ", ": accessing a corrupted shared library\nBack-off restarting failed container")
            }
        };
        Some([before, program, after].concat())
    }

    /// The exit status of the container, or the shell's.
    pub(super) fn exit(self, errno: Errno) -> &'static [u8] {
        match (self, errno) {
            // runc 1.1 and older, and 1.2 and newer (`libcontainer/init_linux.go`).
            (Runtime::Docker | Runtime::Kubernetes, _) => &[1, 255],
            (Runtime::Podman, _) => &[1],
            // POSIX, sh, "Exit Status for Commands".
            (Runtime::Shell | Runtime::Bash, Errno::NoEntry) => &[127],
            (Runtime::Shell | Runtime::Bash, Errno::NoExec | Errno::Access | Errno::BadLibrary) => &[126],
        }
    }
}

/// dash in Debian and Ubuntu, busybox elsewhere. An image without a shell gets the one of its debug tag, which is
/// busybox and is called `sh`. busybox reads a refused program as a script, and stumbles over its bytes.
fn sh(errno: Errno, image: &BaseImage) -> Option<(&'static str, &'static str)> {
    let shell = image.contents.as_ref().map(|contents| contents.shell).unwrap_or_default();
    let is_dash = matches!(image.family, "debian" | "ubuntu");
    match (errno, is_dash) {
        (Errno::NoEntry, true) => Some(("/bin/sh: 1: ", ": not found")),
        (Errno::NoExec, true) => Some(("/bin/sh: 1: ", ": Exec format error")),
        (Errno::Access, true) => Some(("/bin/sh: 1: ", ": Permission denied")),
        (Errno::BadLibrary, true) => Some(("/bin/sh: 1: ", ": Accessing a corrupted shared library")),
        (Errno::Access, false) if shell.is_empty() => Some(("sh: ", ": Permission denied")),
        (Errno::Access, false) => Some(("/bin/sh: ", ": Permission denied")),
        (Errno::BadLibrary, false) if shell.is_empty() => {
            Some(("sh: ", ": Accessing a corrupted shared library"))
        }
        (Errno::BadLibrary, false) => Some(("/bin/sh: ", ": Accessing a corrupted shared library")),
        (Errno::NoEntry, false) if shell.is_empty() => Some(("sh: ", ": not found")),
        (Errno::NoEntry, false) => Some(("/bin/sh: ", ": not found")),
        (Errno::NoExec, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::elf::platform::Architecture;

    fn words(runtime: Runtime, errno: Errno, image: &str) -> Option<String> {
        let image = Catalog::of(Architecture::Amd64).image(image).expect("an image of the catalog");
        runtime.words(errno, "/app", image)
    }

    #[test]
    fn a_name_leads_back_to_its_runtime() {
        for runtime in Runtime::ALL {
            assert_eq!(Runtime::named(runtime.name()), Some(runtime));
        }
        assert_eq!(Runtime::named("lxc"), None);
    }

    #[test]
    fn the_shell_is_the_one_of_the_image() {
        let says = |image| words(Runtime::Shell, Errno::NoEntry, image);
        assert_eq!(says("debian:trixie-slim").as_deref(), Some("/bin/sh: 1: /app: not found"));
        assert_eq!(says("busybox:1.37-glibc").as_deref(), Some("/bin/sh: /app: not found"));
        assert_eq!(says("scratch").as_deref(), Some("sh: /app: not found"));
    }

    #[test]
    fn no_words_are_claimed_for_a_shell_that_runs_what_the_kernel_refused() {
        assert_eq!(words(Runtime::Shell, Errno::NoExec, "scratch"), None);
        for runtime in [Runtime::Docker, Runtime::Podman, Runtime::Bash, Runtime::Kubernetes] {
            let text = words(runtime, Errno::NoExec, "scratch").expect("certain words");
            assert!(text.to_lowercase().contains("exec format error"), "{text}");
        }
    }
}
