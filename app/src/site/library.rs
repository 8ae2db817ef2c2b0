//! Which image has a library, and which Debian package brings it: every soname of the catalog.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use analyzer::catalog::{BaseImage, Catalog};
use serde::Deserialize;

/// A library by the name that programs ask for it by.
pub struct Library {
    pub soname: String,
    /// From the smallest to the largest.
    pub images: Vec<&'static BaseImage>,
    /// By release.
    pub packages: Vec<Carrier>,
}

/// A Debian package that brings a library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carrier {
    pub release: String,
    pub name: String,
    pub version: String,
}

#[derive(Deserialize)]
struct Release {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    #[serde(default)]
    libraries: Vec<Soname>,
}

#[derive(Deserialize)]
struct Soname {
    soname: String,
}

/// From the images of the catalog, and from `folder`, which has the packages whose libraries hardly an image has.
pub(super) fn collect(catalog: &'static Catalog, folder: &Path) -> Result<Vec<Library>, Box<dyn Error>> {
    let mut found: BTreeMap<String, Library> = BTreeMap::new();
    for image in catalog.images {
        let Some(contents) = &image.contents else { continue };
        for (library, package) in catalog.libraries(contents) {
            let entry = entry(&mut found, library.soname);
            if !entry.images.iter().any(|other| other.slug == image.slug) {
                entry.images.push(image);
            }
            entry.packages.extend(package.map(|package| Carrier {
                release: image.release.to_owned(),
                name: package.name.to_owned(),
                version: package.version.to_owned(),
            }));
        }
    }
    for release in ["bookworm", "trixie"] {
        let file = folder.join(format!("{release}.toml"));
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let packages: Release =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        for package in packages.package {
            for Soname { soname } in package.libraries {
                let carrier = Carrier {
                    release: release.to_owned(),
                    name: package.name.clone(),
                    version: package.version.clone(),
                };
                entry(&mut found, &soname).packages.push(carrier);
            }
        }
    }
    let mut libraries: Vec<Library> = found.into_values().collect();
    for library in &mut libraries {
        library.packages.sort();
        // An image was measured on one day and the list of packages on another: one line for each package is enough.
        library.packages.dedup_by(|one, other| one.release == other.release && one.name == other.name);
    }
    Ok(libraries)
}

fn entry<'f>(found: &'f mut BTreeMap<String, Library>, soname: &str) -> &'f mut Library {
    found.entry(soname.to_owned()).or_insert_with_key(|soname| Library {
        soname: soname.clone(),
        images: Vec::new(),
        packages: Vec::new(),
    })
}
