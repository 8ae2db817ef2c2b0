//! Starts what was built, and holds it against what the plan asks for: what the program prints, as whom it runs, who is
//! process 1, and what the image says of itself.

use std::time::Duration;

use analyzer::dockerfile::{Health, Init};

use super::case::Case;
use crate::Done;
use crate::engine::{Engine, Start};

const LIMIT: Duration = Duration::from_secs(30);
/// A server needs a moment before it answers.
const ATTEMPTS: usize = 20;

/// What a container showed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) uid: u32,
    pub(super) gid: u32,
    pub(super) pid: u32,
    /// The command name of process 1.
    pub(super) first: String,
}

/// Runs the image; an error is what does not hold.
pub(super) fn check(engine: &Engine, image: &str, case: &Case) -> Done<Seen> {
    configuration(engine, image, case)?;
    let plan = &case.plan;
    let written = plan.directories.iter().chain(&plan.volumes).cloned();
    let mut arguments: Vec<String> = written.collect();
    if !arguments.is_empty() {
        arguments.insert(0, "write".to_owned());
    }
    let init = plan.init == Init::Docker;
    let start = Start { init, arguments: &arguments, limit: Some(LIMIT), ..Start::default() };
    let ran = engine.run(image, &start)?;
    let Some(seen) = read(&ran.stdout, case.says).filter(|_| ran.exit == 0) else {
        return Err(format!(
            "it ended with {} and said {:?} {:?}",
            ran.exit,
            ran.stdout.trim(),
            ran.stderr.trim()
        )
        .into());
    };
    let first = match plan.init {
        Init::None => seen.pid == 1,
        Init::Docker => seen.pid != 1 && seen.first == "docker-init",
        Init::Tini => seen.pid != 1 && seen.first == "tini",
    };
    if (seen.uid, seen.gid) != (plan.uid, plan.uid) || !first {
        return Err(format!("{seen:?}, and asked for were user {} and {:?}", plan.uid, plan.init).into());
    }
    if plan.health != Health::None {
        health(engine, image, case)?;
    }
    Ok(seen)
}

/// `NAME uid=… gid=… pid=… first=…`
fn read(stdout: &str, says: &str) -> Option<Seen> {
    let line = stdout.lines().find_map(|line| line.strip_prefix(says)?.strip_prefix(' '))?;
    let value = |name: &str| line.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let number = |name: &str| value(name)?.parse().ok();
    Some(Seen {
        uid: number("uid")?,
        gid: number("gid")?,
        pid: number("pid")?,
        first: value("first")?.to_owned(),
    })
}

/// What `docker inspect` shows of the instructions that no start shows.
fn configuration(engine: &Engine, image: &str, case: &Case) -> Done {
    let plan = &case.plan;
    let says = |template: &str| engine.inspect(image, template);
    let ports: Vec<String> = plan.ports.iter().map(|port| format!("{port}/tcp")).collect();
    let mut volumes = plan.volumes.clone();
    volumes.sort();
    let listed = "{{range $name, $_ := .Config.%}}{{$name}} {{end}}";
    let mut wanted = vec![
        ("{{.Config.User}}".to_owned(), format!("{0}:{0}", plan.uid)),
        ("{{.Config.StopSignal}}".to_owned(), plan.stop_signal.unwrap_or_default().to_owned()),
        (listed.replace('%', "ExposedPorts"), ports.join(" ")),
        (listed.replace('%', "Volumes"), volumes.join(" ")),
        ("{{if .Config.Healthcheck}}yes{{end}}".to_owned(), yes(plan.health != Health::None)),
    ];
    if plan.labels {
        wanted.push(("{{if .Config.Labels}}yes{{end}}".to_owned(), yes(true)));
    }
    for (template, wanted) in wanted {
        let says = says(&template)?;
        if says != wanted {
            return Err(format!("{template} is {says:?} instead of {wanted:?}").into());
        }
    }
    Ok(())
}

fn yes(is_so: bool) -> String {
    if is_so { "yes".to_owned() } else { String::new() }
}

/// Runs the image's own health check against a container that serves, from a second one in the same network. `docker
/// exec` cannot: setns(2) leads to the root of the mount namespace, which is not the chroot that the engine lives in.
fn health(engine: &Engine, image: &str, case: &Case) -> Done {
    let words: Vec<String> =
        serde_json::from_str(&engine.inspect(image, "{{json .Config.Healthcheck.Test}}")?)?;
    let ["CMD", _, ..] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        return Err(format!("the health check is {words:?}").into());
    };
    let name = "final-stage-health";
    let mut run = engine.docker();
    run.args(["run", "--rm", "--detach", "--network", "none", "--name", name]);
    if case.plan.init == Init::Docker {
        run.arg("--init");
    }
    let started = run.args([image, "serve"]).output()?;
    if !started.status.success() {
        return Err(String::from_utf8_lossy(&started.stderr).trim().to_owned().into());
    }
    let mut said = String::new();
    let mut well = false;
    for _ in 0..ATTEMPTS {
        let mut ask = engine.docker();
        ask.args([
            "run",
            "--rm",
            "--network",
            &format!("container:{name}"),
            "--entrypoint",
            &words[1],
            image,
        ]);
        let output = ask.args(&words[2..]).output()?;
        well = output.status.success();
        if well {
            break;
        }
        // runc's own words come on standard output.
        said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).trim().to_owned();
        std::thread::sleep(Duration::from_millis(250));
    }
    let _ = engine.docker().args(["rm", "--force", name]).output();
    if well { Ok(()) } else { Err(format!("the health check {words:?} says {said:?}").into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_prints_is_read_whole_or_not_at_all() {
        let seen = read("noise\nC++ uid=65532 gid=65532 pid=7 first=tini\n", "C++").expect("it is whole");
        assert_eq!((seen.uid, seen.pid, seen.first.as_str()), (65_532, 7, "tini"));
        assert_eq!(read("C++ uid=65532 gid=65532 pid=7 first=tini\n", "C"), None);
        assert_eq!(read("C uid=65532 pid=7 first=tini\n", "C"), None);
    }
}
