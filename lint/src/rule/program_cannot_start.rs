//! The last stage against the program it is to start.

use super::{About, Context, Found, Rule, library_without_needs};
use crate::document::{Base, Document, Stage};
use crate::finding::{Fix, Level};
use crate::image::Image;
use crate::library::Library;
use crate::package;
use crate::program::{Judged, Program, Reason};
use crate::recipe;

pub(super) static RULE: Rule =
    Rule { id: "program-cannot-start", level: Level::Error, lesson: "linker-and-loader", check };

pub(super) static ABOUT: About = About {
    title: "The last stage cannot start the program",
    why: "With a program at hand, its linkage is judged against the base of the last stage, and against what COPY and package \
          managers visibly add. What a whole directory or an unknown package brings is not guessed.",
    same_as: &[],
    errors: &["missing-library", "missing-interpreter", "missing-version", "cpu-level", "missing-symbol", "unusable-interpreter", "wrong-architecture", "wrong-format", "wrong-library", "missing-glibcxx", "missing-openssl-version", "missing-libssl", "missing-libstdcxx", "missing-libgcc", "missing-library-musl", "relocating-symbol"],
    source: "https://man7.org/linux/man-pages/man8/ld.so.8.html",
    bad: "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
    good: "FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let (document, Some(program)) = (context.document, context.program) else { return };
    let Some(stage) = document.last() else { return };
    let Some((image, judged)) = judged(document, stage, program) else { return };
    if judged.outcome != "fails" {
        return;
    }
    let left = left_over(document, stage, image, &judged.blockers);
    if left.is_empty() {
        return;
    }
    let base = crate::shown(&image.reference);
    let name = crate::shown(&program.file.name);
    let reasons: Vec<&str> = left.iter().map(|reason| reason.sentence.as_str()).collect();
    let message = format!("This stage, {base}, cannot start {name}. {}", reasons.join(" "));
    let ways = [other_base(stage, image, program), libraries(document, stage, image, &left)];
    found.push_ways(stage.from.image.span.clone(), message, ways);
}

/// The lines that bring the libraries, where nothing but libraries is missing.
fn libraries(document: &Document<'_>, stage: &Stage<'_>, image: &Image, left: &[&Reason]) -> Option<Fix> {
    let missing = left.iter().map(|reason| (reason.code == "missing-library").then_some(reason.subject.as_str()));
    let sonames: Vec<&str> = missing.collect::<Option<_>>()?;
    recipe::bring(document, stage, image.known?.image.slug, &sonames)
}

/// The verdict on the image that the last stage begins with. There is none for an image that the catalog has not.
pub(super) fn judged<'d, 'p>(
    document: &'d Document<'_>,
    stage: &Stage<'_>,
    program: &'p Program,
) -> Option<(&'d Image, &'p Judged)> {
    let image = document.stages.get(stage.root).and_then(|root| match &root.base {
        Base::Image(image) => Some(image),
        _ => None,
    })?;
    let known = image.known.filter(|known| known.exact)?;
    Some((image, program.judged(known.image.slug)?))
}

/// The blockers that nothing in the stage may take away.
fn left_over<'p>(document: &Document<'_>, stage: &Stage<'_>, image: &Image, blockers: &'p [Reason]) -> Vec<&'p Reason> {
    let history = document.history(stage);
    let tree = history.iter().filter_map(|step| crate::transfer::Transfer::of(step));
    let mut copies = tree.clone();
    let brings_anything = copies.any(|transfer| transfer.may_bring_anything(document, stage));
    let brings_loader = tree.flat_map(|transfer| transfer.sources).any(|source| source.value.contains("ld-"));
    let copied = library_without_needs::copied(document, stage, &history);
    let installs: Vec<_> = history.iter().flat_map(|step| package::installs(step)).collect();
    let release = image.release.map(|release| release.codename).unwrap_or_default();
    // Another interpreter may come by gcompat, another library by a package that is not in the tables.
    let may_bring = |reason: &Reason| match reason.code.as_str() {
        "missing-library" => {
            let by_copy = match &copied {
                Some(copied) => copied.contains(&reason.subject),
                // Packages are looked at below.
                None => installs.is_empty(),
            };
            by_copy || !installs.is_empty() && !installs.iter().all(|install| lacks(install, release, &reason.subject))
        }
        "missing-interpreter" | "unusable-interpreter" => {
            brings_loader || package::may_install(&history, &["gcompat", "libc6-compat", "glibc", "musl", "libc6"])
        }
        "missing-version" | "missing-symbol" => copied.is_none(),
        _ => false,
    };
    if brings_anything {
        return Vec::new();
    }
    blockers.iter().filter(|reason| !may_bring(reason)).collect()
}

/// Whether what is installed certainly does not bring a library: every package is in the tables, and neither it nor what
/// it needs is the library.
fn lacks(install: &package::Install<'_>, release: &str, soname: &str) -> bool {
    let plain = super::missing_certificates::PLAIN;
    let owner = Library::of(release, soname).map(|library| library.package);
    let is_other = |name: &str| plain.contains(&name) && name != "build-essential" && !name.starts_with("g");
    !install.is_open && install.packages.iter().all(|package| owner != Some(package.name) && is_other(package.name))
}

/// The image that would do, in the place of this one.
fn other_base(stage: &Stage<'_>, image: &Image, program: &Program) -> Option<Fix> {
    let from = program.recommendation.as_ref()?.from();
    let written = &stage.from.image;
    let is_own = matches!(stage.base, Base::Image(_)) && written.value == image.reference;
    is_own.then(|| Fix::replace(format!("Take {from}"), written.span.clone(), from))
}

#[cfg(test)]
mod tests {
    use crate::program::{File, Program, Recommended};
    use crate::rule::tests::TODAY;
    use crate::{Question, check};

    use super::*;

    /// A program that lacks a library on distroless base and starts on Debian.
    fn program() -> Program {
        let missing = Reason {
            code: "missing-library".to_owned(),
            subject: "libpq.so.5".to_owned(),
            sentence: "libpq.so.5 is missing.".to_owned(),
        };
        let judged = |slug: &str, outcome: &str, blockers: Vec<Reason>| Judged {
            slug: slug.to_owned(),
            outcome: outcome.to_owned(),
            blockers,
            caveats: Vec::new(),
        };
        Program {
            file: File { name: "app".to_owned() },
            elf: None,
            images: vec![
                judged("distroless-base-debian13", "fails", vec![missing.clone()]),
                judged("debian-trixie-slim", "fails", vec![missing]),
                judged("distroless-cc-debian13", "runs", Vec::new()),
            ],
            recommendation: Some(Recommended {
                image: "gcr.io/distroless/cc-debian13".to_owned(),
                tag: "nonroot".to_owned(),
            }),
        }
    }

    fn said(text: &str) -> Vec<Option<String>> {
        let program = program();
        let checked = check(text, Question { today: TODAY, program: Some(&program) }).expect("it is one");
        let of_rule = checked.findings.iter().filter(|finding| finding.rule == "program-cannot-start");
        of_rule.map(|finding| finding.fix.as_ref().map(|fix| fix.apply(text))).collect()
    }

    #[test]
    fn the_image_that_would_do_is_the_fix() {
        let text = "FROM gcr.io/distroless/base-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";
        let fixed = text.replace("base-debian13", "cc-debian13");
        assert_eq!(said(text), [Some(fixed)]);
        assert_eq!(said("FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends curl\nCOPY app /app\n").len(), 1);
    }

    #[test]
    fn the_libraries_can_be_brought_instead() {
        let ways = |text: &str| {
            let program = program();
            let checked = check(text, Question { today: TODAY, program: Some(&program) }).expect("it is one");
            let finding = checked.findings.into_iter().find(|one| one.rule == "program-cannot-start").expect("it is found");
            [finding.fix, finding.alternative].map(|fix| fix.map(|fix| (fix.title.clone(), fix.apply(text))))
        };
        let text = "FROM gcr.io/distroless/base-debian13:nonroot\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";
        let [Some((base, _)), Some((copy, fixed))] = ways(text) else { panic!("there are two ways") };
        assert_eq!((base.as_str(), copy.as_str()), ("Take gcr.io/distroless/cc-debian13:nonroot", "Copy libpq.so.5 with all it needs"));
        assert!(fixed.starts_with("FROM debian:trixie-slim AS libraries\nRUN apt-get update"), "{fixed}");
        let end = "\n\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=libraries [\"/out/\", \"/usr/lib/\"]\nCOPY app /app\nENTRYPOINT [\"/app\"]\n";
        assert!(fixed.ends_with(end), "{fixed}");
        assert_eq!(said(&fixed), [], "what is copied is believed");
        let [_, Some((install, fixed))] = ways("FROM debian:trixie-slim\nCOPY app /app\nUSER 1\nCMD [\"/app\"]\n") else { panic!("there are two ways") };
        assert_eq!(install, "Install libpq.so.5");
        assert_eq!(said(&fixed), [], "{fixed}");
        let taken = "FROM debian:trixie-slim AS libraries\nFROM gcr.io/distroless/base-debian13\nCOPY app /app\n";
        assert_eq!(ways(taken)[1], None);
    }

    #[test]
    fn what_may_bring_the_library_is_not_judged() {
        for text in [
            "FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY app /app\n",
            "FROM gcr.io/distroless/base-debian13\nCOPY --from=debian:trixie /usr/lib/x86_64-linux-gnu/libpq.so.5 /usr/lib/\n",
            "FROM debian:trixie-slim\nRUN apt-get install -y libpq5\n",
            "FROM debian:trixie-slim\nRUN apt-get install -y postgresql-client\n",
            "FROM debian:trixie-slim\nRUN apt-get install -y $PACKAGES\n",
            "FROM gcr.io/distroless/base-debian13\nCOPY rootfs/ /\n",
            "FROM unheard\nCOPY app /app\n",
            "FROM alpine\nCOPY app /app\n",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
