//! `cargo xtask prove dockerfiles`: what the generator writes is built with a real Docker and BuildKit, and what was
//! built is started. The record is `corpus/dockerfiles.toml`. [`lesson`] does the same for what stands in the lessons.

mod case;
mod context;
mod fetched;
pub(super) mod lesson;
mod preset;
mod recorded;
mod server;
mod shelf;
mod stand_in;
mod start;
mod tini;
mod variant;

use std::path::PathBuf;

use xshell::{Shell, cmd};

use crate::engine::{Build, Engine, obstacle};
use crate::{Done, project};
use case::Case;
use recorded::{Made, NotProven, Proven, Recorded, STARTS};
use shelf::Shelf;
use tini::Tini;

/// How much of an error is kept.
const LINES: usize = 25;
const IMAGE: &str = "final-stage/proven";

/// What is not on record as it is now.
const MISSING: &str = "--missing";

/// Builds everything, or the cases whose names begin with one of these, or those that are missing; they then replace
/// what is on record.
pub(super) fn run(names: &[String]) -> Done {
    if let Some(obstacle) = obstacle()? {
        return Err(format!("SKIPPED, nothing was proven: {obstacle}").into());
    }
    let cases = case::all()?;
    let mut record = recorded::read().unwrap_or_default();
    let is_on_record = |case: &Case| {
        let starts = |proven: &Proven| proven.outcome == STARTS && proven.sha256 == case::sha256(&case.text);
        record.case.iter().any(|proven| proven.name == case.name && starts(proven))
    };
    let is_named = |case: &Case| match names {
        [] => true,
        [option] if option == MISSING => !is_on_record(case),
        names => names.iter().any(|name| case.name.starts_with(name)),
    };
    let mut queue: Vec<&Case> =
        cases.iter().filter(|case| is_named(case) && not_proven(case).is_none()).collect();
    // An interrupted run has then proven one release whole.
    queue.sort_by_key(|case| case.plan.image.release == "bookworm");
    let is_kept = |proven: &Proven| {
        let case = cases.iter().find(|case| case.name == proven.name);
        case.is_some_and(|case| !is_named(case) && not_proven(case).is_none())
    };
    let kept = record.case.iter().filter(|proven| is_kept(proven)).cloned().collect();
    record.case = kept;
    let added = queue.iter().find_map(|case| (!case.added().is_empty()).then(|| case.added()));
    let tini = added.as_deref().map(Tini::serve).transpose()?;
    let engine = Engine::start()?;
    // What stands in for images stays for the next run of named cases, and a whole run makes it anew.
    if names.is_empty() {
        engine.clean()?;
    }
    let mut shelf = Shelf::new(&engine)?;
    let sh = Shell::new()?;
    record.date = cmd!(sh, "date -u +%F").quiet().read()?;
    record.docker = engine.version("docker.io")?;
    record.buildx = engine.version("docker-buildx")?;
    record.runc = engine.version("runc")?;
    let mut is_refused = false;
    for case in queue {
        if let (Some(tini), added @ [_, ..]) = (&tini, case.added().as_slice())
            && !is_refused
        {
            record.refused = Some(tini.refusal(&engine, &mut shelf, &case.text, added)?);
            is_refused = true;
        }
        let proven = proven(&engine, &mut shelf, tini.as_ref(), case);
        println!("dockerfiles: {:<64} {}", case.name, proven.outcome);
        record.case.push(proven);
        // An hour's work is not lost with an interrupted run.
        complete(&mut record, &cases);
        recorded::write(&record)?;
    }
    complete(&mut record, &cases);
    recorded::write(&record)?;
    if names.is_empty() {
        engine.clean()?;
    }
    drop(engine);
    report(&record)
}

/// In the order of the tables, and with a reason for each case that was not built.
fn complete(record: &mut Recorded, cases: &[Case]) {
    let order = |name: &str| cases.iter().position(|case| case.name == name);
    record.case.sort_by_key(|proven| order(&proven.name));
    record.stand_in = stand_ins(&record.case);
    let unbuilt = cases.iter().filter(|case| record.case.iter().all(|proven| proven.name != case.name));
    let reason = || "The last run did not come to it: `cargo xtask prove dockerfiles --missing`.".to_owned();
    let named = |case: &Case| NotProven { name: case.name.clone(), reason: reason() };
    record.not_proven = unbuilt.map(|case| not_proven(case).unwrap_or_else(|| named(case))).collect();
}

/// Why a case cannot be built here, where it cannot.
fn not_proven(case: &Case) -> Option<NotProven> {
    case.images().iter().find_map(|image| {
        let why = match shelf::has(image) {
            true => stand_in::unfit(&case.plan, image)?,
            false => stand_in::absent(image),
        };
        Some(NotProven { name: case.name.clone(), reason: format!("{image}: {why}.") })
    })
}

fn proven(engine: &Engine, shelf: &mut Shelf<'_>, tini: Option<&Tini>, case: &Case) -> Proven {
    let is_stand_in = |image: &String| stand_in::named(image).is_some();
    let mut proven = Proven {
        name: case.name.clone(),
        choices: case.query.clone(),
        sha256: case::sha256(&case.text),
        outcome: STARTS.to_owned(),
        uid: 0,
        pid: 0,
        process_1: String::new(),
        bytes: 0,
        stand_ins: case.taken().into_iter().map(|(_, image)| image).filter(is_stand_in).collect(),
        tini_replaced: !case.added().is_empty(),
    };
    if let Err(error) = build_and_start(engine, shelf, tini, case, &mut proven) {
        proven.outcome = last_lines(&error.to_string());
    }
    let _ = engine.remove(&[IMAGE]);
    proven
}

fn build_and_start(
    engine: &Engine,
    shelf: &mut Shelf<'_>,
    tini: Option<&Tini>,
    case: &Case,
    proven: &mut Proven,
) -> Done {
    let taken = case.taken();
    for (_, image) in &taken {
        shelf.put(image)?;
    }
    let context = context::lay_out(engine, shelf, case.project, &case.ignore)?;
    let replaced: Vec<(String, String)> = taken.into_iter().filter(|(image, from)| image != from).collect();
    let how = Build { network: case.needs_network(), replaced: &replaced, ..Build::default() };
    match tini {
        Some(tini) => engine.build(IMAGE, &tini.adapted(&case.text, &case.added())?, &context, &how)?,
        None => engine.build(IMAGE, &case.text, &context, &how)?,
    };
    proven.bytes = engine.inspect(IMAGE, "{{.Size}}")?.parse()?;
    let seen = start::check(engine, IMAGE, case)?;
    (proven.uid, proven.pid, proven.process_1) = (seen.uid, seen.pid, seen.first);
    Ok(())
}

/// BuildKit tells its whole log before it says what went wrong.
fn last_lines(error: &str) -> String {
    let lines: Vec<&str> = error.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

/// Those that were needed, in their order.
fn stand_ins(cases: &[Proven]) -> Vec<Made> {
    let is_needed =
        |reference: &str| cases.iter().any(|case| case.stand_ins.iter().any(|name| name == reference));
    let needed = stand_in::STAND_INS.iter().filter(|stand_in| is_needed(stand_in.reference));
    let made = |stand_in: &stand_in::StandIn| Made {
        reference: stand_in.reference.to_owned(),
        dockerfile: stand_in.dockerfile.to_owned(),
    };
    needed.map(made).collect()
}

fn report(record: &Recorded) -> Done {
    let failed: Vec<String> = record
        .case
        .iter()
        .filter(|case| case.outcome != STARTS)
        .map(|case| format!("{}: {}", case.name, case.outcome))
        .collect();
    println!(
        "dockerfiles: {} of {} built and started, {} not proven",
        record.case.len() - failed.len(),
        record.case.len(),
        record.not_proven.len()
    );
    match failed.is_empty() {
        true => Ok(()),
        false => {
            Err(format!("{} Dockerfiles do not do what they say:\n{}", failed.len(), failed.join("\n"))
                .into())
        }
    }
}

fn cache() -> PathBuf {
    project::cache().join("dockerfiles")
}
