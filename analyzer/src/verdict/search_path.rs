//! `DT_RPATH` and `DT_RUNPATH` entries as directories: dynamic string tokens expanded, dots left as they
//! are, because messages show them (ld.so(8), "Dynamic string tokens").

use crate::untrusted::Untrusted;

/// The directories of a search path of a file that lies in the directory `origin`.
pub(super) fn directories(entries: &[Untrusted], origin: &str, multiarch: &str) -> Vec<String> {
    entries.iter().filter_map(|entry| directory(entry, origin, multiarch)).collect()
}

fn directory(entry: &Untrusted, origin: &str, multiarch: &str) -> Option<String> {
    let text = std::str::from_utf8(entry.as_bytes()).ok()?;
    let library = ["lib/", multiarch].concat();
    let machine = multiarch.split('-').next().unwrap_or_default();
    let tokens = [("ORIGIN", origin), ("LIB", library.as_str()), ("PLATFORM", machine)];
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
    // A relative entry counts from the working directory, where a fresh image has no libraries.
    expanded.starts_with('/').then_some(expanded)
}

/// `/../lib` is `/lib`: the root is its own parent.
pub(super) fn resolve(path: &str) -> String {
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
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(entry: &str) -> Option<String> {
        directory(&Untrusted::new(entry.as_bytes()), "/", "x86_64-linux-gnu")
    }

    #[test]
    fn origin_is_the_directory_of_the_file() {
        assert_eq!(expand("$ORIGIN/../lib").as_deref(), Some("//../lib"));
        assert_eq!(expand("${ORIGIN}/lib/./x").as_deref(), Some("//lib/./x"));
        assert_eq!(resolve("//../lib/./x"), "/lib/x");
        assert_eq!(expand("/opt/$LIB").as_deref(), Some("/opt/lib/x86_64-linux-gnu"));
    }

    #[test]
    fn relative_entries_find_nothing_in_a_fresh_image() {
        assert_eq!(expand(""), None);
        assert_eq!(expand("lib"), None);
    }
}
