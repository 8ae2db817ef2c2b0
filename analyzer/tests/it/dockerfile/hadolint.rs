//! hadolint, the linter that people hold their Dockerfiles against, has nothing to say of them but what is
//! answered here.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{Combination, all, on_record};

/// A rule that does not hold for some Dockerfiles, and why.
struct Answer {
    rule: &'static str,
    holds_not: fn(&Combination) -> bool,
    #[allow(dead_code, reason = "it is there to be read")]
    because: &'static str,
}

const ANSWERS: [Answer; 4] = [
    Answer {
        rule: "DL3008",
        holds_not: |_| true,
        because: "A stable release of Debian keeps one version of a package, so a pin breaks the build at the next security fix.",
    },
    Answer {
        rule: "DL3018",
        holds_not: |_| true,
        because: "An Alpine release keeps one version of a package, too.",
    },
    Answer {
        rule: "DL3007",
        holds_not: |one| one.plan.image.reference.starts_with("cgr.dev/"),
        because: "Of Chainguard's images only latest is free of charge; a digest pins it.",
    },
    Answer {
        rule: "DL3002",
        holds_not: |one| one.plan.uid == 0,
        because: "Root was chosen, and the line says what that means.",
    },
];

/// Every language on every image, and every option on one image of each kind.
fn some() -> Vec<&'static Combination> {
    const KINDS: [&str; 4] = ["scratch", "distroless-base-debian13", "alpine-3.24", "debian-trixie-slim"];
    let mut distinct: BTreeMap<String, &Combination> = BTreeMap::new();
    for one in all() {
        if one.name.ends_with('&') || KINDS.contains(&one.plan.image.slug) {
            distinct.entry(one.dockerfile.to_string()).or_insert(one);
        }
    }
    distinct.into_values().collect()
}

#[test]
fn hadolint_says_nothing_that_is_not_answered() {
    let combinations = some();
    let Some(used) = answered(&combinations) else { return };
    for answer in &ANSWERS {
        assert!(used.contains(&answer.rule), "{} is never said: its answer can go", answer.rule);
    }
    assert!(combinations.len() > 1000, "only {} were shown", combinations.len());
}

#[test]
fn hadolint_says_nothing_of_what_was_built_and_of_the_presets() {
    answered(&on_record().iter().collect::<Vec<_>>());
}

/// The rules that had to be answered; an error that has no answer ends the test. Nothing where there is no hadolint.
fn answered(combinations: &[&Combination]) -> Option<Vec<&'static str>> {
    // The gate says where it is (`xtask/src/setup/hadolint.rs`).
    let Some(program) = env::var_os("HADOLINT") else {
        println!("HADOLINT names no program: `cargo xtask test` fetches it and sets this");
        return None;
    };
    let mut used: Vec<&str> = Vec::new();
    for line in said(&program, combinations).lines() {
        // `/tmp/…/17:5 DL3008 warning: …`
        let (place, rest) = line.split_once(' ').unwrap_or((line, ""));
        let number = place.rsplit('/').next().and_then(|end| end.split(':').next()).unwrap_or_default();
        let one = number.parse::<usize>().ok().and_then(|number| combinations.get(number));
        let answer = ANSWERS.iter().find(|answer| rest.starts_with(answer.rule));
        match (one, answer) {
            (Some(one), Some(answer)) if (answer.holds_not)(one) => used.push(answer.rule),
            (one, _) => panic!(
                "{:?}: {line}\n{}",
                one.map(|one| &one.name),
                one.map_or(String::new(), |one| one.dockerfile.to_string())
            ),
        }
    }
    Some(used)
}

/// What it prints of all of them, each in a file that has its place for a name.
fn said(program: &OsStr, combinations: &[&Combination]) -> String {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("final-stage-hadolint-{}-{run}", std::process::id()));
    fs::create_dir_all(&folder).expect("a directory for the files");
    let files: Vec<PathBuf> = (0..combinations.len()).map(|place| folder.join(place.to_string())).collect();
    for (file, one) in files.iter().zip(combinations) {
        fs::write(file, one.dockerfile.to_string()).expect("a file");
    }
    let run = |files: &[PathBuf]| {
        let output = Command::new(program).arg("--no-color").args(files).output().expect("hadolint runs");
        // Files that cannot be read are another status than findings.
        assert!(matches!(output.status.code(), Some(0 | 1)), "hadolint ended with {}", output.status);
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).into_owned()
    };
    // It works on one processor; four of it take a quarter of the time where there are four.
    let share = files.len().div_ceil(4);
    let said: String = thread::scope(|scope| {
        let runs: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || run(files))).collect();
        runs.into_iter().map(|run| run.join().expect("it ends")).collect()
    });
    fs::remove_dir_all(&folder).expect("our own directory");
    said
}
