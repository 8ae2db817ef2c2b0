//! Starts what was built, and holds it against what the plan asks for: what the program prints, as whom it runs, who is
//! process 1, and what the image says of itself.

use std::time::Duration;

use analyzer::dockerfile::{Health, Init, Recipe, Serving};

use super::case::Case;
use super::server::Server;
use crate::Done;
use crate::engine::{Engine, Start};

const LIMIT: Duration = Duration::from_secs(30);

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
    let seen = match &plan.recipe {
        Recipe::Python(python) if python.serving != Serving::Itself => served(engine, image, case)?,
        _ => greeted(engine, image, case)?,
    };
    let first = match plan.init {
        Init::None => seen.pid == 1,
        Init::Docker => seen.pid != 1 && seen.first == "docker-init",
        Init::Tini => seen.pid != 1 && seen.first == "tini",
    };
    if (seen.uid, seen.gid) != (plan.uid, plan.uid) || !first {
        return Err(format!("{seen:?}, and asked for were user {} and {:?}", plan.uid, plan.init).into());
    }
    if plan.init != Init::None && case.project == "go" {
        reaps(engine, image, plan.init)?;
    }
    if plan.health != Health::None {
        health(engine, image, case)?;
    }
    Ok(seen)
}

/// A program that says who it is and ends, once it has written where it may.
fn greeted(engine: &Engine, image: &str, case: &Case) -> Done<Seen> {
    let plan = &case.plan;
    let written = plan.directories.iter().chain(&plan.volumes).cloned();
    let mut arguments: Vec<String> = written.collect();
    if !arguments.is_empty() {
        arguments.insert(0, "write".to_owned());
    }
    let init = plan.init == Init::Docker;
    let start = Start { init, arguments: &arguments, limit: Some(LIMIT), ..Start::default() };
    let ran = engine.run(image, &start)?;
    let seen = read(&ran.stdout, case.says).filter(|_| ran.exit == 0);
    Ok(seen.ok_or_else(|| {
        format!("it ended with {} and said {:?} {:?}", ran.exit, ran.stdout.trim(), ran.stderr.trim())
    })?)
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

/// Runs the image's own health check against a container that serves.
fn health(engine: &Engine, image: &str, case: &Case) -> Done {
    let words: Vec<String> =
        serde_json::from_str(&engine.inspect(image, "{{json .Config.Healthcheck.Test}}")?)?;
    let all: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["CMD", program, arguments @ ..] = all.as_slice() else {
        return Err(format!("the health check is {words:?}").into());
    };
    let server = Server::start(engine, image, case.plan.init == Init::Docker, &["serve"])?;
    server.ask(program, arguments).map_err(|said| format!("the health check {words:?} says {said:?}").into())
}

/// A server of Python's as the image starts it: what its module says of itself, and whether it answers.
fn served(engine: &Engine, image: &str, case: &Case) -> Done<Seen> {
    let server = Server::start(engine, image, case.plan.init == Init::Docker, &[])?;
    let port = case.plan.ports.first().ok_or("no port is exposed")?;
    let ask = format!("import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}/')");
    server.ask("/venv/bin/python", &["-c", &ask]).map_err(|said| format!("it does not answer: {said}"))?;
    let log = server.log()?;
    Ok(read(&log, case.says).ok_or_else(|| format!("it answers, and said {:?}", log.trim()))?)
}

/// An orphan that has ended stays a zombie below a program that waits for no strangers; an init reaps it.
fn reaps(engine: &Engine, image: &str, init: Init) -> Done {
    let zombies = |entrypoint: Option<&str>, init: bool| -> Done<String> {
        let arguments = ["orphan".to_owned()];
        let start = Start { init, entrypoint, arguments: &arguments, limit: Some(LIMIT), ..Start::default() };
        Ok(engine.run(image, &start)?.stdout.trim().to_owned())
    };
    let (with, without) = (zombies(None, init == Init::Docker)?, zombies(Some("/app"), false)?);
    match (with.as_str(), without.as_str()) {
        ("zombies=0", "zombies=1") => Ok(()),
        _ => Err(format!("with {init:?} there is {with:?} of an orphan, and without {without:?}").into()),
    }
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
