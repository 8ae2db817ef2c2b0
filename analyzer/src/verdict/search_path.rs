//! `DT_RPATH` and `DT_RUNPATH` entries as directories: dynamic string tokens expanded, dots left as they
//! are, because messages show them (ld.so(8), "Dynamic string tokens").

use std::borrow::Cow;

use crate::elf::Elf;
use crate::elf::platform::Architecture;
use crate::layout::Layout;
use crate::untrusted::Untrusted;

/// What the paths in a file are relative to.
#[derive(Clone, Copy)]
pub(super) struct Base<'b> {
    /// The directory of the file.
    pub origin: &'b str,
    /// The directory the program starts in.
    pub workdir: &'b str,
    pub multiarch: &'b str,
}

/// The directories of a search path. A relative one counts from the working directory, and so does an empty
/// one (glibc `elf/dl-load.c`, `fillin_rpath`).
pub(super) fn directories(entries: &[Untrusted], base: Base<'_>) -> Vec<String> {
    let directory = |entry: &Untrusted| Some(rooted(&expand(entry, base)?, base.workdir));
    entries.iter().filter_map(directory).collect()
}

/// The entry with its tokens replaced: of a search path, or a needed name that is a path.
pub(super) fn expand(entry: &Untrusted, base: Base<'_>) -> Option<String> {
    let text = std::str::from_utf8(entry.as_bytes()).ok()?;
    let library = ["lib/", base.multiarch].concat();
    let machine = base.multiarch.split('-').next().unwrap_or_default();
    let tokens = [("ORIGIN", base.origin), ("LIB", library.as_str()), ("PLATFORM", machine)];
    let mut parts = text.split('$');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let value = |(name, value): &(&str, &'_ str)| {
            let braced = part.strip_prefix('{').and_then(|part| part.strip_prefix(*name)?.strip_prefix('}'));
            Some(((*value).to_owned(), braced.or_else(|| part.strip_prefix(*name))?))
        };
        let (value, rest) = tokens.iter().find_map(value).unwrap_or_else(|| ("$".to_owned(), part));
        expanded.push_str(&value);
        expanded.push_str(rest);
    }
    Some(expanded)
}

/// Whether a path in the program or one of its libraries names `$PLATFORM`. On Intel's processors glibc makes it
/// `haswell` or `xeon_phi`, on others it is what the kernel says (glibc `sysdeps/x86/cpu-features.c`,
/// `update_active`; `AT_PLATFORM` of getauxval(3)).
pub(super) fn depends_on_processor(elf: &Elf, layout: &Layout<'_>) -> bool {
    let objects = std::iter::once(elf).chain(layout.companions.iter().map(|own| own.elf));
    let mut paths = objects.flat_map(|elf| elf.rpath.iter().chain(&elf.runpath).chain(&elf.needed));
    let names = |path: &[u8], token: &[u8]| path.windows(token.len()).any(|part| part == token);
    elf.platform.architecture() == Some(Architecture::Amd64)
        && paths.any(|path| names(path.as_bytes(), b"$PLATFORM") || names(path.as_bytes(), b"${PLATFORM}"))
}

/// A path from the root, without dots.
pub(super) fn absolute<'p>(path: &'p str, workdir: &str) -> Cow<'p, str> {
    if path.starts_with('/') { resolve(path) } else { resolve(&rooted(path, workdir)).into_owned().into() }
}

fn rooted(path: &str, workdir: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { [workdir, "/", path].concat() }
}

/// `/../lib` is `/lib`: the root is its own parent.
pub(super) fn resolve(path: &str) -> Cow<'_, str> {
    // Nearly every path is written plainly.
    let has_dots = path.as_bytes().windows(2).any(|two| matches!(two, [b'/', b'/' | b'.']));
    if path.starts_with('/') && !path.ends_with('/') && !has_dots {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Cow::Owned(["/", &parts.join("/")].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entry: &str, workdir: &str) -> Vec<String> {
        let base = Base { origin: "/", workdir, multiarch: "x86_64-linux-gnu" };
        directories(&[Untrusted::new(entry.as_bytes())], base)
    }

    #[test]
    fn origin_is_the_directory_of_the_file() {
        assert_eq!(found("$ORIGIN/../lib", ""), ["//../lib"]);
        assert_eq!(found("${ORIGIN}/lib/./x", "/home/nonroot"), ["//lib/./x"]);
        assert_eq!(resolve("//../lib/./x"), "/lib/x");
        assert_eq!(found("/opt/$LIB", ""), ["/opt/lib/x86_64-linux-gnu"]);
    }

    #[test]
    fn relative_entries_count_from_the_working_directory() {
        assert_eq!(found("", ""), ["/"]);
        assert_eq!(found("", "/home/nonroot"), ["/home/nonroot/"]);
        assert_eq!(found("lib", ""), ["/lib"]);
        assert_eq!(found("../lib", "/home/nonroot"), ["/home/nonroot/../lib"]);
    }
}
