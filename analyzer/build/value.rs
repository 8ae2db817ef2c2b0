//! Rust's notation for what `src/catalog.rs` holds.

use std::fmt::Write;

use crate::Library;

/// Every path that leads to a library, by the name it ends in: what a loader has to look for is a file name.
#[derive(Default)]
pub(crate) struct FileNames(Vec<(String, String)>);

impl FileNames {
    pub(crate) fn add(&mut self, owner: &str, library: usize, of: &Library) {
        for path in std::iter::once(&of.path).chain(&of.links) {
            let name = path.rsplit('/').next().unwrap_or_default();
            let fields = [
                ("name", text(name)),
                ("path", text(path)),
                ("owner", owner.to_owned()),
                ("library", library.to_string()),
            ];
            self.0.push((name.to_owned(), structure("File", &fields)));
        }
    }

    /// Sorted by name; those of one name stay in the order of the catalog.
    pub(crate) fn value(mut self) -> String {
        self.0.sort_by(|(one, _), (other, _)| one.cmp(other));
        list(self.0.into_iter().map(|(_, value)| value))
    }
}

pub(crate) fn text(text: &str) -> String {
    format!("{text:?}")
}

pub(crate) fn list(values: impl IntoIterator<Item = String>) -> String {
    format!("&[{}]", values.into_iter().collect::<Vec<_>>().join(","))
}

pub(crate) fn structure(name: &str, fields: &[(&str, String)]) -> String {
    let mut written = format!("{name}{{");
    for (field, value) in fields {
        write!(written, "{field}:{value},").expect("a string takes everything");
    }
    written.push_str("}\n");
    written
}
