//! `catalog/symbols/` becomes the sets that `src/catalog/exports.rs` reads: those that some library of the
//! catalog has.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::key::{LOW_BITS, key};
use crate::{Library, Packages};

/// The C library, by whose versions builds of glibc are told apart.
const LIBC: &str = "libc.so.6";

/// Marks the sets of a library that exports other names too.
const AND_MORE: &str = " +";

/// Marks the sets of a library whose other symbols have versions.
const BESIDE_VERSIONS: &str = " =";

#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    beside_versions: bool,
    alike: Vec<Alike>,
}

/// Names that the same builds of a library export. A build is called after its release and architecture.
#[derive(Deserialize)]
struct Alike {
    #[serde(rename = "in")]
    builds: Vec<String>,
    names: Vec<String>,
}

pub(crate) struct Symbols {
    libraries: BTreeMap<String, Names>,
    /// The sets written so far, by library and group.
    places: BTreeMap<(String, usize), usize>,
    /// The releases, from the oldest glibc to the newest.
    releases: Vec<(u32, String)>,
    pub(crate) bytes: Vec<u8>,
}

impl Symbols {
    pub(crate) fn read(catalog: &Path) -> Self {
        let libraries = crate::read_all(&catalog.join("symbols")).into_iter().collect();
        let mut releases = Vec::new();
        for (file, packages) in crate::read_all::<Packages>(&catalog.join("packages")) {
            let Some(release) = file.strip_suffix("-amd64") else { continue };
            let mut all = packages.package.iter().flat_map(|package| &package.library);
            let libc = all.find(|library| library.soname == LIBC);
            releases.extend(libc.and_then(newest).map(|version| (version, release.to_owned())));
        }
        releases.sort();
        Symbols { libraries, places: BTreeMap::new(), releases, bytes: Vec::new() }
    }

    /// The sets of a library that a source describes, beside those of the same image. What glibc exports stays, so a
    /// build that is no older has all that it exports; a newer one than any that was measured has more.
    pub(crate) fn documented(&mut self, library: &Library, image: &[Library], architecture: &str) -> String {
        let by_hand = library.symbols.clone().map(|release| (release, library.more_symbols));
        let glibc = || {
            let own = image.iter().find(|other| other.soname == LIBC).and_then(newest)?;
            let no_older = self.releases.iter().find(|(version, _)| *version >= own);
            let (version, release) = no_older.or(self.releases.last())?;
            Some((release.clone(), own > *version))
        };
        let is_of_glibc = library.soname == "libgcc_s.so.1" || library.up_to.contains_key("GLIBC");
        let build = by_hand.or_else(|| if is_of_glibc { glibc() } else { None });
        let Some((release, has_more)) = build else { return String::new() };
        let sets = self.sets(&library.soname, &format!("{release}-{architecture}"));
        if sets.is_empty() || !has_more { sets } else { sets + AND_MORE }
    }

    /// The sets of a library of a package. All of those were looked at, so one with versions that is not listed has
    /// no symbol without.
    pub(crate) fn packaged(&mut self, library: &Library, build: &str) -> String {
        let sets = self.sets(&library.soname, build);
        if sets.is_empty() && !library.defines.is_empty() { BESIDE_VERSIONS.to_owned() } else { sets }
    }

    /// The sets that a build of a library has; none when its exports are not known.
    fn sets(&mut self, soname: &str, build: &str) -> String {
        // Alpine puts the machine into the name.
        let library = if soname.starts_with("libc.musl-") { "libc.musl" } else { soname };
        let Some(names) = self.libraries.get(library) else { return String::new() };
        let mut sets = Vec::new();
        for (group, alike) in names.alike.iter().enumerate() {
            if alike.builds.iter().any(|own| own == build) {
                let next = self.places.len();
                let place = *self.places.entry((library.to_owned(), group)).or_insert_with(|| {
                    write(&mut self.bytes, &alike.names);
                    next
                });
                sets.push(place.to_string());
            }
        }
        let mark = if self.libraries.get(library).is_some_and(|names| names.beside_versions) {
            BESIDE_VERSIONS
        } else {
            ""
        };
        if sets.is_empty() { String::new() } else { sets.join(" ") + mark }
    }
}

/// The second number of the newest version of glibc: 41 of 2.41.
fn newest(libc: &Library) -> Option<u32> {
    let defined = libc.defines.iter().filter_map(|version| version.strip_prefix("GLIBC_2."));
    let up_to = libc.up_to.get("GLIBC").and_then(|most| most.strip_prefix("2."));
    defined.chain(up_to).filter_map(|number| number.split('.').next()?.parse().ok()).max()
}

fn write(bytes: &mut Vec<u8>, names: &[String]) {
    let count = names.len() as u64;
    let mut keys: Vec<u64> = names.iter().map(|name| key(name.as_bytes(), count)).collect();
    keys.sort_unstable();
    let mut bits = Vec::new();
    let mut last = 0;
    for key in keys {
        let difference = key - last;
        last = key;
        bits.extend((0..difference >> LOW_BITS).map(|_| true));
        bits.push(false);
        bits.extend((0..LOW_BITS).rev().map(|place| difference >> place & 1 == 1));
    }
    let packed: Vec<u8> = bits
        .chunks(8)
        .map(|bits| bits.iter().enumerate().map(|(place, bit)| u8::from(*bit) << place).sum())
        .collect();
    for number in [names.len(), packed.len()] {
        bytes.extend(u16::try_from(number).expect("no library has 65,536 exports").to_le_bytes());
    }
    bytes.extend(packed);
}
