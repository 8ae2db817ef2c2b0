//! A shared library that is copied without those it needs.

use analyzer::catalog::Catalog;
use analyzer::elf::platform::Architecture;

use super::{About, Context, Found, Rule};
use crate::document::{Document, Stage, Step};
use crate::finding::Level;
use crate::image::Known;
use crate::library::{Library, is_library};
use crate::package;
use crate::transfer::{Transfer, file_name};

pub(super) static RULE: Rule =
    Rule { id: "library-without-needs", level: Level::Error, lesson: "static-and-dynamic-linking", check };

pub(super) static ABOUT: About = About {
    title: "A library is copied without the libraries it needs",
    why: "A shared library names others that it needs, and those name more. The loader wants all of them before the program \
          starts, and stops at the first that is missing: cannot open shared object file. What a library of Debian needs is \
          in this project\u{2019}s catalog.",
    same_as: &[],
    errors: &["missing-library"],
    source: "https://man7.org/linux/man-pages/man8/ld.so.8.html",
    bad: "FROM debian:trixie-slim AS libs\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5\n\n\
          FROM gcr.io/distroless/base-debian13:nonroot\n\
          COPY --from=libs /usr/lib/x86_64-linux-gnu/libpq.so.5 /usr/lib/x86_64-linux-gnu/\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
    good: "FROM debian:trixie-slim AS libs\nRUN apt-get update && apt-get install -y --no-install-recommends libargon2-1\n\n\
           FROM gcr.io/distroless/base-debian13:nonroot\n\
           COPY --from=libs /usr/lib/x86_64-linux-gnu/libargon2.so.1 /usr/lib/x86_64-linux-gnu/\nCOPY app /app\nENTRYPOINT [\"/app\"]\n",
};

fn check(context: &Context<'_, '_>, found: &mut Found<'_>) {
    let document = context.document;
    for stage in &document.stages {
        let Some(image) = document.image(stage) else { continue };
        let Some(known) = image.known.filter(|known| known.exact && known.image.complete) else { continue };
        let history = document.history(stage);
        let Some(copied) = copied(document, stage, &history) else { continue };
        for step in &stage.steps {
            let Some(transfer) = Transfer::of(step) else { continue };
            let release = transfer.from.and_then(|from| document.image(document.source(stage, from)?)?.release);
            let release = release.or(image.release).map(|release| release.codename).unwrap_or_default();
            for source in transfer.sources.iter().filter(|source| is_library(&source.value)) {
                let soname = file_name(&source.value);
                let Some(library) = Library::of(release, soname) else { continue };
                let missing: Vec<&str> =
                    library.needed().filter(|needed| !has(known, needed) && !copied.iter().any(|one| one == needed)).collect();
                if missing.is_empty() {
                    continue;
                }
                let base = crate::shown(&image.reference);
                let message = format!(
                    "{soname} needs {}, which {base} has not and nothing copies. The package {} brings all of them where there is a package manager.",
                    missing.join(", "),
                    library.package
                );
                found.push(source.span.clone(), message, None);
            }
        }
    }
}

/// The libraries that are copied one by one; `None` where more may come: a whole directory, or packages.
pub(super) fn copied(document: &Document<'_>, stage: &Stage<'_>, history: &[&Step<'_>]) -> Option<Vec<String>> {
    let mut copied = Vec::new();
    for step in history {
        if package::installs(step).next().is_some() || step.text(document).contains("ldconfig") {
            return None;
        }
        let Some(transfer) = Transfer::of(step) else { continue };
        let target = transfer.target(document, stage)?;
        for source in &transfer.sources {
            let name = file_name(&source.value);
            let is_open = name.contains(['*', '?', '[', '$']) && (name.contains("lib") || name.contains(".so") || name == "*");
            let is_directory = name.starts_with("lib") && !is_library(name);
            if is_open || is_directory || transfer.may_bring_anything(document, stage) || target.contains("/lib/") && !name.contains('.') {
                return None;
            }
            copied.push(name.to_owned());
            copied.push(file_name(&target).to_owned());
        }
    }
    Some(copied)
}

/// Whether an image has a library by this name on both machines.
pub(super) fn has(known: Known, soname: &str) -> bool {
    let catalog = Catalog::of(Architecture::Amd64);
    // glibc's own need its loader, whose name is the machine's.
    let is_loader = soname.starts_with("ld-linux");
    let contents = known.image.contents.as_ref();
    is_loader || contents.is_some_and(|contents| catalog.libraries(contents).any(|(library, _)| library.soname == soname))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::{checked, quiet, said};

    const LIBS: &str = "FROM debian:trixie-slim AS libs\nFROM gcr.io/distroless/base-debian13\n";

    #[test]
    fn what_a_library_needs_is_named() {
        let text = format!("{LIBS}COPY --from=libs /usr/lib/x86_64-linux-gnu/libpq.so.5 /usr/lib/\n");
        let checked = checked(&text);
        let finding = checked.findings.iter().find(|one| one.rule == "library-without-needs").expect("it is found");
        assert!(finding.message.contains("libldap.so.2") && finding.message.contains("libgssapi_krb5.so.2"));
        assert!(!finding.message.contains("libssl"), "distroless base has it: {}", finding.message);
    }

    #[test]
    fn whole_directories_unknown_libraries_and_bases_are_fine() {
        let texts = [
            "COPY --from=libs /usr/lib/x86_64-linux-gnu/libpq.so.5* /usr/lib/",
            "COPY --from=libs /usr/lib/x86_64-linux-gnu/libpq.so.5 /usr/lib/\nCOPY --from=libs /usr/lib/x86_64-linux-gnu/ /usr/lib/",
            "COPY --from=libs /opt/libmine.so /usr/lib/",
            "COPY --from=libs /usr/lib/x86_64-linux-gnu/libargon2.so.1 /usr/lib/",
        ];
        for line in texts {
            quiet("library-without-needs", &[&format!("{LIBS}{line}\n")]);
        }
        assert!(said("library-without-needs", "FROM unheard\nCOPY libpq.so.5 /usr/lib/\n").is_empty());
    }
}
