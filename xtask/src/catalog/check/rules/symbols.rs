//! What must hold of `catalog/symbols/`.

use std::collections::{BTreeMap, BTreeSet};

use super::Catalog;
use crate::catalog::symbols;

/// A build that is new to the catalog, or a library, is measured with `cargo xtask catalog --symbols`.
pub(super) fn each_library_that_needs_a_list_has_one(catalog: &Catalog, problems: &mut Vec<String>) {
    let mut builds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (build, packages) in &catalog.packages {
        for library in packages.all.iter().flat_map(|package| &package.libraries) {
            builds.entry(library.soname.as_str()).or_default().insert(build);
            let listed = catalog.symbols.get(&library.soname);
            let is_listed =
                listed.is_some_and(|names| names.alike.iter().any(|one| one.builds.contains(build)));
            if symbols::is_wanted(library) && !symbols::is_bare(library) && !is_listed {
                problems.push(format!("{} in {build}: its symbols are not measured", library.soname));
            }
        }
    }
    for (soname, names) in &catalog.symbols {
        let own = builds.get(soname.as_str());
        if soname != symbols::MUSL_LIBRARY && own.is_none() {
            problems.push(format!("catalog/symbols/{soname}.toml: no package has the library"));
        }
        if !super::is_date(&names.date) || names.alike.iter().any(|alike| alike.names.is_empty()) {
            problems.push(format!("catalog/symbols/{soname}.toml: without a date, or names of nothing"));
        }
    }
}

/// What a documented glibc exports is concluded from this (`analyzer/build/symbols.rs`).
pub(super) fn a_newer_glibc_has_what_an_older_one_had(catalog: &Catalog, problems: &mut Vec<String>) {
    for soname in ["libc.so.6", "libm.so.6"] {
        let Some(names) = catalog.symbols.get(soname).filter(|names| !names.beside_versions) else {
            continue;
        };
        for alike in &names.alike {
            for older in alike.builds.iter().filter(|build| build.starts_with("bookworm")) {
                let newer = older.replace("bookworm", "trixie");
                let lost: Vec<&str> =
                    alike.names.iter().map(String::as_str).filter(|name| !name.starts_with('_')).collect();
                if !alike.builds.contains(&newer) && !lost.is_empty() {
                    problems.push(format!("{soname} of {newer} has lost {}", lost.join(" ")));
                }
            }
        }
    }
}
