//! `cargo xtask prove`: really starts every program of the corpus in every measured image, and holds what the
//! kernel and the loader said against what `finalstage check` says they would. Any difference is a failed proof.
//!
//! `--short` is the part of it that `cargo xtask test` runs.

mod behaviour;
mod compare;
mod dockerfiles;
mod fetch;
mod fingerprint;
mod images;
mod language;
mod limits;
mod made;
mod manifest;
mod musl;
mod observe;
mod recorded;
mod rounds;
mod run;
mod short;
mod start;
mod summary;
mod whole;

use std::path::PathBuf;

use crate::{Done, project};

pub(crate) use fetch::Fetcher;
pub(crate) use language::known as language_of_kind;
pub(crate) use manifest::{Program, Source, programs};
pub(crate) use short::{Standing, short};

const USAGE: &str = "usage: cargo xtask prove [--short | NAME… | --build [RULE…] | --path [NAME…] | behaviour … | dockerfiles [--missing | NAME…] | lessons]";

pub(crate) fn run(arguments: &[String]) -> Done {
    match arguments {
        [] => {
            whole::run(&[])?;
            behaviour::run(&[])
        }
        [part, rest @ ..] if part == "behaviour" => behaviour::run(rest),
        [part, names @ ..] if part == "dockerfiles" => dockerfiles::run(names),
        [part] if part == "lessons" => dockerfiles::lesson::run(),
        [option, names @ ..] if option == "--build" => made::build(names),
        [option, names @ ..] if option == "--path" => print_paths(names),
        [option, rest @ ..] if option == start::INSIDE => start::inside(rest),
        [option] if option == "--short" => match short()? {
            Standing::Proven => Ok(()),
            Standing::Skipped(reason) => Err(format!("nothing was started: {reason}").into()),
        },
        [option, ..] if option.starts_with('-') => Err(USAGE.into()),
        names => whole::run(names),
    }
}

/// For tests in other languages: `NAME<tab>PATH` of the named programs or of those of the short
/// proof, fetched first where need be.
fn print_paths(names: &[String]) -> Done {
    let all: Vec<String> = match names {
        [] => {
            let short = manifest::programs()?.into_iter().filter(|p| p.is_real() && p.short);
            short.map(|program| program.name).collect()
        }
        names => names.to_vec(),
    };
    for (name, path) in paths(&all)? {
        println!("{name}\t{}", path.display());
    }
    Ok(())
}

/// Where the named programs are on this machine.
pub(crate) fn paths(names: &[String]) -> Done<Vec<(String, PathBuf)>> {
    let programs = manifest::programs()?;
    let mut fetcher = fetch::Fetcher::new()?;
    let path = |name: &String| {
        let program = programs.iter().find(|program| program.name == *name);
        let program = program.ok_or_else(|| format!("programs.toml has no {name}"))?;
        Ok((name.clone(), fetcher.fetch(program)?.file))
    };
    names.iter().map(path).collect()
}

fn directory() -> PathBuf {
    project::root().join("corpus")
}

fn cache() -> PathBuf {
    project::cache().join("corpus")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::manifest::{self, Source};
    use super::{fingerprint, limits, recorded, summary};

    /// What the whole proof is asked to cover.
    const FEWEST_PROGRAMS: usize = 200;

    #[test]
    fn the_proof_is_of_this_catalog_and_this_model() {
        let proven = summary::read().expect("summary.toml is well formed").fingerprint;
        let now = fingerprint::of_this_checkout().expect("the sources are there");
        assert!(
            proven == now,
            "catalog/ or the model in analyzer/src/ changed after the last proof ({proven}, now {now}): run `cargo xtask prove`"
        );
    }

    #[test]
    fn every_program_was_started_in_every_measured_image() {
        let recorded = recorded::read().expect("recorded.toml is well formed");
        let programs = manifest::programs().expect("the lists are well formed");
        let images = |name: &str| recorded.program.get(name).map(|starts| starts.by_image().count());
        let most = programs.iter().filter_map(|program| images(&program.name)).max();
        for program in &programs {
            let starts = recorded.program.get(&program.name).expect(&program.name);
            assert_eq!(program.sha256.as_ref(), Some(&starts.sha256), "{}", program.name);
            assert_eq!(images(&program.name), most, "{}", program.name);
        }
    }

    #[test]
    fn the_corpus_is_broad() {
        let programs = manifest::programs().expect("the lists are well formed");
        let sources: BTreeSet<&str> = programs.iter().map(|program| program.source.name()).collect();
        let all = ["bookworm", "bullseye", "made", "npm", "pypi", "samples", "trixie"];
        assert_eq!(sources, BTreeSet::from(all));
        let real = programs.iter().filter(|program| program.is_real() && program.arch == "amd64").count();
        assert!(real >= FEWEST_PROGRAMS, "{real} programs");
        let names: BTreeSet<&str> = programs.iter().map(|program| program.name.as_str()).collect();
        assert_eq!(names.len(), programs.len(), "two programs have one name");
    }

    #[test]
    fn every_program_is_pinned() {
        for program in manifest::programs().expect("the lists are well formed") {
            assert!(program.sha256.is_some(), "{}", program.name);
            let registry = !matches!(program.source, Source::Sample { .. } | Source::Made { .. });
            assert!(program.version.is_some() || !registry, "{}", program.name);
        }
    }

    #[test]
    fn known_limits_are_few() {
        let summary = summary::read().expect("summary.toml is well formed");
        let limits = limits::read().expect("known-limits.toml is well formed");
        assert_eq!(limits.pairs(), summary.limits);
        assert!(limits.pairs() * 1000 <= summary.pairs * 5, "{} of {}", limits.pairs(), summary.pairs);
        assert_eq!(summary.pairs, summary.agree + summary.limits + summary.no_verdict);
    }
}
