//! The short proof, for `cargo xtask test`: the made binaries, the traps, the samples, and the real programs
//! marked `short`, in up to three images of each kind.

use rootfs::Arch;

use super::behaviour;
use super::fetch::Fetcher;
use super::images::{self, Trees};
use super::limits;
use super::manifest::{self, Program};
use super::musl;
use super::recorded;
use super::run::{self, Ready, Truth};
use super::start;
use super::summary;
use crate::{Done, command_line};

/// Debian's mirror keeps only the newest version of a package, so a pinned one may be gone. The proof must not
/// wither away unseen while that happens.
const FEWEST_PROGRAMS: usize = 60;
const IMAGES_OF_A_KIND: usize = 3;

/// What the short proof came to, when nothing differs.
pub(crate) enum Standing {
    Proven,
    /// Nothing could be started here. What is recorded was compared instead, which is not a proof.
    Skipped(String),
}

pub(crate) fn short() -> Done<Standing> {
    let programs: Vec<Program> = manifest::programs()?.into_iter().filter(|program| program.short).collect();
    let ready = fetch_all(&programs)?;
    let real = ready.iter().filter(|(program, _)| program.is_real()).count();
    if real < FEWEST_PROGRAMS {
        return Err(format!(
            "only {real} real programs can be had in their pinned versions, and {FEWEST_PROGRAMS} are needed; run `cargo xtask prove`, which pins the others anew"
        )
        .into());
    }
    let finalstage = command_line::build()?;
    let recorded = recorded::read()?;
    let obstacle = start::obstacle();
    let trees = match &obstacle {
        Some(_) => Trees::new(),
        None => images::some_of_each_kind(images::assemble(Arch::Amd64)?, IMAGES_OF_A_KIND),
    };
    let truth = match &obstacle {
        Some(_) => Truth::Recorded(&recorded),
        None => Truth::Starting(&trees, &recorded),
    };
    let tried = run::all(&ready, &truth, &finalstage)?;
    let tally = run::tally(&tried, &limits::read()?);
    tally.proven()?;
    if obstacle.is_none() {
        musl::prove(&ready, &finalstage, musl::Record::Kept)?;
    }
    let images = trees.len();
    let counts = format!(
        "{real} real programs and {} others, {} pairs: {} agree, {} known limits, {} traps without a verdict",
        tried.len() - real,
        tally.pairs,
        tally.agree,
        tally.limits,
        tally.no_verdict
    );
    Ok(match obstacle {
        None => {
            println!("prove: started in {images} images: {counts}");
            println!("prove: behaviour: {}", behaviour::short(&trees, &finalstage)?);
            println!("prove: the whole proof last ran on {}", summary::read()?.date);
            Standing::Proven
        }
        Some(reason) => {
            println!("prove: SKIPPED, nothing was started: {reason}");
            println!("prove: compared with the record only: {counts}");
            Standing::Skipped(reason)
        }
    })
}

/// Only pinned versions: what Debian changed since is the next whole proof's to start.
fn fetch_all(programs: &[Program]) -> Done<Vec<Ready<'_>>> {
    let mut fetcher = Fetcher::new()?;
    let mut ready = Vec::new();
    for program in programs {
        match fetcher.fetch(program) {
            Ok(fetched) if program.sha256.as_ref() == Some(&fetched.sha256) => ready.push((program, fetched)),
            Ok(fetched) => println!(
                "prove: {}: left out: version {} is not the pinned one",
                program.name, fetched.version
            ),
            Err(reason) => println!("prove: {}: left out: {reason}", program.name),
        }
    }
    Ok(ready)
}
