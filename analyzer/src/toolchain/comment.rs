//! `.comment`: a line from each compiler that took part. `strip --remove-section=.comment`, which Debian
//! runs, takes it away.

use crate::toolchain::Language;
use crate::untrusted::Untrusted;

/// The version of the compiler of this language, as its mark gives it.
pub(super) fn version(comments: &[Untrusted], language: Language) -> Option<Untrusted> {
    let prefixes: &[&[u8]] = match language {
        Language::Rust => &[b"rustc version "],
        Language::Haskell => &[b"GHC "],
        Language::D => &[b"ldc version "],
        Language::Dotnet => &[b".NET: ilc "],
        Language::C | Language::Cxx | Language::Fortran | Language::Ada => &[b"GCC: (", b"clang version "],
        _ => return None,
    };
    prefixes.iter().find_map(|prefix| {
        // The newest is the program's own; start files of the C library may be older.
        comments.iter().filter_map(|comment| after(comment.as_bytes(), prefix)).max_by_key(numbers)
    })
}

fn after(comment: &[u8], prefix: &[u8]) -> Option<Untrusted> {
    let at = comment.windows(prefix.len()).position(|window| window == prefix)?;
    let rest = comment.get(at.checked_add(prefix.len())?..)?;
    // "GCC: (Debian 14.2.0-19) 14.2.0": what stands in the brackets is the distribution's.
    let rest = match prefix {
        b"GCC: (" => rest.get(rest.iter().position(|byte| *byte == b')')?.checked_add(2)?..)?,
        _ => rest,
    };
    let word = rest.split(|byte| *byte == b' ').next().unwrap_or_default();
    word.first().is_some_and(u8::is_ascii_digit).then(|| Untrusted::new(word))
}

fn numbers(version: &Untrusted) -> Vec<u32> {
    let text = String::from_utf8_lossy(version.as_bytes()).into_owned();
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(comments: &[&str], language: Language) -> Option<String> {
        let comments: Vec<Untrusted> = comments.iter().map(|text| Untrusted::new(text.as_bytes())).collect();
        version(&comments, language).map(|version| version.shown())
    }

    #[test]
    fn the_version_is_behind_the_distributions_brackets() {
        assert_eq!(of(&["GCC: (Debian 14.2.0-19) 14.2.0"], Language::C).as_deref(), Some("14.2.0"));
        assert_eq!(of(&["GCC: (GNU) 9.4.0", "GCC: (GNU) 12.4.0"], Language::C).as_deref(), Some("12.4.0"));
        assert_eq!(
            of(&["rustc version 1.97.1 (8bab26f4f 2026-07-14)"], Language::Rust).as_deref(),
            Some("1.97.1")
        );
        assert_eq!(of(&["Ubuntu clang version 22.1.8 (++x)"], Language::Cxx).as_deref(), Some("22.1.8"));
        assert_eq!(of(&["GHC 9.10.3"], Language::Haskell).as_deref(), Some("9.10.3"));
        assert_eq!(of(&["GCC: (", "nothing"], Language::C), None);
    }
}
