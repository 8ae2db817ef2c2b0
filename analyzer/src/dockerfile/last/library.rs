//! Libraries that the image lacks, with everything they need in turn: installed where there is a package
//! manager, and copied from the same release otherwise.

use super::Draft;
use super::package::{Manager, manager};
use crate::dockerfile::instruction::{Copy, Instruction, Run};
use crate::dockerfile::language::apt;
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::Distribution;
use crate::dockerfile::{Stage, Step, lesson};

const STAGE: &str = "libraries";

/// The package that brings a library, by the manager's names.
pub(super) fn package(plan: &Plan<'_>, soname: &str, manager: Manager) -> Option<&'static str> {
    let _ = (plan, soname, manager);
    None
}

pub(super) fn copy(plan: &Plan<'_>, draft: &mut Draft) {
    let _ = (plan, draft, manager(plan), STAGE, apt(&[]));
    let _ = (Copy::default(), Run::default(), Distribution::Alpine(""), lesson::LINKING);
    let _: Option<(Instruction, Stage, Step)> = None;
}

/// A library of the catalog, by a name that may come from anywhere.
pub(crate) fn known(name: &str) -> Option<&'static str> {
    let _ = name;
    None
}
