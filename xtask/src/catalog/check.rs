//! Holds the catalog's files against each other, and states what must be true of any of them.
//!
//! Reads files only: no mirror, no package. What a rule says of an image, it says for each architecture.

mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rootfs::{Arch, Image, LibraryFacts, MeasuredImage, PackageFacts};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Fails with every contradiction found, one a line.
pub(super) fn run(directory: &Path) -> Result<(), String> {
    let catalog = Catalog::read(directory)?;
    let problems = catalog.problems();
    match problems.is_empty() {
        true => {
            let measured = catalog.measured.len();
            let documented = catalog.images.len() - measured;
            println!("catalog: {measured} measured images and {documented} documented ones hold together");
            Ok(())
        }
        false => Err(problems.join("\n")),
    }
}

/// All the files, by slug and by release and architecture.
struct Catalog {
    images: BTreeMap<String, Image>,
    measured: BTreeMap<String, Measured>,
    packages: BTreeMap<String, Packages>,
    symbols: BTreeMap<String, Symbols>,
}

/// The names that a library exports, by the builds that have them.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Symbols {
    date: String,
    #[serde(default)]
    beside_versions: bool,
    alike: Vec<Alike>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Alike {
    #[serde(rename = "in")]
    builds: Vec<String>,
    names: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    date: String,
    amd64: MeasuredImage,
    arm64: MeasuredImage,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Packages {
    date: String,
    #[serde(rename = "package")]
    all: Vec<PackageFacts>,
}

/// A measured image with everything known of it on one architecture.
struct Holding<'c> {
    image: &'c Image,
    arch: Arch,
    facts: &'c MeasuredImage,
    libraries: Vec<&'c LibraryFacts>,
}

impl Catalog {
    fn read(directory: &Path) -> Result<Self, String> {
        Ok(Catalog {
            images: Image::read_all(&directory.join("images")).map_err(|error| error.to_string())?,
            measured: read_all(&directory.join("measured"))?,
            packages: read_all(&directory.join("packages"))?,
            symbols: read_all(&directory.join("symbols"))?,
        })
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for rule in rules::RULES {
            rule(self, &mut problems);
        }
        problems
    }

    /// Every measured image on every architecture, as far as its packages are known.
    fn holdings(&self) -> impl Iterator<Item = Holding<'_>> {
        self.measured.iter().filter_map(|(slug, measured)| Some((self.images.get(slug)?, measured))).flat_map(
            |(image, measured)| {
                Arch::ALL.map(|arch| {
                    let facts = measured.on(arch);
                    let libraries = facts.packages.iter().filter_map(|name| self.package(image, arch, name));
                    Holding {
                        image,
                        arch,
                        facts,
                        libraries: libraries.flat_map(|package| &package.libraries).collect(),
                    }
                })
            },
        )
    }

    fn package(&self, image: &Image, arch: Arch, name: &str) -> Option<&PackageFacts> {
        let file = self.packages.get(&format!("{}-{arch}", image.release.as_deref()?))?;
        file.all.iter().find(|package| package.name == name)
    }
}

impl Measured {
    fn on(&self, arch: Arch) -> &MeasuredImage {
        match arch {
            Arch::Amd64 => &self.amd64,
            Arch::Arm64 => &self.arm64,
        }
    }
}

impl Holding<'_> {
    /// The library that the loader takes for a needed name.
    fn library(&self, name: &str) -> Option<&LibraryFacts> {
        let file = |path: &str| path.rsplit('/').next() == Some(name);
        self.libraries
            .iter()
            .find(|library| {
                library.soname == name || file(&library.path) || library.links.iter().any(|link| file(link))
            })
            .copied()
    }
}

fn read_all<T: DeserializeOwned>(directory: &Path) -> Result<BTreeMap<String, T>, String> {
    let wrong = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(directory).map_err(|error| wrong(directory, &error))? {
        let path = entry.map_err(|error| wrong(directory, &error))?.path();
        let Some(slug) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".toml")) else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(|error| wrong(&path, &error))?;
        all.insert(slug.to_owned(), toml::from_str(&text).map_err(|error| wrong(&path, &error))?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        Catalog::read(&crate::project::root().join("catalog")).unwrap()
    }

    /// What the rules say once something true has been made false.
    fn after(change: impl FnOnce(&mut Catalog)) -> String {
        let mut catalog = catalog();
        change(&mut catalog);
        catalog.problems().join("\n")
    }

    fn libc(catalog: &mut Catalog) -> &mut LibraryFacts {
        let packages = &mut catalog.packages.get_mut("trixie-amd64").unwrap().all;
        let libc6 = packages.iter_mut().find(|package| package.name == "libc6").unwrap();
        libc6.libraries.iter_mut().find(|library| library.soname == "libc.so.6").unwrap()
    }

    #[test]
    fn the_catalog_holds_together() {
        assert_eq!(catalog().problems(), Vec::<String>::new());
    }

    #[test]
    fn an_image_without_its_measurement_is_found() {
        let said = after(|catalog| drop(catalog.measured.remove("distroless-cc-debian13")));
        assert!(said.contains("distroless-cc-debian13: defined and never measured"), "{said}");
    }

    #[test]
    fn a_measurement_without_its_image_is_found() {
        let said = after(|catalog| drop(catalog.images.remove("debian-trixie-slim")));
        assert!(said.contains("debian-trixie-slim: measured, and no image says what it is"), "{said}");
    }

    #[test]
    fn a_library_that_misses_another_is_found() {
        let said = after(|catalog| libc(catalog).needed.push("libnowhere.so.1".into()));
        assert!(said.contains("libc.so.6 needs libnowhere.so.1"), "{said}");
    }

    #[test]
    fn a_version_that_nobody_defines_is_found() {
        let said = after(|catalog| libc(catalog).defines.retain(|version| version != "GLIBC_2.38"));
        assert!(said.contains("needs GLIBC_2.38 of libc.so.6"), "{said}");
    }

    #[test]
    fn an_older_glibc_in_a_newer_debian_is_found() {
        let said = after(|catalog| libc(catalog).defines.retain(|version| version != "GLIBC_2.2.5"));
        assert!(said.contains("trixie has lost GLIBC_2.2.5"), "{said}");
    }

    #[test]
    fn a_library_whose_symbols_were_not_measured_is_found() {
        let said = after(|catalog| {
            let names = catalog.symbols.get_mut("libsqlite3.so.0").unwrap();
            names.alike.iter_mut().for_each(|alike| alike.builds.retain(|build| build != "trixie-arm64"));
        });
        assert!(said.contains("libsqlite3.so.0 in trixie-arm64: its symbols are not measured"), "{said}");
    }

    #[test]
    fn a_symbol_that_glibc_lost_is_found() {
        let said = after(|catalog| {
            let names = catalog.symbols.get_mut("libc.so.6").unwrap();
            names.alike[0].builds.retain(|build| !build.starts_with("trixie"));
        });
        assert!(said.contains("libc.so.6 of trixie-amd64 has lost"), "{said}");
    }

    #[test]
    fn anything_in_scratch_is_found() {
        let said = after(|catalog| catalog.measured.get_mut("scratch").unwrap().amd64.size = 1);
        assert!(said.contains("scratch on amd64: promises nothing"), "{said}");
    }

    #[test]
    fn a_changed_definition_asks_for_a_new_measurement() {
        let said = after(|catalog| {
            catalog.images.get_mut("distroless-static-debian13").unwrap().config.user = Some("0".into());
        });
        assert!(
            said.contains("distroless-static-debian13 on amd64: measured before its file changed"),
            "{said}"
        );
    }
}
