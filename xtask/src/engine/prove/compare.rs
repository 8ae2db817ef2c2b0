//! `cargo xtask engine`: what is predicted now against what was recorded then. Nothing is started, so it takes no
//! rights; it fails when the model or the catalog changed and the proof was not run again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::candidates;
use super::difference::unlike;
use super::plan::Class;
use super::predicted::{self, Report};
use super::recorded::{self, Start};
use crate::{Done, command_line};

/// A registry may lose a package, and Debian's mirror keeps only its newest version. The comparison must not wither
/// away unseen while that happens.
const FEWEST_PERCENT: usize = 60;

pub(in super::super) fn run() -> Done {
    let finalstage = command_line::build()?;
    let recorded = recorded::read()?;
    let candidates = candidates::named(&[])?;
    let by_name: BTreeMap<&str, _> =
        candidates.iter().map(|candidate| (candidate.name.as_str(), candidate)).collect();
    let mut reports: BTreeMap<(&str, &str), Option<Report>> = BTreeMap::new();
    let mut compared = 0;
    let mut differences = Vec::new();
    for start in &recorded.start {
        let key = (start.program.as_str(), start.runtime.as_str());
        // Another version of a program is another program.
        let Some(candidate) = by_name.get(key.0).filter(|candidate| candidate.sha256 == start.sha256) else {
            continue;
        };
        let report = match reports.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(predicted::check(&finalstage, candidate.handed(), key.1)?),
        };
        compared += 1;
        if let Some(difference) = difference(start, report.as_ref()) {
            differences.push(format!("{} in {} by {}: {difference}", key.0, start.image, key.1));
        }
    }
    if !differences.is_empty() {
        return Err(format!(
            "{} of {compared} recorded starts are predicted otherwise now:\n{}",
            differences.len(),
            differences.join("\n")
        )
        .into());
    }
    if compared * 100 < recorded.start.len() * FEWEST_PERCENT {
        return Err(format!(
            "only {compared} of {} recorded starts could be compared; run `cargo xtask engine prove`",
            recorded.start.len()
        )
        .into());
    }
    println!("engine: {compared} of {} recorded starts, all as predicted", recorded.start.len());
    Ok(())
}

fn difference(start: &Start, report: Option<&Report>) -> Option<String> {
    let Some(report) = report else { return Some("the file cannot be analysed".to_owned()) };
    let Some(image) = report.images.iter().find(|image| image.slug == start.image) else {
        return Some("the catalog no longer has the image".to_owned());
    };
    let class = Class::of(report, image).map(Class::name);
    if class != Some(start.class.as_str()) {
        return Some(format!(
            "it was {}, and is predicted to be {}",
            start.class,
            class.unwrap_or("unknown")
        ));
    }
    let says = start.says.as_deref().unwrap_or_default();
    unlike(image.error.as_deref(), &image.exit_status, says, start.exit)
}
