//! What a Dockerfile builds the program from, where there is a recipe for it.

use crate::toolchain;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Go,
    Rust,
    C,
    Cxx,
    Unknown,
}

impl Language {
    pub fn of(toolchain: &toolchain::Toolchain) -> Self {
        match toolchain.language {
            toolchain::Language::Go => Language::Go,
            toolchain::Language::Rust => Language::Rust,
            toolchain::Language::C => Language::C,
            toolchain::Language::Cxx => Language::Cxx,
            _ => Language::Unknown,
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
