//! What came of a start, from what the kernel and the loader said.

use std::collections::BTreeMap;
use std::path::Path;

use super::images::{Tree, Trees};
use super::manifest::Program;
use super::recorded::Outcome;
use super::start::{Place, Run, start};
use crate::Done;

/// Starts a program in every image.
pub(crate) fn outcomes(program: &Program, file: &Path, images: &Trees) -> Done<BTreeMap<String, Outcome>> {
    let place = Place::of(program, file);
    let mut outcomes = BTreeMap::new();
    for (slug, tree) in images {
        outcomes.insert(slug.clone(), outcome(program, place, tree)?);
    }
    Ok(outcomes)
}

/// Starts a program in one image.
pub(crate) fn outcome(program: &Program, place: Place<'_>, tree: &Tree) -> Done<Outcome> {
    let run = start(tree, place, "", &program.arguments)?;
    if let Run { refused: Some(errno), .. } = run {
        return Ok(Outcome::Kernel { errno });
    }
    let Some(says) = refusal(&run.stderr, place.program()) else {
        return Ok(Outcome::Starts { ended: run.ended });
    };
    let trace = start(tree, place, "LD_TRACE_LOADED_OBJECTS=1", &[])?;
    Ok(Outcome::Loader {
        says,
        libraries: missing_libraries(&trace.stdout),
        versions: missing_versions(&trace.stderr, &trace.stdout),
    })
}

/// The lines by which a loader ends a program, as glibc's `_dl_signal_error` and version check and musl's
/// `dynlink.c` word them. A version check prints one for each version that is missing; a warning about a
/// library without versions may stand before.
fn refusal(stderr: &str, program: &str) -> Option<String> {
    let warning = |line: &&str| line.contains(": no version information available (required by ");
    let lines = stderr.lines().skip_while(warning);
    let lines: Vec<&str> = lines.take_while(|line| is_refusal(line, program)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn is_refusal(line: &str, program: &str) -> bool {
    if line.starts_with("Error loading shared library ") || line.starts_with("Error relocating ") {
        return true;
    }
    let Some(own) = line.strip_prefix(program).and_then(|rest| rest.strip_prefix(": ")) else {
        return false;
    };
    let version = own.contains(": version `") && own.contains("' not found (required by ");
    let library = own.starts_with("error while loading shared libraries: ");
    let symbol = own.starts_with("symbol lookup error: ");
    let processor = own.starts_with("CPU ISA level is lower than required");
    version || library || symbol || processor
}

/// From lines such as `libpq.so.5 => not found`.
fn missing_libraries(trace: &str) -> Vec<String> {
    let mut names: Vec<String> = trace
        .lines()
        .filter_map(|line| line.trim().strip_suffix(" => not found"))
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// From lines such as ``/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app)``.
fn missing_versions(stderr: &str, stdout: &str) -> Vec<String> {
    let mut versions: Vec<String> = stderr
        .lines()
        .chain(stdout.lines())
        .filter_map(|line| {
            let (before, after) = line.split_once(": version `")?;
            let library = before.rsplit('/').next()?;
            Some(format!("{library} {}", after.split_once("' not found")?.0))
        })
        .collect();
    versions.sort();
    versions.dedup();
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loaders_refusal_is_told_from_a_programs_error() {
        let library = "/app: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory\n";
        assert_eq!(refusal(library, "/app").as_deref(), Some(library.trim_end()));
        let version =
            "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app)\n";
        assert_eq!(refusal(&version.repeat(2), "/app").map(|says| says.lines().count()), Some(2));
        assert_eq!(refusal("/app: unrecognized option '--version'\n", "/app"), None);
        assert_eq!(missing_versions(version, ""), ["libc.so.6 GLIBC_2.38"]);
        let warning = "/app: /lib/libown.so: no version information available (required by /app)\n";
        let both = [warning, library].concat();
        assert_eq!(refusal(&both, "/app").as_deref(), Some(library.trim_end()));
        assert_eq!(refusal(warning, "/app"), None);
    }

    #[test]
    fn the_loaders_list_names_what_is_not_found() {
        let trace = "\tlinux-vdso.so.1 (0x00007ffd)\n\tlibpq.so.5 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0000)\n";
        assert_eq!(missing_libraries(trace), ["libpq.so.5"]);
    }
}
