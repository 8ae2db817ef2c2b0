//! `cargo xtask engine prove`: for each class of outcome, programs that are really started by `docker run`, and
//! Docker's own words and exit codes against what `finalstage check` says. What happened is written to
//! `corpus/engine.toml`.

mod candidates;
mod compare;
mod difference;
pub(crate) mod images;
mod made;
mod plan;
mod predicted;
mod recorded;
mod starts;

use std::path::PathBuf;

use xshell::{Shell, cmd};

use super::{Engine, obstacle};
use crate::{Done, command_line, project};
pub(super) use compare::run as compare;
use plan::{Class, Planner};
use recorded::Recorded;

/// Programs for each class; more cost time and prove little.
const MOST: usize = 12;

/// Starts everything and compares it, or the named programs, whose starts then replace those on record. A machine that
/// has no right to is an error: nothing was proven.
pub(crate) fn run(names: &[String]) -> Done {
    if let Some(obstacle) = obstacle()? {
        return Err(format!("SKIPPED, nothing was proven: {obstacle}").into());
    }
    let finalstage = command_line::build()?;
    let candidates = candidates::named(names)?;
    if let Some(unknown) =
        names.iter().find(|name| candidates.iter().all(|candidate| candidate.name != **name))
    {
        return Err(format!("{unknown} is no program of the corpus, or cannot be had").into());
    }
    let planner = Planner { candidates: &candidates, finalstage: &finalstage, most: MOST };
    let measured = images::measured()?;
    let measured: Vec<&str> = measured.iter().map(String::as_str).collect();
    let cases = planner.choose("docker", &measured)?;
    if names.is_empty() {
        plan::demand(&cases)?;
    }
    let engine = Engine::start()?;
    engine.clean()?;
    let mut images = images::Images::new()?;
    let mut starts = starts::through_docker(&engine, &mut images, &cases)?;
    starts.extend(starts::through_podman(&engine, &mut images, &planner)?);
    starts.extend(starts::through_shells(&engine, &mut images, &planner)?);
    if !names.is_empty() {
        let others = recorded::read()?.start.into_iter();
        starts.extend(others.filter(|start| !names.contains(&start.program)));
    }
    let sh = Shell::new()?;
    let recorded = Recorded {
        date: cmd!(sh, "date -u +%F").quiet().read()?,
        docker: engine.version("docker.io")?,
        containerd: engine.version("containerd")?,
        runc: engine.version("runc")?,
        podman: engine.version("podman")?,
        crun: engine.version("crun")?,
        start: starts,
    };
    engine.clean()?;
    drop(engine);
    recorded::write(&recorded)?;
    report(&recorded)
}

/// Prints how many of each class agree; an error names those that differ.
fn report(recorded: &Recorded) -> Done {
    for class in Class::ALL {
        let of_class = || recorded.start.iter().filter(|start| start.class == class.name());
        let programs: std::collections::BTreeSet<&str> =
            of_class().map(|start| start.program.as_str()).collect();
        let agree = of_class().filter(|start| start.difference.is_none()).count();
        println!(
            "engine: {:<26} {agree} of {} starts as predicted, {} programs",
            class.name(),
            of_class().count(),
            programs.len()
        );
    }
    let differences: Vec<String> = recorded
        .start
        .iter()
        .filter_map(|start| {
            let difference = start.difference.as_ref()?;
            Some(format!("{} in {} by {}: {difference}", start.program, start.image, start.runtime))
        })
        .collect();
    if differences.is_empty() {
        println!("engine: {} starts, all as predicted", recorded.start.len());
        return Ok(());
    }
    Err(format!(
        "{} of {} starts differ:\n{}",
        differences.len(),
        recorded.start.len(),
        differences.join("\n")
    )
    .into())
}

fn record_file() -> PathBuf {
    project::root().join("corpus/engine.toml")
}
