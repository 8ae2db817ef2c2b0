//! `catalog/symbols/` becomes the sets that `src/catalog/exports.rs` reads: those that some library of the
//! catalog has.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::key::{LOW_BITS, key};

#[derive(Deserialize)]
struct Names {
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
    pub(crate) bytes: Vec<u8>,
}

impl Symbols {
    pub(crate) fn read(catalog: &Path) -> Self {
        let libraries = crate::read_all(&catalog.join("symbols")).into_iter().collect();
        Symbols { libraries, places: BTreeMap::new(), bytes: Vec::new() }
    }

    /// The sets that a build of a library has; none when its exports are not known.
    pub(crate) fn sets(&mut self, soname: &str, build: &str) -> String {
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
        sets.join(" ")
    }
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
