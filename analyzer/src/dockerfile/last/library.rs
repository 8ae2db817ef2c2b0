//! Libraries that the image lacks, with everything they need in turn: installed where there is a package
//! manager, and copied from the same release otherwise.

use super::Draft;
use super::package::{Manager, manager};
use crate::dockerfile::instruction::{Copy, Instruction, Run, Word};
use crate::dockerfile::language::Program;
use crate::dockerfile::language::apt;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::Distribution;
use crate::dockerfile::{Stage, Step, lesson};

/// The stage that they are copied from.
const STAGE: &str = "libraries";

/// `catalog/libraries/`, as `build.rs` packs it: a library a line.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/libraries.txt"));

/// What Alpine's packages of a few are called, where the name is another than the soname's (alpinelinux/
/// aports; read 2026-08).
const ALPINE: [(&str, &str); 12] = [
    ("libgcc_s.so.1", "libgcc"),
    ("libstdc++.so.6", "libstdc++"),
    ("libgomp.so.1", "libgomp"),
    ("libatomic.so.1", "libatomic"),
    ("libgfortran.so.5", "libgfortran"),
    ("libpq.so.5", "libpq"),
    ("libsqlite3.so.0", "sqlite-libs"),
    ("libcurl.so.4", "libcurl"),
    ("libffi.so.8", "libffi"),
    ("libuuid.so.1", "libuuid"),
    ("libpcre2-8.so.0", "pcre2"),
    ("libexpat.so.1", "libexpat"),
];

/// One library of a release.
#[derive(Clone, Copy)]
struct Library {
    soname: &'static str,
    package: &'static str,
    /// Where the package puts it, on amd64.
    directory: &'static str,
    needed: &'static str,
}

/// A library of the catalog, by a name that may come from anywhere.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    of_release("trixie")
        .chain(of_release("bookworm"))
        .map(|library| library.soname)
        .find(|known| *known == name)
}

fn of_release(release: &'static str) -> impl Iterator<Item = Library> {
    TABLE.lines().filter_map(move |line| {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        (next() == release).then(|| Library {
            soname: next(),
            package: next(),
            directory: next(),
            needed: next(),
        })
    })
}

/// The release whose table names the packages; Ubuntu's are called as Debian's, and since 24.04 as trixie's.
fn release(plan: &Plan<'_>) -> &'static str {
    match (plan.image.family, Distribution::of(plan.image.family, plan.image.release)) {
        ("ubuntu", _) => "trixie",
        (_, Distribution::Debian("bookworm")) => "bookworm",
        _ => "trixie",
    }
}

/// The package that brings a library, by the manager's names.
pub(super) fn package(plan: &Plan<'_>, soname: &str, manager: Manager) -> Option<&'static str> {
    match manager {
        Manager::Apk => ALPINE.iter().find(|(known, _)| *known == soname).map(|(_, package)| *package),
        Manager::Apt => {
            of_release(release(plan)).find(|library| library.soname == soname).map(|library| library.package)
        }
    }
}

/// Why the plan's libraries cannot come onto its image, where they cannot.
pub(in crate::dockerfile) fn refusal(plan: &Plan<'_>) -> Option<String> {
    let name = plan.image.reference;
    let first = plan.libraries.first()?;
    if plan.image.libc == "none" {
        return Some(format!(
            "{name} has no loader, so no library can be loaded there. Link the program statically, or take an image with a C library."
        ));
    }
    if let Some(manager) = manager(plan) {
        let unknown = plan.libraries.iter().find(|soname| package(plan, soname, manager).is_none())?;
        return Some(format!("Which package of {name} brings {unknown} is not in the catalog."));
    }
    if plan.image.libc == "musl" {
        return Some(format!("{first} is made for glibc, and {name} has musl."));
    }
    let release = release(plan);
    let lost = plan.libraries.iter().find(|soname| !of_release(release).any(|one| one.soname == **soname))?;
    Some(format!("Debian\u{2019}s {release}, of which {name} is made, has no {lost} that the catalog knows."))
}

/// What was asked for, and what the language brings to a measured image: of others it is not known what they lack.
fn wanted(plan: &Plan<'_>, program: &Program) -> Vec<&'static str> {
    let mut wanted = plan.libraries.clone();
    if plan.image.libc == "glibc" && plan.image.measured {
        let own = program.libraries.iter().filter(|soname| !plan.image_has(soname));
        wanted.extend(own);
    }
    wanted
}

/// These libraries and what they need in turn, without what the image has.
fn closure(plan: &Plan<'_>, wanted: &[&'static str]) -> Vec<Library> {
    let all: Vec<Library> = of_release(release(plan)).collect();
    let mut waiting: Vec<&str> = wanted.to_vec();
    let mut chosen: Vec<Library> = Vec::new();
    while let Some(soname) = waiting.pop() {
        if chosen.iter().any(|library| library.soname == soname) || plan.image_has(soname) {
            continue;
        }
        // What the table has not is glibc's own, and in every image with a loader.
        let Some(library) = all.iter().find(|library| library.soname == soname) else { continue };
        chosen.push(*library);
        waiting.extend(library.needed.split(' ').filter(|needed| !needed.is_empty()));
    }
    chosen.sort_by_key(|library| library.soname);
    chosen
}

pub(super) fn copy(plan: &Plan<'_>, program: &Program, draft: &mut Draft) {
    let wanted = wanted(plan, program);
    if wanted.is_empty() || manager(plan).is_some() {
        return;
    }
    let libraries = closure(plan, &wanted);
    if libraries.is_empty() {
        return;
    }
    let release = release(plan);
    draft.stages.push(Stage {
        from: format!("debian:{release}-slim"),
        on_build_platform: false,
        name: Some(STAGE),
        digest: None,
        reason: "The release of the final stage: its libraries ask for no newer C library.".to_owned(),
        lesson: lesson::LINKING,
        steps: vec![gather(plan, &wanted, &libraries)],
    });
    let copy = Copy {
        from: Some(STAGE.into()),
        sources: vec!["/out/".into()],
        destination: "/usr/lib/".into(),
        ..Copy::default()
    };
    let reason = format!(
        "{} where the loader looks. To /usr/lib and not to /lib: that may be a link, over which COPY cannot write.",
        if libraries.len() == 1 {
            "One library,".to_owned()
        } else {
            format!("{} libraries,", libraries.len())
        }
    );
    draft.step(Step::new(Instruction::Copy(copy), lesson::LINKING, reason));
}

/// Installs the packages that were asked for and lays their libraries out as the final image has its own.
fn gather(plan: &Plan<'_>, wanted: &[&'static str], libraries: &[Library]) -> Step {
    let asked = libraries.iter().filter(|library| wanted.contains(&library.soname));
    let mut packages: Vec<&str> = asked.map(|library| library.package).collect();
    packages.sort_unstable();
    packages.dedup();
    // A package of the image may need what is missing.
    if packages.is_empty() {
        packages = libraries.iter().map(|library| library.package).collect();
    }
    let contents = plan.image.contents.as_ref();
    let is_multiarch = contents
        .is_some_and(|contents| contents.library_path.iter().any(|path| path.ends_with("-linux-gnu")));
    let target = if is_multiarch { "/out/$(uname -m)-linux-gnu" } else { "/out" };
    let paths: Vec<String> = libraries
        .iter()
        .map(|library| {
            format!("{}/{}", library.directory.replace("x86_64-linux-gnu", "*-linux-gnu"), library.soname)
        })
        .collect();
    let mut commands: Vec<Word> = apt(&packages);
    commands.push(format!("install -D -m 0444 -t \"{target}\"\n{}", paths.join("\n")).into());
    let names: Vec<String> =
        libraries.iter().map(|library| format!("{} from {}", library.soname, library.package)).collect();
    let reason = format!(
        "With all that they need in turn and the final image has not: {}. install follows links, so that each file has the name that is looked for.",
        names.join(", ")
    );
    Step::new(Instruction::Run(Run { mounts: Vec::new(), commands }), lesson::LINKING, reason)
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::dockerfile::{Plan, Recipe, write};
    use crate::elf::platform::Architecture;

    #[test]
    fn what_a_compiler_links_in_unasked_comes_along_where_the_image_lacks_it() {
        let text = |slug: &str, recipe: Recipe| {
            let image = Catalog::of(Architecture::Amd64).image(slug).expect("it is in the catalog");
            write(&Plan::new(image, recipe)).expect("there is nothing against it").to_string()
        };
        let base = text("distroless-base-debian13", Recipe::rust(false));
        assert!(base.contains("/libgcc_s.so.1"), "{base}");
        assert!(text("distroless-base-debian13", Recipe::cxx(false)).contains("/libstdc++.so.6"));
        assert!(!text("distroless-cc-debian13", Recipe::rust(false)).contains("libgcc_s"));
        assert!(!text("distroless-base-debian13", Recipe::rust(true)).contains("libgcc_s"));
    }
}
