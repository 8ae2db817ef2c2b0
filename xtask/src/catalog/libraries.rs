//! Which package brings which shared library, in which release, and what that library needs in turn: for
//! those that hardly an image has. The generator copies or installs them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rootfs::{Arch, Deb, Error, Index, LibraryFacts, Mirror, Package, Release, Rootfs};

use super::write;

/// Measures what `catalog/libraries.toml` names, with everything that depends on it in the packages' own
/// words, on both architectures. Where those differ, nothing is written: one table stands for both.
pub(super) fn measure(catalog: &Path, mirror: &Mirror, work: &Path, today: &str) -> Result<(), Error> {
    let path = catalog.join("libraries.toml");
    let text = fs::read_to_string(&path).map_err(|error| Error::new(path.display(), error))?;
    let wanted: BTreeMap<String, Vec<String>> =
        toml::from_str(&text).map_err(|error| Error::new(path.display(), error))?;
    for (codename, roots) in wanted {
        let release = Release::named(&codename).ok_or_else(|| Error::new(&codename, "no such release"))?;
        let mut by_arch = BTreeMap::new();
        for arch in Arch::ALL {
            let index = mirror.index(release, arch)?;
            by_arch.insert(arch, packages(&index, &roots, arch, mirror, work)?);
        }
        let amd64 = by_arch.remove(&Arch::Amd64).unwrap_or_default();
        let arm64 = by_arch.remove(&Arch::Arm64).unwrap_or_default();
        differences(&amd64, &arm64)?;
        let file = catalog.join("libraries").join(format!("{codename}.toml"));
        write::libraries(&file, &codename, today, &amd64)?;
        println!("catalog: {} packages with libraries of {codename}", amd64.len());
    }
    Ok(())
}

/// Packages and their libraries; those without any are left out.
type Measured = Vec<(Package, Vec<LibraryFacts>)>;

fn packages(
    index: &Index,
    roots: &[String],
    arch: Arch,
    mirror: &Mirror,
    work: &Path,
) -> Result<Measured, Error> {
    let roots: Vec<&str> = roots.iter().map(String::as_str).collect();
    let mut measured = Vec::new();
    for package in index.closure(&roots, &[])? {
        let deb = Deb::open(&mirror.fetch(package)?)?;
        let tree = Rootfs::create(&work.join("library"))?;
        deb.unpack(&tree)?;
        let libraries = rootfs::libraries_of(&tree, arch)?;
        tree.remove()?;
        if !libraries.is_empty() {
            measured.push((package.clone(), libraries));
        }
    }
    Ok(measured)
}

/// The loader and what it is called apart, sonames, directories and needs are the same on both.
fn differences(amd64: &Measured, arm64: &Measured) -> Result<(), Error> {
    let facts = |measured: &Measured, arch: Arch| -> BTreeMap<String, (String, String)> {
        let one = |package: &Package, library: &LibraryFacts| {
            let directory = library.path.rsplit_once('/').map(|(directory, _)| directory).unwrap_or_default();
            (library.soname.clone(), (package.name.clone(), directory.replace(arch.triplet(), "*")))
        };
        let all = measured.iter().flat_map(|(package, libraries)| {
            libraries.iter().map(|library| one(package, library)).collect::<Vec<_>>()
        });
        all.filter(|(soname, _)| !write::is_of_processor(soname)).collect()
    };
    let (here, there) = (facts(amd64, Arch::Amd64), facts(arm64, Arch::Arm64));
    match here.iter().find(|(soname, fact)| there.get(*soname) != Some(fact)) {
        None => Ok(()),
        Some((soname, fact)) => {
            Err(Error::new(soname, format!("{fact:?} on amd64 and {:?} on arm64", there.get(soname))))
        }
    }
}
