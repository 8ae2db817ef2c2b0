//! `corpus/summary.toml`: the last whole proof in figures, for the test that asks whether it still holds and for
//! the page that shows it.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

use super::compare::Pair;
use super::fingerprint;
use super::recorded::Outcome;
use super::run::{Tally, Tried};
use crate::Done;

#[derive(Deserialize, Serialize)]
pub(crate) struct Summary {
    pub(crate) date: String,
    kernel: String,
    /// Of the catalog and the model that were proven.
    pub(crate) fingerprint: String,
    /// Somebody's programs, from registries.
    programs: usize,
    made: usize,
    samples: usize,
    traps: usize,
    images: usize,
    /// Of a program and an image.
    pub(crate) pairs: usize,
    pub(crate) agree: usize,
    /// Listed in known-limits.toml.
    pub(crate) limits: usize,
    /// Traps on which the tool says that it cannot tell.
    pub(crate) no_verdict: usize,
    /// Real programs by Debian release or registry.
    sources: BTreeMap<String, usize>,
    /// Pairs by what happened.
    outcome: BTreeMap<String, usize>,
    image: Vec<Image>,
}

#[derive(Deserialize, Serialize)]
struct Image {
    slug: String,
    pairs: usize,
    agree: usize,
    outcome: BTreeMap<String, usize>,
}

pub(crate) fn of(all: &[Tried<'_>], tally: &Tally, date: String) -> Done<Summary> {
    let mut images: BTreeMap<&str, Image> = BTreeMap::new();
    let mut sources = BTreeMap::new();
    let mut outcomes = BTreeMap::new();
    for tried in all {
        if tried.program.is_real() {
            *sources.entry(tried.program.source.name().to_owned()).or_default() += 1;
        }
        for (slug, pair) in &tried.pairs {
            let image = images.entry(slug).or_insert_with(|| Image {
                slug: slug.clone(),
                pairs: 0,
                agree: 0,
                outcome: BTreeMap::new(),
            });
            image.pairs += 1;
            image.agree += usize::from(*pair == Pair::Agrees);
            if let Some(outcome) = tried.starts.get(slug).map(class) {
                *image.outcome.entry(outcome.clone()).or_default() += 1;
                *outcomes.entry(outcome).or_default() += 1;
            }
        }
    }
    let named = |name: &str| all.iter().filter(|tried| tried.program.source.name() == name).count();
    let sh = Shell::new()?;
    let uname = cmd!(sh, "uname -sr").quiet().read()?;
    Ok(Summary {
        date,
        // Without what its distributor put behind the version.
        kernel: uname.split('-').next().unwrap_or_default().to_owned(),
        fingerprint: fingerprint::of_this_checkout()?,
        programs: all.iter().filter(|tried| tried.program.is_real()).count(),
        made: named("made"),
        samples: named("samples"),
        traps: all.iter().filter(|tried| tried.program.trap).count(),
        images: images.len(),
        pairs: tally.pairs,
        agree: tally.agree,
        limits: tally.limits,
        no_verdict: tally.no_verdict,
        sources,
        outcome: outcomes,
        image: images.into_values().collect(),
    })
}

/// What kind of end a start came to.
fn class(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Starts { .. } => "starts".to_owned(),
        Outcome::Kernel { errno } => format!("kernel-{errno}"),
        Outcome::Loader { says, .. } if says.contains(": cannot open shared object file") => {
            "loader-library".to_owned()
        }
        Outcome::Loader { says, .. } if says.contains(": version `") => "loader-version".to_owned(),
        Outcome::Loader { says, .. } if says.contains("undefined symbol") => "loader-symbol".to_owned(),
        Outcome::Loader { .. } => "loader-other".to_owned(),
    }
}

pub(crate) fn read() -> Done<Summary> {
    let file = super::directory().join("summary.toml");
    Ok(toml::from_str(&fs::read_to_string(&file)?).map_err(|error| format!("{}: {error}", file.display()))?)
}

pub(crate) fn write(summary: &Summary) -> Done {
    let header = "# Written by `cargo xtask prove`: what its last whole run came to.\n\n";
    let text = toml::to_string(summary)?;
    Ok(fs::write(super::directory().join("summary.toml"), format!("{header}{text}"))?)
}
