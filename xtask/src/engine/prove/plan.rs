//! Which program is started in which image: by what is predicted, so that each class has enough of both.

use std::collections::BTreeMap;
use std::path::Path;

use super::candidates::Candidate;
use super::predicted::{self, Image, Report};
use crate::Done;

/// How many programs it takes to prove a class.
pub(super) const FEWEST: usize = 10;

/// What a start can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Runs,
    MissingInterpreter,
    UnusableInterpreter,
    ScriptWithoutInterpreter,
    MissingLibrary,
    MissingVersion,
    MissingSymbol,
    WrongFormat,
    WrongArchitecture,
}

/// One start and what is predicted of it.
pub(super) struct Case<'c> {
    pub(super) class: Class,
    pub(super) candidate: &'c Candidate,
    /// Slug of the catalog.
    pub(super) image: String,
    /// The message word for word, when it is to fail.
    pub(super) error: Option<String>,
    /// What it may end with then; nothing where that is not known.
    pub(super) exit_status: Vec<i32>,
}

impl Class {
    pub(super) const ALL: [Class; 9] = [
        Class::Runs,
        Class::MissingInterpreter,
        Class::UnusableInterpreter,
        Class::ScriptWithoutInterpreter,
        Class::MissingLibrary,
        Class::MissingVersion,
        Class::MissingSymbol,
        Class::WrongFormat,
        Class::WrongArchitecture,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Class::Runs => "runs",
            Class::MissingInterpreter => "missing-interpreter",
            Class::UnusableInterpreter => "unusable-interpreter",
            Class::ScriptWithoutInterpreter => "script-without-interpreter",
            Class::MissingLibrary => "missing-library",
            Class::MissingVersion => "missing-version",
            Class::MissingSymbol => "missing-symbol",
            Class::WrongFormat => "wrong-format",
            Class::WrongArchitecture => "wrong-architecture",
        }
    }

    /// The kernel refuses it, so the words are those of whoever called execve(2).
    pub(super) fn is_the_kernels(self) -> bool {
        !matches!(self, Class::Runs | Class::MissingLibrary | Class::MissingVersion | Class::MissingSymbol)
    }

    /// By the first blocker; nothing where nothing is claimed.
    pub(super) fn of(report: &Report, image: &Image) -> Option<Class> {
        // An arm64 program may well start in the image, but in its arm64 variant, which no machine here runs.
        if report.elf.as_ref().is_some_and(|elf| elf.platform == "linux/arm64/v8") {
            return None;
        }
        // A function that is missing ends the program at its first call, and when that is, no table says.
        if image.caveats.iter().any(|caveat| caveat.code == "missing-symbol") {
            return None;
        }
        let blocker = image.blockers.first().map(|blocker| blocker.code.as_str()).unwrap_or_default();
        match (image.outcome.as_str(), blocker) {
            ("runs" | "starts", _) => Some(Class::Runs),
            ("fails", "missing-interpreter") if report.format == "script" => {
                Some(Class::ScriptWithoutInterpreter)
            }
            ("fails", "missing-interpreter") => Some(Class::MissingInterpreter),
            ("fails", "unusable-interpreter") => Some(Class::UnusableInterpreter),
            ("fails", "missing-library") => Some(Class::MissingLibrary),
            ("fails", "missing-version") => Some(Class::MissingVersion),
            ("fails", "missing-symbol") => Some(Class::MissingSymbol),
            ("fails", "wrong-format") => Some(Class::WrongFormat),
            ("fails", "wrong-architecture") => Some(Class::WrongArchitecture),
            _ => None,
        }
    }
}

/// Chooses cases among everything that can be had.
pub(super) struct Planner<'c> {
    pub(super) candidates: &'c [Candidate],
    pub(super) finalstage: &'c Path,
    /// Of each class.
    pub(super) most: usize,
}

impl<'c> Planner<'c> {
    /// Programs for each class, each in one of the named images, the images in turn.
    pub(super) fn choose(&self, runtime: &str, among: &[&str]) -> Done<Vec<Case<'c>>> {
        let mut by_class: BTreeMap<Class, Vec<Case<'c>>> = BTreeMap::new();
        let mut turn: BTreeMap<String, usize> = BTreeMap::new();
        for candidate in self.candidates {
            let Some(report) = predicted::check(self.finalstage, candidate.handed(), runtime)? else {
                continue;
            };
            let mut offered: BTreeMap<Class, Vec<&Image>> = BTreeMap::new();
            for image in report.images.iter().filter(|image| among.contains(&image.slug.as_str())) {
                if let Some(class) = Class::of(&report, image) {
                    offered.entry(class).or_default().push(image);
                }
            }
            for (class, images) in offered {
                let cases = by_class.entry(class).or_default();
                // The image that was least used so far.
                let least = images.iter().min_by_key(|image| turn.get(&image.slug).copied().unwrap_or(0));
                if let (Some(image), true) = (least, cases.len() < self.most) {
                    *turn.entry(image.slug.clone()).or_default() += 1;
                    cases.push(Case {
                        class,
                        candidate,
                        image: image.slug.clone(),
                        error: image.error.clone(),
                        exit_status: image.exit_status.clone(),
                    });
                }
            }
        }
        Ok(by_class.into_values().flatten().collect())
    }
}

/// An error when a class has fewer programs than it takes to prove it.
pub(super) fn demand(cases: &[Case<'_>]) -> Done {
    for class in Class::ALL {
        let count = cases.iter().filter(|case| case.class == class).count();
        if count < FEWEST {
            return Err(format!("{}: {count} programs, and it takes {FEWEST}", class.name()).into());
        }
    }
    Ok(())
}
