//! What happened against what `finalstage check` says: starts or not, the first message word for word, and every
//! missing library and version.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use super::recorded::Outcome;
use crate::Done;

/// `finalstage`'s exit code for a file that it cannot analyse.
const NOT_ANALYSED: i32 = 2;

/// What `finalstage check --format json` says, as far as it is compared.
#[derive(Deserialize)]
pub(crate) struct Report {
    images: Vec<ImageReport>,
    /// Absent for scripts and the like.
    pub(crate) toolchain: Option<Toolchain>,
    /// Why there is no report, when the tool takes the file for none it can analyse.
    #[serde(skip)]
    refused: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Toolchain {
    pub(crate) language: String,
}

#[derive(Deserialize)]
struct ImageReport {
    slug: String,
    outcome: String,
    error: Option<String>,
    unsure: Option<String>,
    blockers: Vec<Blocker>,
    #[serde(default)]
    caveats: Vec<Caveat>,
    #[serde(default)]
    libraries: Vec<Library>,
}

#[derive(Deserialize)]
struct Library {
    path: Option<String>,
}

#[derive(Deserialize)]
struct Caveat {
    code: String,
    sentence: String,
}

#[derive(Deserialize)]
struct Blocker {
    code: String,
    subject: String,
}

/// How the verdict on one program in one image compares with what happened there.
#[derive(Debug, PartialEq)]
pub(crate) enum Pair {
    Agrees,
    /// The tool gives no verdict, and says why.
    NoVerdict(String),
    Differs(String),
}

impl Report {
    /// Whether a program starts in an image, or the loader's words; nothing where it finds libraries of the image's,
    /// besides the loader.
    pub(crate) fn of_the_loader_alone(&self, slug: &str) -> Option<Result<(), &str>> {
        let image = self.images.iter().find(|image| image.slug == slug)?;
        let paths = image.libraries.iter().filter_map(|library| library.path.as_deref());
        if paths.into_iter().any(|path| !path.starts_with("/app/") && !path.contains("ld-musl-")) {
            return None;
        }
        match image.outcome.as_str() {
            "runs" | "starts" => Some(Ok(())),
            _ => Some(Err(image.error.as_deref().unwrap_or_default())),
        }
    }
}

/// The report on a file, or on the program in a folder.
pub(crate) fn check(finalstage: &Path, file: &Path) -> Done<Report> {
    let output = Command::new(finalstage).args(["check", "--format", "json"]).arg(file).output()?;
    if output.status.code() == Some(NOT_ANALYSED) {
        let refused = Some(String::from_utf8_lossy(&output.stderr).trim().to_owned());
        return Ok(Report { images: Vec::new(), toolchain: None, refused });
    }
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        format!("finalstage check {}: {error}; it said: {said}", file.display()).into()
    })
}

/// Every image that the program was started in.
pub(crate) fn pairs(starts: &BTreeMap<String, Outcome>, report: &Report) -> BTreeMap<String, Pair> {
    let by_slug: BTreeMap<&str, &ImageReport> =
        report.images.iter().map(|image| (image.slug.as_str(), image)).collect();
    let pair = |(slug, happened): (&String, &Outcome)| {
        let pair = match by_slug.get(slug.as_str()) {
            Some(image) => pair(happened, image),
            None if report.refused.is_some() => Pair::NoVerdict(report.refused.clone().unwrap_or_default()),
            None => Pair::Differs("it is missing from the report".to_owned()),
        };
        (slug.clone(), pair)
    };
    starts.iter().map(pair).collect()
}

fn pair(happened: &Outcome, image: &ImageReport) -> Pair {
    if image.outcome == "unknown" {
        return Pair::NoVerdict(image.unsure.clone().unwrap_or_default());
    }
    difference(happened, image).map_or(Pair::Agrees, Pair::Differs)
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
        Outcome::Starts { .. } if matches!(promised, "runs" | "starts") => None,
        Outcome::Starts { .. } => Some(format!("it starts; the verdict is {promised}: {message}")),
        Outcome::Loader { says, .. } if promised == "starts" && is_foretold(says, image) => None,
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

/// A function that is missing ends the program when it is first called, which may be at once: the verdict is that
/// it starts, with a caveat that names the function.
fn is_foretold(says: &str, image: &ImageReport) -> bool {
    // A version may follow.
    let symbol =
        says.rsplit_once("undefined symbol: ").and_then(|(_, symbol)| symbol.trim().split(',').next());
    let names = |caveat: &Caveat| {
        let words = caveat.sentence.split([' ', ',']);
        caveat.code == "missing-symbol" && words.into_iter().any(|word| Some(word) == symbol)
    };
    image.caveats.iter().any(names)
}

/// runc's words for the kernel's errno, as Go's syscall package has them.
fn words(errno: &str) -> &str {
    match errno {
        "ENOENT" => "no such file or directory",
        "ENOEXEC" => "exec format error",
        "EACCES" => "permission denied",
        "EINVAL" => "invalid argument",
        "EIO" => "input/output error",
        "ELIBBAD" => "accessing a corrupted shared library",
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
            unsure: None,
            blockers: blockers.iter().map(blocker).collect(),
            caveats: Vec::new(),
            libraries: Vec::new(),
        }
    }

    fn differs(happened: &Outcome, image: &ImageReport) -> bool {
        matches!(pair(happened, image), Pair::Differs(_))
    }

    fn starts() -> Outcome {
        Outcome::Starts { ended: "status 0".into() }
    }

    #[test]
    fn a_verdict_that_promises_too_much_or_too_little_is_a_difference() {
        let refused = Outcome::Kernel { errno: "ENOENT".into() };
        assert!(differs(&refused, &verdict("runs", None, &[])));
        assert!(differs(&starts(), &verdict("fails", Some("x"), &[])));
        assert_eq!(pair(&starts(), &verdict("starts", None, &[])), Pair::Agrees);
    }

    #[test]
    fn no_verdict_never_agrees() {
        assert!(matches!(pair(&starts(), &verdict("unknown", None, &[])), Pair::NoVerdict(_)));
    }

    #[test]
    fn the_right_outcome_with_the_wrong_words_is_a_difference() {
        let refused = Outcome::Kernel { errno: "ENOENT".into() };
        let right = verdict("fails", Some("exec /app: no such file or directory"), &[]);
        assert_eq!(pair(&refused, &right), Pair::Agrees);
        assert!(differs(&refused, &verdict("fails", Some("exec /app: exec format error"), &[])));
    }

    #[test]
    fn a_function_that_is_missing_when_called_has_to_be_named_by_a_caveat() {
        let says = "/app: symbol lookup error: /app: undefined symbol: gone";
        let happened = Outcome::Loader { says: says.into(), libraries: Vec::new(), versions: Vec::new() };
        let mut image = verdict("starts", None, &[]);
        assert!(differs(&happened, &image));
        let sentence = "The program calls other, which nothing defines.".to_owned();
        image.caveats.push(Caveat { code: "missing-symbol".into(), sentence });
        assert!(differs(&happened, &image));
        image.caveats[0].sentence = "The program calls gone, which nothing defines.".to_owned();
        assert_eq!(pair(&happened, &image), Pair::Agrees);
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
        assert!(differs(&happened, &one));
        assert_eq!(pair(&happened, &both), Pair::Agrees);
    }
}
