//! A host of the internet as the engine sees it: files served by HTTPS under the host's name, where the host itself is out
//! of reach. The name leads to a loopback address, and the engine trusts a certificate that is made for the purpose.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use xshell::{Shell, TempDir, cmd};

use crate::Done;

/// One that nothing else listens on: all of 127.0.0.0/8 is the machine itself.
const ADDRESS: &str = "127.86.0.1";

/// Ends with its standard input, so that no server is left behind, whatever becomes of this program.
const SERVE: &str = r#"
openssl s_server -quiet -WWW -accept "$1:443" -cert "$2" -key "$3" </dev/null >/dev/null 2>&1 &
server=$!
cat >/dev/null
kill $server
"#;

/// Dropping it ends the server and takes name and certificate away.
pub(crate) struct Host {
    server: Child,
    /// `/etc/hosts` of the engine, and what it was.
    hosts: (PathBuf, String),
    certificate: PathBuf,
    _key: TempDir,
}

impl Host {
    /// To be called before the engine starts: the daemon reads the certificates that it trusts once. What lies in `files`
    /// is read when it is asked for.
    pub(crate) fn serve(name: &str, files: &Path) -> Done<Host> {
        let root = super::system()?.root().to_owned();
        let sh = Shell::new()?;
        let directory = sh.create_temp_dir()?;
        let (key, public) = (directory.path().join("key.pem"), directory.path().join("certificate.pem"));
        let (subject, extension) = (format!("/CN={name}"), format!("subjectAltName=DNS:{name}"));
        cmd!(sh, "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj {subject} -addext {extension} -keyout {key} -out {public}")
            .quiet()
            .ignore_stderr()
            .run()?;
        let certificate = root.join(format!("etc/ssl/certs/final-stage-{name}.pem"));
        fs::copy(&public, &certificate)?;
        let file = root.join("etc/hosts");
        let line = format!("{ADDRESS}\t{name}\n");
        let before = fs::read_to_string(&file)?.replace(&line, "");
        fs::write(&file, format!("{before}{line}"))?;
        let mut command = Command::new("sh");
        command.args(["-c", SERVE, "sh", ADDRESS]).arg(&public).arg(&key).current_dir(files);
        let server = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        Ok(Host { server, hosts: (file, before), certificate, _key: directory })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        let _ = self.server.wait();
        let _ = fs::write(&self.hosts.0, &self.hosts.1);
        let _ = fs::remove_file(&self.certificate);
    }
}
