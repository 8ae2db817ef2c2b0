//! A container that serves, and questions from a second one in the same network. `docker exec` cannot ask them: setns(2)
//! leads to the root of the mount namespace, which is not the chroot that the engine lives in.

use std::thread;
use std::time::Duration;

use crate::Done;
use crate::engine::Engine;

const NAME: &str = "final-stage-server";
/// A server needs a moment before it answers.
const ATTEMPTS: usize = 20;
const MOMENT: Duration = Duration::from_millis(250);

/// Dropping it removes the container.
pub(super) struct Server<'e> {
    engine: &'e Engine,
    image: &'e str,
}

impl<'e> Server<'e> {
    pub(super) fn start(engine: &'e Engine, image: &'e str, init: bool, arguments: &[&str]) -> Done<Self> {
        let server = Server { engine, image };
        let mut run = engine.docker();
        run.args(["run", "--detach", "--network", "none", "--name", NAME]);
        if init {
            run.arg("--init");
        }
        let started = run.arg(image).args(arguments).output()?;
        match started.status.success() {
            true => Ok(server),
            false => Err(String::from_utf8_lossy(&started.stderr).trim().to_owned().into()),
        }
    }

    /// Until a program of the image ends well; otherwise what it said last.
    pub(super) fn ask(&self, program: &str, arguments: &[&str]) -> Result<(), String> {
        let mut said = String::new();
        for _ in 0..ATTEMPTS {
            let mut ask = self.engine.docker();
            let network = format!("container:{NAME}");
            ask.args(["run", "--rm", "--network", &network, "--entrypoint", program, self.image]);
            let output = ask.args(arguments).output().map_err(|error| error.to_string())?;
            if output.status.success() {
                return Ok(());
            }
            // runc's own words come on standard output.
            said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).trim().to_owned();
            thread::sleep(MOMENT);
        }
        Err(said)
    }

    /// What it wrote until now.
    pub(super) fn log(&self) -> Done<String> {
        let output = self.engine.docker().args(["logs", NAME]).output()?;
        Ok(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    }
}

impl Drop for Server<'_> {
    fn drop(&mut self) {
        let _ = self.engine.docker().args(["rm", "--force", NAME]).output();
    }
}
