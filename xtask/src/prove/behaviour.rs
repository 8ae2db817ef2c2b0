//! `cargo xtask prove behaviour`: starting is not working. Starts programs that were made for it where something
//! besides libraries is missing, and where it is there, and holds what they print against `corpus/behaviour/` and
//! against what `finalstage check` foretells.

mod build;
mod foretell;
mod layer;
mod list;
mod recorded;
mod server;
mod stage;

use std::fs;
use std::path::Path;

use rootfs::Arch;
use xshell::{Shell, cmd};

use super::images::{self, Tree, Trees};
use super::start;
use crate::samples::sha256;
use crate::{Done, command_line, debian, project};
use build::Builder;
use layer::Layer;
use list::{Case, Program};
use recorded::{Seen, Starts};
use server::Server;

pub(super) fn run(arguments: &[String]) -> Done {
    match arguments {
        [option, names @ ..] if option == "--build" => build::build(names),
        [option, names @ ..] if option == "--path" => print_paths(names),
        names => prove(names),
    }
}

/// `NAME<tab>PATH` of the named programs, or of all.
fn print_paths(names: &[String]) -> Done {
    let mut builder = Builder::default();
    for program in chosen(&list::read()?, names)? {
        println!("{}\t{}", program.name, builder.binary(program)?.display());
    }
    Ok(())
}

fn chosen<'p>(programs: &'p [Program], names: &[String]) -> Done<Vec<&'p Program>> {
    if let Some(unknown) = names.iter().find(|name| programs.iter().all(|program| program.name != **name)) {
        return Err(format!("behaviour.toml has no program {unknown}").into());
    }
    let named = |program: &&Program| names.is_empty() || names.contains(&program.name);
    Ok(programs.iter().filter(named).collect())
}

/// Starts the named programs, or all, in the images of their cases, and records what was seen.
fn prove(names: &[String]) -> Done {
    if let Some(obstacle) = start::obstacle() {
        return Err(obstacle.into());
    }
    need_ip()?;
    let known = list::read()?;
    let programs = chosen(&known, names)?;
    let finalstage = command_line::build()?;
    let trees = images::assemble(Arch::Amd64)?;
    let mut stage =
        Stage { builder: Builder::default(), trees: &trees, server: None, finalstage: &finalstage };
    let sh = Shell::new()?;
    let date = cmd!(sh, "date -u +%F").quiet().read()?;
    let mut recorded = recorded::read()?;
    let mut tally = Tally::default();
    for program in &programs {
        let tried = stage.try_out(program, |_| true)?;
        println!("prove: {}: {} starts, {} differ", program.name, tried.seen.len(), tried.failures.len());
        let seen = tally.take(tried);
        let sha256 = sha256(&fs::read(stage.builder.binary(program)?)?);
        recorded.take(&program.name, Starts { date: date.clone(), sha256, seen });
    }
    recorded.program.retain(|name, _| known.iter().any(|program| program.name == *name));
    recorded::write(&recorded)?;
    println!("prove: behaviour: {}", tally.proven()?);
    Ok(())
}

/// The part that takes no compiler and no server: the committed programs in images as they are.
pub(super) fn short(trees: &Trees, finalstage: &Path) -> Done<String> {
    need_ip()?;
    let mut stage = Stage { builder: Builder::default(), trees, server: None, finalstage };
    let mut tally = Tally::default();
    for program in list::read()?.iter().filter(|program| program.is_committed() && !program.server) {
        tally.take(stage.try_out(program, |case| case.is_plain() && trees.contains_key(&case.image))?);
    }
    tally.proven()
}

/// A network namespace begins with its loopback down, and `ip` is what takes it up.
fn need_ip() -> Done {
    match project::on_path("ip") {
        Some(_) => Ok(()),
        None => debian::install(&["iproute2"], "takes loopback up in the proof's network namespaces"),
    }
}

/// All that starting takes.
struct Stage<'s> {
    builder: Builder,
    trees: &'s Trees,
    /// Started for the first program that speaks to one.
    server: Option<Server>,
    finalstage: &'s Path,
}

/// What came of one program's starts.
struct Tried {
    seen: Vec<Seen>,
    failures: Vec<String>,
}

impl Stage<'_> {
    fn try_out(&mut self, program: &Program, wanted: impl Fn(&Case) -> bool) -> Done<Tried> {
        let binary = self.builder.binary(program)?;
        let report = foretell::check(self.finalstage, &binary)?;
        let (mut seen, mut failures) = (Vec::new(), Vec::new());
        for case in program.cases.iter().filter(|case| wanted(case)) {
            let one = self.start(program, &binary, case)?;
            let differences = [mistake(case, &one), foretell::difference(program, case, &one, &report)];
            let title = format!("{} in {}", program.name, case.title());
            failures.extend(differences.into_iter().flatten().map(|what| format!("{title}: {what}")));
            seen.push(one);
        }
        Ok(Tried { seen, failures })
    }

    fn start(&mut self, program: &Program, binary: &Path, case: &Case) -> Done<Seen> {
        let (made_in, serves) = (build::root(&program.built_on), build::root(build::SERVES));
        if program.server && self.server.is_none() {
            self.builder.tree(build::SERVES)?;
            self.server = Some(Server::start(&serves)?);
        }
        if case.init || !case.copy.is_empty() {
            self.builder.tree(build::SERVES)?;
        }
        let server = self.server.as_ref().filter(|_| program.server);
        let tree: &Tree = self
            .trees
            .get(&case.image)
            .ok_or_else(|| format!("{}: no measured image {}", program.name, case.image))?;
        let layer = Layer::new(program, binary, case, (tree, &made_in, &serves), server)?;
        stage::start(program, case, tree, &layer, server)
    }
}

/// The starts of several programs.
#[derive(Default)]
struct Tally {
    programs: usize,
    starts: usize,
    failures: Vec<String>,
}

impl Tally {
    fn take(&mut self, tried: Tried) -> Vec<Seen> {
        self.programs += 1;
        self.starts += tried.seen.len();
        self.failures.extend(tried.failures);
        tried.seen
    }

    /// What it came to in a sentence, or what differs.
    fn proven(&self) -> Done<String> {
        let Tally { programs, starts, failures } = self;
        if *starts == 0 {
            return Err("nothing was started".into());
        }
        if !failures.is_empty() {
            return Err(
                format!("{} of {starts} starts differ:\n{}", failures.len(), failures.join("\n")).into()
            );
        }
        Ok(format!(
            "{programs} programs in {starts} starts did what behaviour.toml says, and the report foretold it"
        ))
    }
}

/// Where what was seen is not what behaviour.toml says.
fn mistake(case: &Case, seen: &Seen) -> Option<String> {
    if !seen.has(case.words()) {
        return Some(format!(
            "`{}` was expected; it printed\n    {}{}",
            case.words(),
            seen.stderr,
            seen.stdout
        ));
    }
    (seen.ended != case.ended).then(|| format!("it ended with {}; {} was expected", seen.ended, case.ended))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// What issue 4 asks for at least.
    const FEWEST_PROGRAMS: usize = 12;
    /// Git keeps every version of a binary for good.
    const MOST_BYTES: u64 = 8 << 20;

    #[test]
    fn the_record_is_what_the_list_says() {
        let recorded = recorded::read().expect("recorded.toml is well formed");
        for program in list::read().expect("behaviour.toml is well formed") {
            let starts = recorded.program.get(&program.name).expect(&program.name);
            if let Some(built) = &program.built {
                assert_eq!(starts.sha256, built.sha256, "{}", program.name);
            }
            assert_eq!(starts.seen.len(), program.cases.len(), "{}", program.name);
            for (case, seen) in program.cases.iter().zip(&starts.seen) {
                assert_eq!(seen.case, case.title(), "{}", program.name);
                assert_eq!(mistake(case, seen), None, "{}", program.name);
            }
        }
    }

    #[test]
    fn enough_programs_fail_in_one_place_and_work_in_another() {
        let programs = list::read().expect("behaviour.toml is well formed");
        let both = programs.iter().filter(|program| {
            let fails = |case: &Case| case.fails.is_some();
            program.cases.iter().any(fails) && !program.cases.iter().all(fails)
        });
        assert!(both.clone().count() >= FEWEST_PROGRAMS, "{} programs", both.count());
        for program in &programs {
            assert!(program.shows.ends_with('.'), "{}", program.name);
            let reasons = program.cases.iter().map(|case| &case.unforeseen).chain([&program.unforeseen]);
            assert!(reasons.flatten().all(|reason| reason.ends_with('.')), "{}", program.name);
            for case in &program.cases {
                assert!(case.fails.is_some() != case.works.is_some(), "{}: {}", program.name, case.title());
                assert!(!program.need.is_empty() || case.fails.is_none(), "{} shows no need", program.name);
            }
        }
    }

    #[test]
    fn every_source_is_built_and_committed_as_recorded() {
        let programs = list::read().expect("behaviour.toml is well formed");
        let mut bytes = 0;
        for program in programs.iter().filter(|program| program.corpus.is_none()) {
            let built = program.built.as_ref().unwrap_or_else(|| panic!("{} was never built", program.name));
            if program.is_committed() {
                let content = fs::read(build::place(program, &built.sha256)).expect(&program.name);
                assert_eq!(sha256(&content), built.sha256, "{}", program.name);
                bytes += content.len() as u64;
            }
        }
        assert!(0 < bytes && bytes < MOST_BYTES, "{bytes} bytes");
        let folders = fs::read_dir(list::directory().join("src")).expect("the sources are there").flatten();
        let folders: BTreeSet<String> = folders.flat_map(|entry| entry.file_name().into_string()).collect();
        let sources = programs.into_iter().filter(|program| program.corpus.is_none());
        assert_eq!(folders, sources.map(|program| program.source).collect());
    }

    #[test]
    fn other_words_or_another_end_are_a_mistake() {
        let case = Case { fails: Some("no such zone".into()), ended: "status 1".into(), ..Case::default() };
        let seen = |stderr: &str, ended: &str| Seen {
            case: String::new(),
            stderr: stderr.into(),
            stdout: String::new(),
            ended: ended.into(),
        };
        assert_eq!(mistake(&case, &seen("app: no such zone\n", "status 1")), None);
        assert!(mistake(&case, &seen("app: no such zone\n", "status 0")).is_some());
        assert!(mistake(&case, &seen("app: no zone\n", "status 1")).is_some());
    }

    #[test]
    fn a_tally_of_nothing_or_with_one_failure_proves_nothing() {
        assert!(Tally::default().proven().is_err());
        let failed = Tally { programs: 1, starts: 2, failures: vec!["a in b".into()] };
        assert!(failed.proven().is_err());
        assert!(Tally { programs: 1, starts: 2, ..Tally::default() }.proven().is_ok());
    }
}
