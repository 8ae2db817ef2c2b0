//! `cargo xtask corpus --record`: the truth that the analyzer is held against, from real kernels and loaders.

use std::collections::BTreeMap;
use std::fs;

use rootfs::Arch;
use toml_edit::{DocumentMut, Item, value};
use xshell::{Shell, cmd};

use super::fetch::{Fetched, Fetcher};
use super::images::{self, Trees};
use super::manifest::{self, Program};
use super::recorded::{self, Outcome, Starts};
use super::start::{Run, start};
use crate::Done;

/// Records the named programs, or all.
pub(crate) fn run(names: &[String]) -> Done {
    let sh = Shell::new()?;
    if cmd!(sh, "id -u").quiet().read()? != "0" {
        return Err("starting programs in other root file systems takes root: chroot(2), unshare(2)".into());
    }
    let programs: Vec<Program> = manifest::programs()?
        .into_iter()
        .filter(|program| names.is_empty() || names.contains(&program.name))
        .collect();
    let mut architectures = programs.iter().map(Program::arch).collect::<Done<Vec<Arch>>>()?;
    architectures.sort();
    architectures.dedup();
    let trees = images::assemble(&architectures)?;
    let date = cmd!(sh, "date -u +%F").quiet().read()?;
    let mut fetcher = Fetcher::new()?;
    let mut recorded = recorded::read()?;
    let mut failed = Vec::new();
    for program in &programs {
        // One package that cannot be had must not cost the record of all others.
        match started(program, &mut fetcher, &trees, &date) {
            Ok(starts) => {
                recorded.program.insert(program.name.clone(), starts);
                recorded::write(&recorded)?;
            }
            Err(reason) => {
                println!("corpus: {}: {reason}", program.name);
                failed.push(program.name.as_str());
            }
        }
    }
    let known: Vec<String> = manifest::programs()?.into_iter().map(|program| program.name).collect();
    recorded.program.retain(|name, _| known.contains(name));
    recorded::write(&recorded)?;
    if failed.is_empty() { Ok(()) } else { Err(format!("not recorded: {}", failed.join(", ")).into()) }
}

fn started(program: &Program, fetcher: &mut Fetcher, trees: &Trees, date: &str) -> Done<Starts> {
    let fetched = fetcher.fetch(program)?;
    let by_image = outcomes(program, &fetched, trees)?;
    let starting = by_image.values().filter(|outcome| **outcome == Outcome::Starts).count();
    println!("corpus: {} starts in {starting} of {} images", program.name, by_image.len());
    if !program.is_sample() {
        pin(program, &fetched)?;
    }
    Ok(Starts::new(date.to_owned(), fetched.sha256, by_image))
}

fn outcomes(program: &Program, fetched: &Fetched, trees: &Trees) -> Done<BTreeMap<String, Outcome>> {
    let arch = program.arch()?;
    let mut outcomes = BTreeMap::new();
    for (slug, root) in &trees[&arch] {
        let run = start(root, &fetched.file, arch, "", &program.arguments)?;
        let outcome = match run {
            Run { refused: Some(errno), .. } => Outcome::Kernel { errno },
            run => match refusal(&run.stderr) {
                None => Outcome::Starts,
                Some(says) => {
                    let trace = start(root, &fetched.file, arch, "LD_TRACE_LOADED_OBJECTS=1", &[])?;
                    Outcome::Loader {
                        says,
                        libraries: missing_libraries(&trace.stdout),
                        versions: missing_versions(&trace.stderr, &trace.stdout),
                    }
                }
            },
        };
        outcomes.insert(slug.clone(), outcome);
    }
    Ok(outcomes)
}

/// The lines by which a loader ends a program, as glibc's `_dl_signal_error` and version check word them. A
/// version check prints one for each version that is missing.
fn refusal(stderr: &str) -> Option<String> {
    let lines: Vec<&str> = stderr.lines().take_while(|line| is_refusal(line)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn is_refusal(line: &str) -> bool {
    let Some(own) = line.strip_prefix("/app: ") else {
        return false;
    };
    let version = own.starts_with('/') && own.contains(": version `") && own.contains("' not found");
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

/// Writes the version and the hash into the program's entry of `programs.toml`.
fn pin(program: &Program, fetched: &Fetched) -> Done {
    let file = super::directory().join("programs.toml");
    let mut document: DocumentMut = fs::read_to_string(&file)?.parse()?;
    let entry = document
        .get_mut("program")
        .and_then(Item::as_array_of_tables_mut)
        .and_then(|entries| {
            entries.iter_mut().find(|entry| entry.get("name").and_then(Item::as_str) == Some(&program.name))
        })
        .ok_or_else(|| format!("programs.toml lost its entry for {}", program.name))?;
    entry.insert("version", value(&fetched.version));
    entry.insert("sha256", value(&fetched.sha256));
    Ok(fs::write(&file, document.to_string())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loaders_refusal_is_told_from_a_programs_error() {
        let library = "/app: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory\n";
        assert_eq!(refusal(library).as_deref(), Some(library.trim_end()));
        let version =
            "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app)\n";
        assert_eq!(refusal(&version.repeat(2)).map(|says| says.lines().count()), Some(2));
        assert_eq!(refusal("/app: unrecognized option '--version'\n"), None);
        assert_eq!(missing_versions(version, ""), ["libc.so.6 GLIBC_2.38"]);
    }

    #[test]
    fn the_loaders_list_names_what_is_not_found() {
        let trace = "\tlinux-vdso.so.1 (0x00007ffd)\n\tlibpq.so.5 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0000)\n";
        assert_eq!(missing_libraries(trace), ["libpq.so.5"]);
    }
}
