//! What would let the program rest on a smaller image, or on any at all, with the exact flag.

use crate::advice::recipe;
use crate::dockerfile::{self, Plan};
use crate::elf::Elf;
use crate::language::Language;
use crate::layout::Layout;
use crate::linkage::{Kind, Libc, Linking};
use crate::oddity::Oddity;
use crate::untrusted::Untrusted;
use crate::verdict::{Blocker, Outcome, Verdict};

/// One way to change the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    pub code: &'static str,
    pub sentence: String,
    pub command: Option<String>,
}

/// In the order in which they are worth trying.
pub(super) fn remedies(
    elf: &Elf,
    language: Language,
    layout: &Layout<'_>,
    choice: Option<&Verdict<'_>>,
    verdicts: &[Verdict<'_>],
    today: &str,
) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    if matches!(Kind::of(elf), Kind::Object | Kind::Core) || Linking::of(elf) != Linking::Dynamic {
        return remedies;
    }
    if Kind::of(elf) == Kind::SharedLibrary && elf.interpreter.is_none() {
        return remedies;
    }
    if elf.oddities.iter().any(|oddity| matches!(oddity, Oddity::CutShort { .. })) {
        return remedies;
    }
    remedies.extend(foreign_loader(elf, verdicts));
    remedies.extend(build_on_older(elf, language, choice, verdicts, today));
    remedies.extend(lead_to_own(layout, verdicts));
    remedies.extend(copy_libraries(choice, verdicts, today));
    remedies.extend(link_statically(elf, language));
    remedies
}

/// A loader that no image of the catalog has: Nix's, Homebrew's, one of another prefix.
fn foreign_loader(elf: &Elf, verdicts: &[Verdict<'_>]) -> Option<Remedy> {
    let nowhere =
        verdicts.iter().filter(|verdict| verdict.image.measured || verdict.image.complete).all(|verdict| {
            verdict.blockers.iter().any(|blocker| {
                matches!(blocker, Blocker::MissingInterpreter { .. } | Blocker::UnusableInterpreter { .. })
            })
        });
    let usual = match (Libc::of(elf), elf.platform.docker()?) {
        (Libc::Glibc, "linux/amd64") => "/lib64/ld-linux-x86-64.so.2",
        (Libc::Glibc, "linux/arm64/v8") => "/lib/ld-linux-aarch64.so.1",
        _ => return None,
    };
    nowhere.then(|| Remedy {
        code: "set-interpreter",
        sentence: "No image of the catalog has a loader at the path that the program names. Build it outside that environment, or set the usual path.".to_owned(),
        command: Some(format!("patchelf --set-interpreter {usual} app")),
    })
}

/// Where only symbol versions are in the way, the builder is newer than the image.
fn build_on_older(
    elf: &Elf,
    language: Language,
    choice: Option<&Verdict<'_>>,
    verdicts: &[Verdict<'_>],
    today: &str,
) -> Option<Remedy> {
    let only_versions = |verdict: &&Verdict<'_>| {
        !verdict.blockers.is_empty()
            && verdict.blockers.iter().all(|blocker| matches!(blocker, Blocker::MissingVersion { .. }))
    };
    let newest_release = smaller(choice, verdicts, today)
        .filter(only_versions)
        .min_by_key(|verdict| std::cmp::Reverse(verdict.image.release));
    let verdict = newest_release?;
    let release = verdict.image.release;
    let dockerfile = dockerfile::write(&Plan::new(verdict.image, recipe(elf, language, verdict))).ok();
    let builder = match dockerfile.as_ref().map(|dockerfile| dockerfile.stages.as_slice()) {
        Some([builder, _]) => format!("FROM {} AS build", builder.from),
        _ => format!("FROM debian:{release} AS build"),
    };
    Some(Remedy {
        code: "build-on-older",
        sentence: format!(
            "On {} only symbol versions are missing: the program was built on a newer release. Build it on {release} for that image.",
            verdict.image.reference
        ),
        command: Some(builder),
    })
}

/// A library that lies beside the program and is not found wants a way to it written into whoever asks:
/// RUNPATH leads only its own object to its needs (ld.so(8), "RUNPATH").
fn lead_to_own(layout: &Layout<'_>, verdicts: &[Verdict<'_>]) -> Option<Remedy> {
    let (own, needed_by) =
        verdicts.iter().flat_map(|verdict| &verdict.blockers).find_map(|blocker| match blocker {
            Blocker::MissingLibrary { own: Some(own), needed_by, .. } => Some((own, needed_by)),
            _ => None,
        })?;
    let asker = needed_by.path(&layout.program);
    let way = relative(Layout::origin(asker), Layout::origin(own));
    let origin = if way.is_empty() { "$ORIGIN".to_owned() } else { format!("$ORIGIN/{way}") };
    // A name of the visitor's goes into a command only when a shell has nothing to read into it.
    let plain = [asker, own].iter().all(|text| Untrusted::new(text.as_bytes()).plain().is_some());
    Some(Remedy {
        code: "set-runpath",
        sentence: format!(
            "{own} lies beside the program, and nothing leads {asker} there. Link with -Wl,-rpath,'$ORIGIN/…', set it afterwards, or set LD_LIBRARY_PATH in the image. RUNPATH serves the file that has it and no other: each library needs its own."
        ),
        command: plain
            .then(|| format!("patchelf --set-rpath '{origin}' {}", asker.trim_start_matches("/app/"))),
    })
}

/// The way from one directory to another.
fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    up.chain(to.iter().skip(shared).cloned()).collect::<Vec<_>>().join("/")
}

/// Where only a few libraries are missing, they can come along.
fn copy_libraries(choice: Option<&Verdict<'_>>, verdicts: &[Verdict<'_>], today: &str) -> Option<Remedy> {
    const FEW: usize = 8;
    let missing = |verdict: &Verdict<'_>| -> Option<Vec<String>> {
        let names = verdict.blockers.iter().map(|blocker| match blocker {
            // One that lies beside the program needs no copying.
            Blocker::MissingLibrary { name, own: None, .. } => Some(name.shown()),
            _ => None,
        });
        names.collect::<Option<Vec<_>>>().filter(|names| !names.is_empty() && names.len() <= FEW)
    };
    let (image, names) = smaller(choice, verdicts, today)
        .filter(|verdict| verdict.image.language.is_empty())
        .filter_map(|verdict| Some((verdict.image, missing(verdict)?)))
        .min_by_key(|(_, names)| names.len())?;
    Some(Remedy {
        code: "copy-libraries",
        sentence: format!(
            "{} lacks only {}. Copy what is missing from a builder of the same release, with what those libraries need in turn.",
            image.reference,
            names.join(", ")
        ),
        command: None,
    })
}

/// The images worth changing something for: measured, supported, and smaller than the choice.
fn smaller<'v>(
    choice: Option<&Verdict<'_>>,
    verdicts: &'v [Verdict<'v>],
    today: &str,
) -> impl Iterator<Item = &'v Verdict<'v>> {
    let choice = choice.map(|choice| choice.image.slug);
    verdicts
        .iter()
        .take_while(move |verdict| choice != Some(verdict.image.slug))
        .filter(move |verdict| verdict.image.measured && !verdict.image.is_past(today))
        .filter(|verdict| verdict.outcome == Outcome::Fails)
}

fn link_statically(elf: &Elf, language: Language) -> Option<Remedy> {
    let musl = Libc::of(elf) == Libc::Musl;
    let arch = elf.platform.docker().filter(|name| *name == "linux/arm64/v8").map_or("x86_64", |_| "aarch64");
    let (sentence, command) = match language {
        Language::Go => (
            "Without cgo the program is static and runs in scratch, unless a dependency needs C.",
            "CGO_ENABLED=0 go build .".to_owned(),
        ),
        Language::Rust if musl => (
            "Rust links musl statically unless told otherwise; the program then runs in scratch.",
            "RUSTFLAGS=\"-C target-feature=+crt-static\" cargo build --release".to_owned(),
        ),
        Language::Rust => (
            "Linked against musl the program is static and runs in scratch, if its C dependencies have musl builds.",
            format!("cargo build --release --target {arch}-unknown-linux-musl"),
        ),
        Language::Cxx => (
            "The C++ library can be linked in; the program then needs glibc only, which distroless base-nossl has.",
            "g++ -static-libstdc++ -static-libgcc …".to_owned(),
        ),
        Language::C if musl => ("Linked statically the program runs in scratch.", "gcc -static …".to_owned()),
        Language::C => (
            "Linked statically against musl the program runs in scratch. A static glibc still loads files for getaddrinfo and getpwnam.",
            "musl-gcc -static …".to_owned(),
        ),
        Language::Unknown => return None,
    };
    Some(Remedy { code: "link-statically", sentence: sentence.to_owned(), command: Some(command) })
}
