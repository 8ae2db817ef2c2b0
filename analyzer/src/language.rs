//! Which compiler made the program, as far as its marks tell. Only what chooses the builder image is
//! read here; without a mark the answer is unknown and nothing is guessed.

use crate::elf::Elf;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Go,
    Rust,
    C,
    Cxx,
    Unknown,
}

impl Language {
    pub fn of(elf: &Elf) -> Self {
        let comment = |mark: &[u8]| {
            elf.comments
                .iter()
                .any(|comment| comment.as_bytes().windows(mark.len()).any(|window| window == mark))
        };
        let needs = |name: &[u8]| elf.needed.iter().any(|needed| needed.as_bytes().starts_with(name));
        if elf.go_note {
            Language::Go
        } else if comment(b"rustc version") {
            Language::Rust
        } else if needs(b"libstdc++.so") || needs(b"libc++.so") {
            Language::Cxx
        } else if comment(b"GCC:") || comment(b"clang version") {
            // Other compilers link C start files, which leave the same mark. Their own libraries, or the
            // size of what they link in, tell them apart; the next issue reads that.
            Language::C
        } else {
            Language::Unknown
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Language::Go => "Go",
            Language::Rust => "Rust",
            Language::C => "C",
            Language::Cxx => "C++",
            Language::Unknown => "unknown",
        }
    }
}
