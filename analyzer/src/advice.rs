//! Verdicts become advice: the smallest image that holds the program, why nothing smaller does, and what
//! would change that.

mod remedy;

use crate::catalog::BaseImage;
use crate::dockerfile::Recipe;
use crate::elf::Elf;
use crate::language::Language;
use crate::layout::Layout;
use crate::linkage::Linking;
use crate::verdict::{Caveat, Outcome, Verdict};

pub use remedy::Remedy;

/// What to do.
#[derive(Debug)]
pub struct Advice<'v> {
    /// The final stage to use, when any image of the catalog holds the program.
    pub choice: Option<&'v BaseImage>,
    /// The first sentence says why it runs there, the others why nothing smaller does.
    pub because: Vec<String>,
    pub remedies: Vec<Remedy>,
}

/// Advises on a program. `today` is the catalog's date: images past their support are not recommended.
pub fn advise<'v>(
    elf: &Elf,
    language: Language,
    layout: &Layout<'_>,
    verdicts: &'v [Verdict<'v>],
    today: &str,
) -> Advice<'v> {
    let choice = choose(verdicts, today, |image| is_for(elf, image));
    let because = match choice {
        Some(choice) => because(elf, choice, verdicts, today),
        None => Vec::new(),
    };
    let remedies = remedy::remedies(elf, language, layout, choice, verdicts, today);
    Advice { choice: choice.map(|verdict| verdict.image), because, remedies }
}

/// Advises on a script: the smallest image that has its interpreter.
pub fn advise_script<'v>(verdicts: &'v [Verdict<'v>], today: &str) -> Advice<'v> {
    let choice = choose(verdicts, today, |_| true).map(|verdict| verdict.image);
    let has = |image: &BaseImage| {
        format!("{} has the interpreter. What the script calls must be there too.", image.reference)
    };
    Advice { choice, because: choice.map(has).into_iter().collect(), remedies: Vec::new() }
}

/// The recipe that makes the program fit an image: a static build where the image has no loader for it.
pub fn recipe(elf: &Elf, language: Language, verdict: &Verdict<'_>) -> Recipe {
    let holds = matches!(verdict.outcome, Outcome::Runs | Outcome::Starts | Outcome::Unknown);
    let dynamic = Linking::of(elf) == Linking::Dynamic;
    let bare = verdict.image.libc == "none";
    let is_static = bare || !dynamic && holds;
    match language {
        Language::Go => Recipe::go(!is_static),
        Language::Rust => Recipe::rust(is_static),
        Language::C => Recipe::c(is_static),
        Language::Cxx => Recipe::cxx(is_static),
        Language::Unknown => Recipe::Prebuilt,
    }
}

/// Verdicts come from the smallest image to the largest, so the first that qualifies is the one. In turn:
/// measured images come before those that are only documented, `runs` before `starts`, and distributions
/// whose security team is still at work before those on long term support.
fn choose<'v>(
    verdicts: &'v [Verdict<'v>],
    today: &str,
    suits: impl Fn(&BaseImage) -> bool,
) -> Option<&'v Verdict<'v>> {
    let qualifies = |verdict: &&Verdict<'_>| {
        let image = verdict.image;
        !image.is_past(today) && suits(image) && image.contents.is_some()
    };
    let find = |measured: bool, outcome: Outcome, fading: bool| {
        verdicts.iter().filter(qualifies).find(|verdict| {
            verdict.image.measured == measured
                && verdict.outcome == outcome
                && verdict.image.is_fading(today) == fading
        })
    };
    let mut turns = [true, false].into_iter().flat_map(|measured| {
        [false, true].into_iter().flat_map(move |fading| {
            [Outcome::Runs, Outcome::Starts].into_iter().map(move |outcome| (measured, outcome, fading))
        })
    });
    let smallest = turns.find_map(|(measured, outcome, fading)| find(measured, outcome, fading))?;
    let size = |verdict: &Verdict<'_>| verdict.image.contents.as_ref().and_then(|contents| contents.size);
    // A twentieth more is no reason to take the older release of a family.
    let is_as_small = |verdict: &&Verdict<'_>| {
        let (Some(own), Some(least)) = (size(verdict), size(smallest)) else { return false };
        verdict.image.family == smallest.image.family
            && verdict.outcome == smallest.outcome
            && own <= least.saturating_add(least / 20)
    };
    let alike = verdicts.iter().filter(qualifies).filter(is_as_small);
    alike.max_by_key(|verdict| verdict.image.supported_until).or(Some(smallest))
}

/// An image made for Python suits a program that loads Python, and no other.
fn is_for(elf: &Elf, image: &BaseImage) -> bool {
    image.language.is_empty()
        || image.language == "python"
            && elf.needed.iter().any(|name| name.as_bytes().starts_with(b"libpython"))
}

/// Smaller images that are refused for the same reason share a sentence.
fn because(elf: &Elf, choice: &Verdict<'_>, verdicts: &[Verdict<'_>], today: &str) -> Vec<String> {
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    let smaller = verdicts.iter().take_while(|verdict| verdict.image.slug != choice.image.slug);
    for verdict in smaller.filter(|verdict| verdict.image.measured || verdict.blockers.is_empty()) {
        let image = verdict.image;
        let reason = match verdict.blockers.first() {
            Some(blocker) => blocker.sentence(),
            None if image.is_past(today) => format!("The support ended on {}.", image.supported_until),
            None if image.is_fading(today) => {
                format!("Its distribution's security team stopped on {}.", image.security_until)
            }
            None if image.supported_until < choice.image.supported_until
                && image.family == choice.image.family =>
            {
                format!("It is about as small, and its support ends sooner, on {}.", image.supported_until)
            }
            None if !is_for(elf, image) => format!("It is made for {}.", image.language),
            // It would start, and miss something that the choice has.
            None if verdict.outcome == Outcome::Starts && choice.outcome == Outcome::Runs => {
                let Some(caveat) = verdict.caveats.first() else { continue };
                caveat.sentence()
            }
            None => continue,
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(image.reference),
            None => reasons.push((reason, vec![image.reference])),
        }
    }
    let refused = reasons.into_iter().map(|(reason, names)| match names.as_slice() {
        [name] => format!("{name} is smaller. {reason}"),
        names => format!("{} are smaller. {reason}", names.join(", ")),
    });
    // Where no image has all, the smallest of those that it starts in is advised, and what it will miss said with it.
    let missed = choice.caveats.first().filter(|_| choice.outcome == Outcome::Starts).map(Caveat::sentence);
    std::iter::once(fits(elf, choice)).chain(missed).chain(refused).collect()
}

fn fits(elf: &Elf, choice: &Verdict<'_>) -> String {
    let name = choice.image.reference;
    let libraries = choice.found.len();
    match (Linking::of(elf), libraries) {
        (Linking::Static | Linking::StaticPie, _) if choice.image.reference == "scratch" => {
            "The program is static: it needs no file of any image to start.".to_owned()
        }
        (Linking::Static | Linking::StaticPie, _) => {
            format!("The program is static, so {name} has all it needs to start.")
        }
        (Linking::Dynamic, 0) => format!("{name} has the interpreter, and no library is needed."),
        (Linking::Dynamic, 1) => format!("{name} has the interpreter and the one library that is loaded."),
        (Linking::Dynamic, count) => {
            format!(
                "{name} has the interpreter and all {count} libraries that are loaded, with every symbol version."
            )
        }
    }
}
