//! How much of a file a command reads, as the kernel sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use xshell::Shell;

use crate::{Done, debian, project};

/// Bytes and calls.
pub(super) struct Read {
    pub(super) bytes: u64,
    pub(super) calls: usize,
}

/// Runs `finalstage check --scan never FILE` under strace and adds up what its reads of the file return.
pub(super) fn count(finalstage: &Path, file: &Path) -> Done<Read> {
    if project::on_path("strace").is_none() {
        debian::install(&["strace"], "counts the bytes that are read")?;
    }
    let directory = Shell::new()?.create_temp_dir()?;
    let log = directory.path().join("log");
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-qq", "-e", "trace=read,pread64,readv,preadv,preadv2,mmap", "-P"])
        .arg(file)
        .arg("-o")
        .arg(&log);
    let status =
        strace.arg(finalstage).args(["check", "--scan", "never"]).arg(file).stdout(Stdio::null()).status()?;
    if !status.success() {
        return Err(format!("strace ended with {status}").into());
    }
    let text = fs::read_to_string(&log)?;
    if text.contains("mmap(") {
        return Err(
            format!("{}: the file is mapped, so reads do not tell what is read", file.display()).into()
        );
    }
    let returned: Vec<u64> = text.lines().filter_map(returned).collect();
    Ok(Read { bytes: returned.iter().sum(), calls: returned.len() })
}

/// The value after the last `=` of a line of strace.
fn returned(line: &str) -> Option<u64> {
    line.rsplit_once("= ")?.1.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_read_returned_is_the_number_after_the_equals_sign() {
        assert_eq!(returned("12 pread64(3, \"\\177ELF = 7\"..., 65536, 0) = 35664"), Some(35664));
        assert_eq!(returned("12 pread64(3, 0x7f, 10, 0) = -1 EIO (Input/output error)"), None);
    }
}
