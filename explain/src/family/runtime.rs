//! What a runtime says before anything is executed: the file is not there, the shell is not there, the user is not known,
//! the directory may not be entered (runc, `libcontainer/`; crun, `src/libcrun/`; containerd; the kubelet).

use super::shape;
use crate::pattern::Shape;

pub(super) const SHAPES: &[Shape] = &[
    shape(
        "OCI runtime exec failed{any}exec: \"/bin/{program}\": stat",
        "no-shell",
        "no-shell-exec",
        "program",
    ),
    shape(
        "OCI runtime exec failed{any}exec: \"{program}\": executable file not found in $PATH",
        "no-shell",
        "no-shell-exec",
        "program",
    ),
    shape("OCI runtime exec failed{any}exec: \"{program}\": stat", "no-shell", "no-shell-exec", "program"),
    shape("exec failed{any}exec: \"{program}\": stat", "no-shell", "no-shell-exec", "program"),
    shape(
        "exec failed{any}exec: \"{program}\": executable file not found",
        "no-shell",
        "no-shell-exec",
        "program",
    ),
    shape("oci runtime error: exec failed: exec: \"{program}\":", "no-shell", "no-shell-exec", "program"),
    shape(
        "executing command in container: {any}exec: \"{program}\": executable file not found",
        "no-shell",
        "no-shell-exec",
        "program",
    ),
    shape("exec: \"/bin/sh\": stat /bin/sh: no such file or directory", "no-shell", "no-shell", "/bin/sh"),
    shape(
        "exec: \"/bin/bash\": stat /bin/bash: no such file or directory",
        "no-shell",
        "no-shell",
        "/bin/bash",
    ),
    shape("exec: \"sh\": executable file not found in $PATH", "no-shell", "no-shell", "sh"),
    shape("exec: \"bash\": executable file not found in $PATH", "no-shell", "no-shell", "bash"),
    shape("exec: \"/bin/sh\": executable file not found", "no-shell", "no-shell", "/bin/sh"),
    shape("exec: '/bin/sh': no such file", "no-shell", "no-shell", "/bin/sh"),
    shape("executable file '/bin/sh' not found", "no-shell", "no-shell", "/bin/sh"),
    shape("executable file 'sh' not found in $PATH", "no-shell", "no-shell", "sh"),
    shape(
        "process \"/bin/sh -c {any}\" did not complete successfully: exit code: {number}",
        "missing-program",
        "exit-127",
        "number",
    ),
    shape(
        "exec: \"{quoted}\": stat {path}: no such file or directory",
        "missing-program",
        "missing-program",
        "path",
    ),
    shape("exec: \"{program}\": permission denied", "permission", "permission", "program"),
    shape("exec: \"{program}\": is a directory", "permission", "permission", "program"),
    shape(
        "exec: \"{program}\": executable file not found in $PATH",
        "missing-program",
        "missing-program",
        "program",
    ),
    shape("executable file '{program}' not found in $PATH", "missing-program", "missing-program", "program"),
    shape("exec: '{program}': executable file not found", "missing-program", "missing-program", "program"),
    shape(
        "exec: {program}: executable file not found in $PATH",
        "missing-program",
        "missing-program",
        "program",
    ),
    // Without a name it is what Go says to a program that looks for a shell.
    shape("executable file not found in $PATH", "no-shell", "no-shell", ""),
    shape(
        "chdir to cwd (\"{path}\") set in config.json failed: permission denied",
        "permission",
        "chdir-to-cwd",
        "path",
    ),
    shape("chdir to cwd ('{path}') set in config.json failed", "permission", "chdir-to-cwd", "path"),
    shape("chdir to cwd {path} set in config.json failed", "permission", "chdir-to-cwd", "path"),
    shape("crun: chdir to '{path}': permission denied", "permission", "chdir-to-cwd", "path"),
    shape(
        "error mounting \"{path}\" to rootfs at \"{target}\"{any}not a directory",
        "files-beside",
        "mount-not-a-directory",
        "target",
    ),
];
