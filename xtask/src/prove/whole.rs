//! The whole proof: every program in every image. It writes down what happened, and what it proves.

use std::collections::BTreeSet;
use std::fs;
use std::time::Instant;

use rootfs::Arch;
use toml_edit::{DocumentMut, Item, value};
use xshell::{Shell, cmd};

use super::fetch::Fetcher;
use super::images;
use super::limits;
use super::manifest::{self, Program};
use super::musl;
use super::recorded::{self, Starts};
use super::run::{self, Ready, Tried, Truth};
use super::start;
use super::summary;
use crate::{Done, command_line};

const MOST_LIMITS_IN_A_THOUSAND: usize = 5;

/// Proves the named programs, or all.
pub(crate) fn run(names: &[String]) -> Done {
    if let Some(obstacle) = start::obstacle() {
        return Err(obstacle.into());
    }
    let began = Instant::now();
    let sh = Shell::new()?;
    let date = cmd!(sh, "date -u +%F").quiet().read()?;
    let known = manifest::programs()?;
    if let Some(unknown) = names.iter().find(|name| known.iter().all(|program| program.name != **name)) {
        return Err(format!("the corpus has no program {unknown}").into());
    }
    let chosen = known.iter().filter(|program| names.is_empty() || names.contains(&program.name));
    let (ready, missing) = fetch_all(chosen)?;
    let finalstage = command_line::build()?;
    let trees = images::assemble(Arch::Amd64)?;
    println!("prove: everything is here after {:.0} s", began.elapsed().as_secs_f64());
    let mut recorded = recorded::read()?;
    let tried = run::all(&ready, &Truth::Starting(&trees, &recorded), &finalstage)?;
    for tried in tried.iter().filter(|tried| tried.started) {
        let starts = Starts::new(date.clone(), tried.sha256.clone(), tried.starts.clone());
        recorded.program.insert(tried.program.name.clone(), starts);
    }
    let names_known: BTreeSet<&str> = known.iter().map(|program| program.name.as_str()).collect();
    recorded.program.retain(|name, _| names_known.contains(name.as_str()));
    recorded::write(&recorded)?;
    pin(&tried)?;
    let limits = limits::read()?;
    let tally = run::tally(&tried, &limits);
    tally.proven()?;
    let record = if names.is_empty() { musl::Record::New } else { musl::Record::Amended };
    musl::prove(&ready, &finalstage, record)?;
    if !missing.is_empty() {
        return Err(format!("these could not be had:\n{}", missing.join("\n")).into());
    }
    println!(
        "prove: {} pairs of {} programs in {:.0} s: {} agree, {} known limits, {} traps without a verdict",
        tally.pairs,
        tried.len(),
        began.elapsed().as_secs_f64(),
        tally.agree,
        tally.limits,
        tally.no_verdict
    );
    if !names.is_empty() {
        return Ok(());
    }
    if limits.pairs() * 1000 > tally.pairs * MOST_LIMITS_IN_A_THOUSAND {
        return Err(format!("{} known limits are too many for {} pairs", limits.pairs(), tally.pairs).into());
    }
    summary::write(&summary::of(&tried, &tally, date)?)
}

/// What can be had, and why the rest cannot: one package that is gone must not cost the record of all others.
fn fetch_all<'p>(programs: impl Iterator<Item = &'p Program>) -> Done<(Vec<Ready<'p>>, Vec<String>)> {
    let mut fetcher = Fetcher::new()?;
    let (mut ready, mut missing) = (Vec::new(), Vec::new());
    for program in programs {
        match fetcher.fetch(program) {
            Ok(fetched) => ready.push((program, fetched)),
            Err(reason) => missing.push(format!("{}: {reason}", program.name)),
        }
    }
    Ok((ready, missing))
}

/// Writes the versions and hashes of what was started into `programs.toml`.
fn pin(tried: &[Tried<'_>]) -> Done {
    let file = super::directory().join("programs.toml");
    let mut document: DocumentMut = fs::read_to_string(&file)?.parse()?;
    let entries = document.get_mut("program").and_then(Item::as_array_of_tables_mut);
    for entry in entries.ok_or("programs.toml has no programs")?.iter_mut() {
        let name = entry.get("name").and_then(Item::as_str).unwrap_or_default();
        let own = tried.iter().find(|tried| tried.program.name == name);
        if let Some(tried) = own.filter(|tried| tried.program.sha256.as_ref() != Some(&tried.sha256)) {
            entry.insert("version", value(&tried.version));
            entry.insert("sha256", value(&tried.sha256));
        }
    }
    Ok(fs::write(&file, document.to_string())?)
}
