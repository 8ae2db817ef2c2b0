//! Packages that the final image installs, where it has a package manager: apk in Alpine and Wolfi, apt in
//! Debian slim and Ubuntu.

use super::Draft;
use crate::dockerfile::instruction::{Instruction, Run};
use crate::dockerfile::language::{Program, apk, apt};
use crate::dockerfile::plan::{Init, Plan};
use crate::dockerfile::{Step, lesson};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manager {
    Apk,
    Apt,
}

pub(super) fn manager(plan: &Plan<'_>) -> Option<Manager> {
    match (plan.image.family, plan.image.slug) {
        ("alpine", _) | (_, "wolfi-base") => Some(Manager::Apk),
        ("debian" | "ubuntu", _) => Some(Manager::Apt),
        _ => None,
    }
}

pub(super) fn install(plan: &Plan<'_>, program: &Program, draft: &mut Draft) {
    let Some(manager) = manager(plan) else { return };
    let contents = plan.image.contents.as_ref();
    let has = |field: fn(&crate::catalog::Contents) -> &'static str| {
        contents.is_some_and(|contents| !field(contents).is_empty())
    };
    let mut packages: Vec<&str> = Vec::new();
    let mut why: Vec<&str> = Vec::new();
    if plan.certificates && !has(|contents| contents.ca_bundle) {
        packages.push("ca-certificates");
        why.push("Certificates, without which no TLS connection can be checked.");
    }
    if plan.zones && !has(|contents| contents.zoneinfo) {
        packages.push("tzdata");
        why.push("The time zones.");
    }
    let own: &[&str] = if manager == Manager::Apk { &program.alpine } else { &program.debian };
    for package in own.iter().filter(|package| !comes_along(plan, package)) {
        packages.push(package);
        why.push(if package.starts_with("python") { "The interpreter." } else { "The C++ library." });
    }
    for library in &plan.libraries {
        if let Some(package) = super::library::package(plan, library, manager) {
            packages.push(package);
            why.push("Libraries that the program loads.");
        }
    }
    if plan.init == Init::Tini && super::init::is_packaged(plan) {
        packages.push("tini");
        why.push("tini, to be process 1.");
    }
    packages.sort_unstable();
    packages.dedup();
    why.dedup();
    if packages.is_empty() {
        return;
    }
    let (commands, lesson) = match manager {
        Manager::Apk => (apk(&packages), lesson::ALPINE),
        Manager::Apt => (apt(&packages), lesson::DEBIAN),
    };
    let clean = match manager {
        Manager::Apk => " --no-cache leaves no index behind.",
        Manager::Apt => " The lists of packages go in the same step, or they would stay in the layer.",
    };
    let reason = format!("{}{clean}", why.join(" "));
    draft.step(Step::new(Instruction::Run(Run { mounts: Vec::new(), commands }), lesson, reason));
}

/// The C++ library is in some of these images already.
fn comes_along(plan: &Plan<'_>, package: &str) -> bool {
    package.starts_with("libstdc++") && plan.image_has("libstdc++.so.6")
}
