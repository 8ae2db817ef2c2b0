//! The language that a program is known to be written in, against the one that `finalstage check` reads off its
//! marks. "Unknown" is an honest answer and a wrong one is not.

use super::manifest::Program;

/// How `kind` in programs.toml begins, and the word of the JSON for it. What a kind does not name, such as Lisp,
/// the tool does not know either.
const KINDS: [(&str, &str); 18] = [
    ("Ada", "ada"),
    ("Bun", "bun"),
    (".NET", "dotnet"),
    ("C++", "c++"),
    ("Crystal", "crystal"),
    ("Fortran", "fortran"),
    ("GraalVM", "java"),
    ("Go", "go"),
    ("Haskell", "haskell"),
    ("Nim", "nim"),
    ("Node", "node"),
    ("OCaml", "ocaml"),
    ("Pascal", "pascal"),
    ("Rust", "rust"),
    ("Swift", "swift"),
    ("Zig", "zig"),
    ("C", "c"),
    ("D", "d"),
];

/// What is wrong with the language that the tool names, when something is.
pub(crate) fn mistake(program: &Program, named: Option<&str>) -> Option<String> {
    let named = named.filter(|named| *named != "unknown")?;
    let known = known(&program.kind).filter(|_| program.is_real())?;
    (named != known).then(|| format!("{}: its toolchain is called {named}, and it is {known}", program.name))
}

/// The language that a kind begins with.
pub(crate) fn known(kind: &str) -> Option<&'static str> {
    let begins = |start: &str| {
        kind.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
    };
    KINDS.iter().find(|(start, _)| begins(start)).map(|(_, language)| *language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_kind_is_its_language() {
        assert_eq!(known("Go with cgo"), Some("go"));
        assert_eq!(known("C, nothing but glibc"), Some("c"));
        assert_eq!(known("C++"), Some("c++"));
        assert_eq!(known("Lisp, small in front of its library"), None);
        assert_eq!(known("Dart"), None);
    }
}
