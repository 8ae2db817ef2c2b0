//! The starts themselves, by each runtime whose words are predicted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::super::client::{self, Ran};
use super::super::{Build, Engine, Start as Options};
use super::candidates::Candidate;
use super::difference::compared;
use super::images::Images;
use super::plan::{Case, Class, Planner};
use super::recorded::Start;
use crate::Done;

/// A server that did not understand its option may run for good; by then it has started, which is the question.
const LIMIT: Duration = Duration::from_secs(20);
/// Where the shells are tried that a slim image has, and where the one of a debug tag.
const WITH_SHELLS: [&str; 2] = ["debian-bookworm-slim", "debian-trixie-slim"];
const WITHOUT_SHELL: [&str; 2] = ["distroless-static-debian13", "distroless-base-debian12"];

/// `docker run`, image by image; the first program of each class in each image is copied by `docker build`.
pub(super) fn through_docker(engine: &Engine, images: &mut Images, cases: &[Case<'_>]) -> Done<Vec<Start>> {
    let mut starts = Vec::new();
    let mut built: BTreeSet<Class> = BTreeSet::new();
    for (slug, cases) in by_image(cases) {
        let reference = images.import(engine, slug)?;
        for case in cases {
            let build = built.insert(case.class);
            let ran = if build {
                run_built(engine, &reference, case.candidate)?
            } else {
                let file = Some((case.candidate.handed(), "/app"));
                let arguments = case.candidate.arguments.as_slice();
                engine.run(
                    &reference,
                    &Options {
                        entrypoint: Some(case.candidate.program()),
                        file,
                        arguments,
                        limit: Some(LIMIT),
                        ..Options::default()
                    },
                )?
            };
            starts.push(Start { built: build, ..compared("docker", case, &ran, &ran.stderr) });
        }
        engine.remove(&[&reference])?;
    }
    Ok(starts)
}

/// What a Dockerfile does with a program.
fn run_built(engine: &Engine, base: &str, candidate: &Candidate) -> Done<Ran> {
    let context = super::super::cache().join("context");
    let _ = fs::remove_dir_all(&context);
    fs::create_dir_all(&context)?;
    client::copied(candidate.handed(), &context.join("app"))?;
    let (copy, program) = match &candidate.folder {
        None => ("app /app", candidate.program()),
        Some(_) => ("app/ /app/", candidate.program()),
    };
    let from = if base == super::images::SCRATCH { "scratch" } else { base };
    let dockerfile = format!(
        "# syntax=docker/dockerfile:1\nFROM {from}\nCOPY --chmod=755 {copy}\nENTRYPOINT [\"{program}\"]\n"
    );
    let image = "final-stage/built";
    engine.build(image, &dockerfile, &context, &Build::default())?;
    let user = |image: &str| engine.inspect(image, "{{.Config.User}}");
    if user(image)? != user(base)? {
        return Err(format!("{image} does not run as the user of {base}").into());
    }
    let arguments = candidate.arguments.as_slice();
    let ran = engine.run(image, &Options { arguments, limit: Some(LIMIT), ..Options::default() })?;
    engine.remove(&[image])?;
    Ok(ran)
}

/// `podman run` in images that have no shell.
pub(super) fn through_podman(
    engine: &Engine,
    images: &mut Images,
    planner: &Planner<'_>,
) -> Done<Vec<Start>> {
    let mut starts = Vec::new();
    let cases = planner.choose("podman", &WITHOUT_SHELL)?;
    for (slug, cases) in by_image(&cases) {
        fed_to_podman(engine, &images.tree(slug)?)?;
        for case in cases {
            let ran = run_podman(engine, case.candidate)?;
            starts.push(compared("podman", case, &ran, &crun_said(&ran.stderr)));
        }
    }
    Ok(starts)
}

/// The shells by which people start programs in images: an image's own, and the one of a debug tag, which is busybox
/// in a directory that PATH names.
pub(super) fn through_shells(
    engine: &Engine,
    images: &mut Images,
    planner: &Planner<'_>,
) -> Done<Vec<Start>> {
    let mut starts = Vec::new();
    let busybox = engine.root().join("usr/bin/busybox");
    let debug = planner.choose("shell", &WITHOUT_SHELL)?;
    let shell = planner.choose("shell", &WITH_SHELLS)?;
    let bash = planner.choose("bash", &WITH_SHELLS)?;
    for slug in WITHOUT_SHELL.iter().chain(&WITH_SHELLS) {
        let reference = images.import(engine, slug)?;
        for (runtime, program, options, cases) in [
            ("shell", "sh", ["-c"].as_slice(), &debug),
            ("shell", "/bin/sh", &["-c"], &shell),
            ("bash", "bash", &["--norc", "-ic"], &bash),
        ] {
            let certain = |case: &&Case<'_>| case.class.is_the_kernels() && case.error.is_some();
            for case in cases.iter().filter(|case| case.image == *slug).filter(certain) {
                let mut command = with_files(engine, &[("/app", case.candidate.handed())])?;
                if program == "sh" {
                    let busybox = engine.shelve(&busybox)?;
                    command.args([
                        "--env",
                        "PATH=/busybox",
                        "--volume",
                        &format!("{busybox}:/busybox/sh:ro"),
                    ]);
                }
                command
                    .args(["--entrypoint", program, &reference])
                    .args(options)
                    .arg(case.candidate.program());
                starts.push(shown(runtime, case, &mut command)?);
            }
        }
        engine.remove(&[&reference])?;
    }
    Ok(starts)
}

/// `docker run` with files at paths of their own.
fn with_files(engine: &Engine, files: &[(&str, &Path)]) -> Done<Command> {
    let mut command = engine.docker();
    command.args(["run", "--rm", "--network", "none"]);
    for (path, file) in files {
        command.arg("--volume").arg(format!("{}:{path}:ro", engine.shelve(file)?));
    }
    Ok(command)
}

fn shown(runtime: &str, case: &Case<'_>, command: &mut Command) -> Done<Start> {
    let ran = Ran::of(&command.output()?, false);
    // An interactive bash without a terminal complains of that first.
    let own = |line: &&str| {
        !line.starts_with("bash: cannot set terminal process group")
            && !line.starts_with("bash: no job control")
    };
    let said: Vec<&str> = ran.stderr.lines().filter(own).collect();
    Ok(compared(runtime, case, &ran, &said.join("\n")))
}

fn fed_to_podman(engine: &Engine, tree: &Path) -> Done {
    client::fed(
        Command::new("tar").arg("-C").arg(tree).args(["-c", "."]),
        engine.podman().args(["import", "--quiet", "-", "final-stage/podman"]),
    )?;
    Ok(())
}

fn run_podman(engine: &Engine, candidate: &Candidate) -> Done<Ran> {
    let mut command = engine.podman();
    command.args(["run", "--rm", "--network", "none", "--cgroups", "disabled", "--timeout", "20"]);
    command.arg("--volume").arg(format!("{}:/app:ro", engine.shelve(candidate.handed())?));
    command.args(["--user", "65532", "--entrypoint", candidate.program(), "final-stage/podman"]);
    let output = command.args(&candidate.arguments).output()?;
    Ok(Ran::of(&output, false))
}

/// crun under Podman logs JSON with a time; the message is in `msg`.
fn crun_said(stderr: &str) -> String {
    let message = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(value.get("msg")?.as_str()?.to_owned())
    };
    let lines: Vec<String> =
        stderr.lines().map(|line| message(line).unwrap_or_else(|| line.to_owned())).collect();
    lines.join("\n")
}

fn by_image<'a, 'c>(cases: &'a [Case<'c>]) -> BTreeMap<&'a str, Vec<&'a Case<'c>>> {
    let mut groups: BTreeMap<&str, Vec<&Case<'c>>> = BTreeMap::new();
    for case in cases {
        groups.entry(&case.image).or_default().push(case);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cruns_message_is_taken_out_of_its_log() {
        let log =
            r#"{"msg":"exec container process `/app`: Exec format error","level":"error","time":"now"}"#;
        assert_eq!(crun_said(log), "exec container process `/app`: Exec format error");
        assert_eq!(crun_said("Error: crun: x"), "Error: crun: x");
    }
}
