//! Verdicts become advice: the smallest image that holds the program, why nothing smaller does, and what
//! would change that.

mod remedy;

use crate::catalog::BaseImage;
use crate::dockerfile::Recipe;
use crate::elf::Elf;
use crate::language::Language;
use crate::linkage::Linking;
use crate::verdict::{Outcome, Verdict};

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
pub fn advise<'v>(elf: &Elf, verdicts: &'v [Verdict<'v>], today: &str) -> Advice<'v> {
    let choice = choose(elf, verdicts, today);
    let because = match choice {
        Some(choice) => because(elf, choice, verdicts, today),
        None => Vec::new(),
    };
    let remedies = remedy::remedies(elf, choice, verdicts, today);
    Advice { choice: choice.map(|verdict| verdict.image), because, remedies }
}

/// The recipe that makes the program fit an image: a static build where the image has no loader for it.
pub fn recipe(elf: &Elf, verdict: &Verdict<'_>) -> Recipe {
    let holds = matches!(verdict.outcome, Outcome::Runs | Outcome::Starts | Outcome::Unknown);
    let dynamic = Linking::of(elf) == Linking::Dynamic;
    let bare = verdict.image.libc == "none";
    let is_static = bare || !dynamic && holds;
    match Language::of(elf) {
        Language::Go => Recipe::Go { cgo: !is_static },
        Language::Rust => Recipe::Rust { is_static },
        Language::C => Recipe::C { is_static },
        Language::Cxx => Recipe::Cxx { is_static },
        Language::Unknown => Recipe::Prebuilt,
    }
}

/// Verdicts come from the smallest image to the largest, so the first that qualifies is the one. Images
/// that are measured come before those that are only documented, and `runs` before `starts`.
fn choose<'v>(elf: &Elf, verdicts: &'v [Verdict<'v>], today: &str) -> Option<&'v Verdict<'v>> {
    let qualifies = |verdict: &&Verdict<'_>| {
        !verdict.image.is_past(today) && is_for(elf, verdict.image) && verdict.image.contents.is_some()
    };
    let find = |outcome: Outcome, measured: bool| {
        verdicts
            .iter()
            .filter(qualifies)
            .find(|verdict| verdict.outcome == outcome && verdict.image.measured == measured)
    };
    find(Outcome::Runs, true)
        .or_else(|| find(Outcome::Starts, true))
        .or_else(|| find(Outcome::Runs, false))
        .or_else(|| find(Outcome::Starts, false))
}

/// An image made for Python suits a program that loads Python, and no other.
fn is_for(elf: &Elf, image: &BaseImage) -> bool {
    image.language.is_empty()
        || image.language == "python"
            && elf.needed.iter().any(|name| name.as_bytes().starts_with(b"libpython"))
}

fn because(elf: &Elf, choice: &Verdict<'_>, verdicts: &[Verdict<'_>], today: &str) -> Vec<String> {
    let mut sentences = vec![fits(elf, choice)];
    let smaller = verdicts.iter().take_while(|verdict| verdict.image.slug != choice.image.slug);
    for verdict in smaller.filter(|verdict| verdict.image.measured) {
        let name = verdict.image.reference;
        let refused = match verdict.blockers.first() {
            Some(blocker) => format!("{name} is smaller. {}", blocker.sentence()),
            None if verdict.image.is_past(today) => {
                format!("{name} is smaller. Its support ended on {}.", verdict.image.supported_until)
            }
            None if !is_for(elf, verdict.image) => {
                format!("{name} is smaller. It is made for {}.", verdict.image.language)
            }
            None => continue,
        };
        sentences.push(refused);
    }
    sentences
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
            format!("{name} has the interpreter and all {count} libraries that are loaded, with every symbol version.")
        }
    }
}
