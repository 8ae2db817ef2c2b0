//! A TLS server on loopback, in a network namespace of its own, with a certificate that the proof's own authority
//! has signed. Nothing here reaches a network.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use xshell::{Shell, cmd};

use crate::{Done, project};

/// Of the server. `.test` is reserved for this (RFC 6761, 6.2).
pub(super) const NAME: &str = "final-stage.test";
/// Keys and certificates for a few days: they are made anew for each proof.
const CERTIFICATES: &str = r#"
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1"; }
key authority.key; key server.key
openssl req -x509 -key authority.key -subj "/CN=Final Stage proof" -days 3 -out authority.pem \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
openssl req -new -key server.key -subj "/CN=$1" -out server.csr
printf 'subjectAltName=DNS:%s\nbasicConstraints=CA:FALSE\n' "$1" > server.ext
openssl x509 -req -in server.csr -CA authority.pem -CAkey authority.key -days 2 -extfile server.ext -out server.pem"#;
const SERVE: &str = r#"ip link set lo up
exec chroot "$1" sh -c 'cd "$1" && exec openssl s_server -accept 443 -www -cert server.pem -key server.key' sh "$2""#;
/// What s_server prints when it listens.
const LISTENS: &str = "ACCEPT";

/// Runs until it is dropped.
pub(super) struct Server {
    process: Child,
    directory: PathBuf,
}

impl Server {
    /// Starts it with the OpenSSL of a Debian tree.
    pub(super) fn start(root: &Path) -> Done<Server> {
        let inside = "/build/tls";
        let directory = root.join(inside.trim_start_matches('/'));
        let sh = Shell::new()?;
        sh.remove_path(&directory)?;
        sh.create_dir(&directory)?;
        let script = format!("set -e; cd {inside}\n{CERTIFICATES}");
        cmd!(sh, "chroot {root} sh -c {script} sh {NAME}")
            .env("PATH", project::path_with_sbin())
            .quiet()
            .ignore_stderr()
            .ignore_stdout()
            .run()?;
        let mut unshare = Command::new("unshare");
        unshare.env("PATH", project::path_with_sbin()).args(["--net", "--", "sh", "-ec", SERVE, "sh"]);
        unshare.arg(root).arg(inside);
        let mut process =
            unshare.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let said = BufReader::new(process.stdout.take().ok_or("the server has no output")?);
        let server = Server { process, directory };
        // Its output has to be read on, or the server would stop at a full pipe.
        let mut lines = said.lines();
        if !lines.by_ref().map_while(Result::ok).any(|line| line.trim() == LISTENS) {
            return Err("openssl s_server did not start".into());
        }
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(server)
    }

    /// The certificate of the authority.
    pub(super) fn authority(&self) -> Done<Vec<u8>> {
        Ok(fs::read(self.directory.join("authority.pem"))?)
    }

    /// Its network namespace, for others to enter.
    pub(super) fn network(&self) -> String {
        format!("/proc/{}/ns/net", self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
