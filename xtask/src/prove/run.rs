//! Starts many programs, several at once, and compares each with the verdicts on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::compare::{self, Pair};
use super::fetch::Fetched;
use super::images::Trees;
use super::language;
use super::limits::Limits;
use super::manifest::Program;
use super::observe;
use super::recorded::{Outcome, Recorded};
use super::rounds;
use crate::Done;

/// A program of this machine's corpus, ready to be started.
pub(crate) type Ready<'p> = (&'p Program, Fetched);

/// One program, what happened in each image, and how the verdicts compare.
pub(crate) struct Tried<'p> {
    pub(crate) program: &'p Program,
    pub(crate) sha256: String,
    pub(crate) version: String,
    pub(crate) starts: BTreeMap<String, Outcome>,
    /// `false` when it stands in the record and could not be started here.
    pub(crate) started: bool,
    pub(crate) pairs: BTreeMap<String, Pair>,
    /// The language that the tool names.
    pub(crate) language: Option<String>,
    /// What is wrong with how it is read.
    pub(crate) reading: Option<String>,
}

/// Where outcomes come from.
pub(crate) enum Truth<'t> {
    /// From a start in these trees; a program for other machines is looked up in the record.
    Starting(&'t Trees, &'t Recorded),
    /// From the record alone.
    Recorded(&'t Recorded),
}

/// Tries all programs, as many at once as there are cores, and returns them in their order.
pub(crate) fn all<'p>(programs: &[Ready<'p>], truth: &Truth<'_>, finalstage: &Path) -> Done<Vec<Tried<'p>>> {
    let total = programs.len();
    let next = AtomicUsize::new(0);
    let tried: Mutex<Vec<Result<Tried<'p>, String>>> = Mutex::new(Vec::new());
    let work = || {
        while let Some((program, fetched)) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let one = one(program, fetched, truth, finalstage)
                .map_err(|reason| format!("{}: {reason}", program.name));
            if let Ok(mut tried) = tried.lock() {
                tried.push(one.inspect(|one| println!("prove: {}", line(one))));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(work);
        }
    });
    let tried = tried.into_inner().map_err(|_| "a thread of the proof died")?;
    let mut tried = tried.into_iter().collect::<Result<Vec<_>, String>>()?;
    if tried.len() != total {
        return Err(format!("{} of {total} programs were tried", tried.len()).into());
    }
    tried.sort_by(|one, other| one.program.name.cmp(&other.program.name));
    Ok(tried)
}

fn one<'p>(program: &'p Program, fetched: &Fetched, truth: &Truth<'_>, finalstage: &Path) -> Done<Tried<'p>> {
    let recorded = |recorded: &Recorded| {
        let starts = recorded.program.get(&program.name).filter(|starts| starts.sha256 == fetched.sha256);
        starts.map(super::recorded::Starts::outcomes).ok_or("it was never recorded in this version")
    };
    let (starts, started) = match truth {
        Truth::Recorded(record) => (recorded(record)?, false),
        Truth::Starting(_, record) if !program.is_native() => (recorded(record)?, false),
        Truth::Starting(trees, _) => (observe::outcomes(program, &fetched.file, trees)?, true),
    };
    let handed = program.folder.as_deref().unwrap_or(&fetched.file);
    let report = compare::check(finalstage, handed)?;
    let pairs = compare::pairs(&starts, &report);
    let language = report.toolchain.map(|toolchain| toolchain.language);
    let (sha256, version) = (fetched.sha256.clone(), fetched.version.clone());
    let reading = rounds::too_many(&program.name, &fetched.file)?;
    Ok(Tried { program, sha256, version, starts, started, pairs, language, reading })
}

fn line(tried: &Tried<'_>) -> String {
    let starting = tried.starts.values().filter(|outcome| outcome.starts()).count();
    let how = if tried.started { "starts" } else { "is recorded to start" };
    let agree = tried.pairs.values().filter(|pair| **pair == Pair::Agrees).count();
    let (name, images) = (&tried.program.name, tried.starts.len());
    format!("{name} {how} in {starting} of {images} images, {agree} verdicts agree")
}

/// The pairs of all programs, counted and sorted.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) pairs: usize,
    pub(crate) agree: usize,
    pub(crate) limits: usize,
    /// Only traps may be without one.
    pub(crate) no_verdict: usize,
    pub(crate) failures: Vec<String>,
}

pub(crate) fn tally(all: &[Tried<'_>], limits: &Limits) -> Tally {
    let mut tally = Tally::default();
    let mut met = BTreeSet::new();
    for tried in all {
        tally.failures.extend(language::mistake(tried.program, tried.language.as_deref()));
        tally.failures.extend(tried.reading.clone());
        for (image, pair) in &tried.pairs {
            let name = &tried.program.name;
            tally.pairs += 1;
            match pair {
                Pair::Agrees => tally.agree += 1,
                Pair::NoVerdict(_) if tried.program.trap => tally.no_verdict += 1,
                Pair::NoVerdict(_) | Pair::Differs(_) if limits.has(name, image) => {
                    met.insert((name.clone(), image.clone()));
                    tally.limits += 1;
                }
                Pair::NoVerdict(why) => tally.failures.push(format!("{name} on {image}: no verdict: {why}")),
                Pair::Differs(how) => tally.failures.push(format!("{name} on {image}: {how}")),
            }
        }
    }
    // A short proof does not see every image, so only pairs it tried can have outlived their limit.
    let tried: BTreeSet<(&str, &str)> = all
        .iter()
        .flat_map(|tried| tried.pairs.keys().map(|image| (tried.program.name.as_str(), image.as_str())))
        .collect();
    for (program, image) in limits.outlived(&met) {
        if tried.contains(&(program, image)) {
            tally.failures.push(format!("{program} on {image}: known-limits.toml lists it, and it agrees"));
        }
    }
    tally
}

impl Tally {
    pub(crate) fn proven(&self) -> Done {
        if self.failures.is_empty() {
            return Ok(());
        }
        Err(format!("{} of {} pairs differ:\n{}", self.failures.len(), self.pairs, self.failures.join("\n"))
            .into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_with_one_failure_proves_nothing() {
        let failed =
            Tally { pairs: 2, agree: 1, failures: vec!["a on b: it starts".into()], ..Tally::default() };
        assert!(failed.proven().is_err());
        assert!(Tally { pairs: 2, agree: 2, ..Tally::default() }.proven().is_ok());
    }
}
