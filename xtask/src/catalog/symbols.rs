//! `catalog/symbols/`: by which names the symbols of libraries are found without a version. Programs ask so for what
//! a library without version definitions brings, and where their linker did not see the C library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rootfs::{Arch, Error, LibraryFacts, Mirror, Release, Rootfs};
use serde::Deserialize;

use super::write;

/// Of libraries with version definitions, those whose symbols a program may ask for without a version. Programs that
/// were linked without the C library (Go with purego) ask for `dlopen` so, and libgcc is loaded with every C++ program.
///
/// Of the others only the symbols that have no version are listed, such as zlib's oldest: GNU ld writes the version of
/// a symbol into a program (binutils `bfd/elflink.c`, `_bfd_elf_add_default_symbol`), so a program that asks for the
/// rest asks by version. Where no symbol is without one, there is no file.
const VERSIONED: &[&str] = &[
    "ld-linux-aarch64.so.1",
    "ld-linux-x86-64.so.2",
    "libanl.so.1",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libutil.so.1",
];

/// Without version definitions, and left out all the same, because every name costs a byte where programs are judged:
/// libraries of a package's own programs, and those that draw for Java or edit lines for Python.
const LEFT_OUT: &[&str] = &[
    "libapt-private.so.0.0",
    "libdebconfclient.so.0",
    "libdrop_ambient.so.0",
    "libe2p.so.2",
    "libexpatw.so.1",
    "libext2fs.so.2",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libhistory.so.8",
    "liblcms2.so.2",
    "libmemusage.so",
    "libpcprofile.so",
    "libreadline.so.8",
    "libss.so.2",
    "libunistring.so.2",
];

/// musl, which no measured image has and documented ones have in the same version. Alpine's 1.2.5 (that of its root file
/// system 3.20.3, read 2026-11-21) exports what Debian's does, but for `renameat2` and what a patch of Debian's adds.
const MUSL: &str = "musl";
pub(super) const MUSL_LIBRARY: &str = "libc.musl";
const DEBIANS_OWN: &str = "fts_";

/// The names of each library in each build, which is called after its release and architecture.
type Names = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

#[derive(Deserialize)]
struct Packages {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    #[serde(default)]
    library: Vec<LibraryFacts>,
}

/// Measures the libraries of the packages that `catalog/packages/` lists.
pub(super) fn measure(catalog: &Path, mirror: &Mirror, work: &Path, today: &str) -> Result<(), Error> {
    let (mut names, mut bare) = (Names::new(), Names::new());
    for (release, arch) in [Release::Bookworm, Release::Trixie]
        .into_iter()
        .flat_map(|release| Arch::ALL.map(|arch| (release, arch)))
    {
        let build = format!("{}-{arch}", release.codename());
        println!("catalog: symbols of {} for {arch}", release.codename());
        let path = catalog.join("packages").join(format!("{build}.toml"));
        let text = fs::read_to_string(&path).map_err(|error| Error::new(path.display(), error))?;
        let packages: Packages = toml::from_str(&text).map_err(|error| Error::new(path.display(), error))?;
        let index = mirror.index(release, arch)?;
        let unpacked = |name: &str| {
            let deb = rootfs::Deb::open(&mirror.fetch(index.package(name)?)?)?;
            let tree = Rootfs::create(&work.join("symbols"))?;
            deb.unpack(&tree)?;
            Ok::<Rootfs, Error>(tree)
        };
        for package in packages.package.iter().filter(|package| package.library.iter().any(is_wanted)) {
            let tree = unpacked(&package.name)?;
            for library in package.library.iter().filter(|library| is_wanted(library)) {
                let exports = rootfs::exports_of(&tree, &library.path, is_bare(library))?;
                let name = if is_bare(library) { &mut bare } else { &mut names };
                if !exports.is_empty() {
                    let builds = name.entry(library.soname.clone()).or_default();
                    builds.insert(build.clone(), exports.into_iter().collect());
                }
            }
            tree.remove()?;
        }
        let tree = unpacked(MUSL)?;
        let musl = arch.triplet().replace("gnu", MUSL);
        let exports = ["/usr/lib", "/lib"]
            .iter()
            .map(|directory| format!("{directory}/{musl}/libc.so"))
            .find(|path| tree.contains(path))
            .ok_or_else(|| Error::new(MUSL, "its package has no libc.so"))
            .and_then(|path| rootfs::exports_of(&tree, &path, false))?;
        let exports = exports.into_iter().filter(|name| !name.starts_with(DEBIANS_OWN)).collect();
        names.entry(MUSL_LIBRARY.to_owned()).or_default().insert(build, exports);
        tree.remove()?;
    }
    let directory = catalog.join("symbols");
    for (all, beside_versions) in [(&names, false), (&bare, true)] {
        for (library, builds) in all {
            let path = directory.join(format!("{library}.toml"));
            write::symbols(&path, library, beside_versions, today, &alike(builds))?;
        }
    }
    Ok(())
}

pub(super) fn is_wanted(library: &LibraryFacts) -> bool {
    !library.defines.is_empty() || !LEFT_OUT.contains(&library.soname.as_str())
}

pub(super) fn is_bare(library: &LibraryFacts) -> bool {
    !library.defines.is_empty() && !VERSIONED.contains(&library.soname.as_str())
}

/// Names that the same builds have, the largest group first: what all have stands there once.
fn alike(builds: &BTreeMap<String, BTreeSet<String>>) -> Vec<(Vec<String>, Vec<String>)> {
    let mut groups: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for name in builds.values().flatten().collect::<BTreeSet<_>>() {
        let have = builds.iter().filter(|(_, names)| names.contains(name));
        let have = have.map(|(build, _)| build.clone()).collect();
        groups.entry(have).or_default().push(name.clone());
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(builds, _)| (std::cmp::Reverse(builds.len()), builds.clone()));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_builds_share_stands_there_once() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        let builds = BTreeMap::from([
            ("bookworm-amd64".to_owned(), names("free malloc")),
            ("trixie-amd64".to_owned(), names("free malloc strlcpy")),
        ]);
        let strings = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            alike(&builds),
            [
                (strings(&["bookworm-amd64", "trixie-amd64"]), strings(&["free", "malloc"])),
                (strings(&["trixie-amd64"]), strings(&["strlcpy"])),
            ]
        );
    }
}
