//! `cargo xtask corpus`: holds what `finalstage check` says about real programs against what happened when they
//! were really started in each measured image. `--record` starts them and writes down what happened.

mod compare;
mod fetch;
mod images;
mod manifest;
mod record;
mod recorded;
mod start;

use std::path::PathBuf;

use crate::{Done, project};

pub(crate) fn run(arguments: &[String]) -> Done {
    match arguments {
        [] => compare::run(),
        [option, names @ ..] if option == "--record" => record::run(names),
        [option, names @ ..] if option == "--path" => print_paths(names),
        [option, rest @ ..] if option == start::INSIDE => start::inside(rest),
        _ => Err("usage: cargo xtask corpus [--record [NAME…] | --path [NAME…]]".into()),
    }
}

/// For tests in other languages: `NAME<tab>PATH` of the named programs or of all, fetched first where need be.
fn print_paths(names: &[String]) -> Done {
    let all: Vec<String> = match names {
        [] => manifest::programs()?.into_iter().filter(|p| !p.is_sample()).map(|p| p.name).collect(),
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
    use super::recorded;

    #[test]
    fn every_program_was_started_in_every_measured_image() {
        let recorded = recorded::read().expect("recorded.toml is well formed");
        let programs = manifest::programs().expect("programs.toml is well formed");
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
        let programs = manifest::programs().expect("programs.toml is well formed");
        let sources: BTreeSet<&str> = programs
            .iter()
            .map(|program| match &program.source {
                Source::Debian { debian, .. } => debian.as_str(),
                Source::Npm { .. } => "npm",
                Source::Pypi { .. } => "pypi",
                Source::Sample { .. } => "samples",
            })
            .collect();
        assert_eq!(sources, BTreeSet::from(["bullseye", "bookworm", "trixie", "npm", "pypi", "samples"]));
        let foreign = programs.iter().filter(|program| !program.is_sample()).count();
        assert!(foreign >= 48, "{foreign} programs");
    }
}
