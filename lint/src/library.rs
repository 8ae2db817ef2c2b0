//! What shared libraries of Debian need in turn, from `catalog/libraries/`.

/// A library a line: release, soname, package, needs.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/libraries.txt"));

/// A library of one release.
pub(crate) struct Library {
    pub package: &'static str,
    needed: &'static str,
}

impl Library {
    pub(crate) fn of(release: &str, soname: &str) -> Option<Self> {
        TABLE.lines().find_map(|line| {
            let mut fields = line.split('\t');
            (fields.next() == Some(release) && fields.next() == Some(soname)).then(|| Library {
                package: fields.next().unwrap_or_default(),
                needed: fields.next().unwrap_or_default(),
            })
        })
    }

    pub(crate) fn needed(&self) -> impl Iterator<Item = &'static str> {
        self.needed.split(' ').filter(|soname| !soname.is_empty())
    }
}

/// Whether a path ends in the name of a shared library.
pub(crate) fn is_library(path: &str) -> bool {
    let name = crate::transfer::file_name(path);
    name.starts_with("lib") && (name.ends_with(".so") || name.contains(".so."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_knows_what_libraries_need() {
        let library = Library::of("trixie", "libpq.so.5").expect("the catalog lists it");
        assert!(library.needed().any(|soname| soname == "libldap.so.2"), "{}", library.needed);
        assert_eq!(library.package, "libpq5");
        assert!(Library::of("trixie", "libunheard.so.1").is_none());
        assert!(is_library("/usr/lib/libz.so.1.3") && is_library("libz.so") && !is_library("/lib/ld.conf"));
    }
}
