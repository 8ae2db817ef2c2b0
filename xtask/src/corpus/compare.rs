//! `cargo xtask corpus`: the analyzer's verdicts against the record, image by image.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::fetch::Fetcher;
use super::manifest;
use super::recorded::{self, Outcome, Starts};
use crate::{Done, command_line};

/// Debian's mirror keeps only the newest version of a package, so a recorded one may be gone. The check must
/// not wither away unseen while that happens.
const FEWEST_PROGRAMS: usize = 40;

/// What `finalstage check --format json` says, as far as it is compared.
#[derive(Deserialize)]
struct Report {
    images: Vec<ImageReport>,
}

#[derive(Deserialize)]
struct ImageReport {
    slug: String,
    outcome: String,
    error: Option<String>,
    blockers: Vec<Blocker>,
}

#[derive(Deserialize)]
struct Blocker {
    code: String,
    subject: String,
}

/// Compares every program that can be had in its recorded version; any difference is an error.
pub(crate) fn run() -> Done {
    let finalstage = command_line::build()?;
    let recorded = recorded::read()?;
    let mut fetcher = Fetcher::new()?;
    let (mut programs, mut samples, mut verdicts) = (0, 0, 0);
    let mut differences = Vec::new();
    for program in manifest::programs()? {
        let starts = recorded
            .program
            .get(&program.name)
            .ok_or_else(|| format!("{} was never recorded", program.name))?;
        let fetched = match fetcher.fetch(&program) {
            Ok(fetched) if fetched.sha256 == starts.sha256 => fetched,
            Ok(fetched) => {
                println!(
                    "corpus: {}: not compared: version {} is not the recorded one",
                    program.name, fetched.version
                );
                continue;
            }
            Err(reason) => {
                println!("corpus: {}: not compared: {reason}", program.name);
                continue;
            }
        };
        let report = check(&finalstage, &fetched.file)?;
        let (compared, different) = compare(starts, &report);
        *if program.is_sample() { &mut samples } else { &mut programs } += 1;
        verdicts += compared;
        differences
            .extend(different.into_iter().map(|difference| format!("{} on {difference}", program.name)));
    }
    if !differences.is_empty() {
        return Err(format!(
            "{} of {verdicts} verdicts differ:\n{}",
            differences.len(),
            differences.join("\n")
        )
        .into());
    }
    if programs < FEWEST_PROGRAMS {
        return Err(format!("only {programs} programs could be compared; record the others anew").into());
    }
    println!("corpus: {programs} programs and {samples} samples, {verdicts} verdicts, all as it happened");
    Ok(())
}

fn check(finalstage: &Path, file: &Path) -> Done<Report> {
    let output = Command::new(finalstage).args(["check", "--format", "json"]).arg(file).output()?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("finalstage check {}: {error}; it said: {said}", file.display()).into()
    })
}

/// How many verdicts were compared, and what differs, each as `IMAGE: …`.
fn compare(starts: &Starts, report: &Report) -> (usize, Vec<String>) {
    let by_slug: BTreeMap<&str, &ImageReport> =
        report.images.iter().map(|image| (image.slug.as_str(), image)).collect();
    let mut differences = Vec::new();
    let mut compared = 0;
    for (slug, happened) in starts.by_image() {
        compared += 1;
        let difference = match by_slug.get(slug) {
            Some(image) => difference(happened, image),
            None => Some("it is missing from the report".to_owned()),
        };
        differences.extend(difference.map(|difference| format!("{slug}: {difference}")));
    }
    (compared, differences)
}

/// Nothing when the verdict is what happened.
fn difference(happened: &Outcome, image: &ImageReport) -> Option<String> {
    let promised = image.outcome.as_str();
    let message = image.error.as_deref().unwrap_or_default();
    let subjects = |code: &str| -> BTreeSet<&str> {
        let with_code = image.blockers.iter().filter(|blocker| blocker.code == code);
        with_code.map(|blocker| blocker.subject.as_str()).collect()
    };
    match happened {
        Outcome::Starts if matches!(promised, "runs" | "starts") => None,
        Outcome::Starts => Some(format!("it starts; the verdict is {promised}: {message}")),
        Outcome::Kernel { .. } | Outcome::Loader { .. } if promised != "fails" => {
            Some(format!("{happened:?}; the verdict is {promised}"))
        }
        Outcome::Kernel { errno } => {
            let words = words(errno);
            (!message.ends_with(words)).then(|| format!("the kernel says {words}; the verdict is {message}"))
        }
        Outcome::Loader { says, .. } if says != message => {
            Some(format!("the loader says\n    {says}\n  and the verdict\n    {message}"))
        }
        Outcome::Loader { libraries, versions, .. } => {
            let versions: Vec<&str> = versions
                .iter()
                .filter_map(|version| version.split_once(' '))
                .map(|(_, version)| version)
                .collect();
            let libraries: Vec<&str> = libraries.iter().map(String::as_str).collect();
            unlike("missing libraries", &libraries, &subjects("missing-library"))
                .or_else(|| unlike("missing versions", &versions, &subjects("missing-version")))
        }
    }
}

/// runc's words for the kernel's errno, as Go's syscall package has them.
fn words(errno: &str) -> &str {
    match errno {
        "ENOENT" => "no such file or directory",
        "ENOEXEC" => "exec format error",
        "EACCES" => "permission denied",
        other => other,
    }
}

fn unlike(what: &str, happened: &[&str], promised: &BTreeSet<&str>) -> Option<String> {
    let happened: BTreeSet<&str> = happened.iter().copied().collect();
    (happened != *promised).then(|| format!("{what} are {happened:?}; the verdict has {promised:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(outcome: &str, error: Option<&str>, blockers: &[(&str, &str)]) -> ImageReport {
        let blocker =
            |(code, subject): &(&str, &str)| Blocker { code: (*code).into(), subject: (*subject).into() };
        ImageReport {
            slug: "scratch".into(),
            outcome: outcome.into(),
            error: error.map(str::to_owned),
            blockers: blockers.iter().map(blocker).collect(),
        }
    }

    #[test]
    fn a_verdict_that_promises_too_much_or_too_little_is_a_difference() {
        let refused = Outcome::Kernel { errno: "ENOENT".into() };
        assert!(difference(&refused, &verdict("runs", None, &[])).is_some());
        assert!(difference(&Outcome::Starts, &verdict("fails", Some("x"), &[])).is_some());
        assert!(difference(&Outcome::Starts, &verdict("unknown", None, &[])).is_some());
        assert!(difference(&Outcome::Starts, &verdict("starts", None, &[])).is_none());
    }

    #[test]
    fn the_right_outcome_with_the_wrong_words_is_a_difference() {
        let refused = Outcome::Kernel { errno: "ENOENT".into() };
        assert!(
            difference(&refused, &verdict("fails", Some("exec /app: no such file or directory"), &[]))
                .is_none()
        );
        assert!(difference(&refused, &verdict("fails", Some("exec /app: exec format error"), &[])).is_some());
    }

    #[test]
    fn one_missing_library_of_two_is_a_difference() {
        let says = "/app: error while loading shared libraries: liba.so: cannot open";
        let happened = Outcome::Loader {
            says: says.into(),
            libraries: vec!["liba.so".into(), "libb.so".into()],
            versions: Vec::new(),
        };
        let one = verdict("fails", Some(says), &[("missing-library", "liba.so")]);
        let both =
            verdict("fails", Some(says), &[("missing-library", "libb.so"), ("missing-library", "liba.so")]);
        assert!(difference(&happened, &one).is_some());
        assert!(difference(&happened, &both).is_none());
    }
}
