//! The image that is taken when none is chosen: the smallest that holds what the language makes.

use crate::catalog::{BaseImage, Catalog};
use crate::elf::platform::Architecture;

/// Files are the same on both architectures; the order by size is amd64's.
pub(super) fn catalog() -> &'static Catalog {
    Catalog::of(Architecture::Amd64)
}

pub(super) fn named(name: &str) -> Option<&'static BaseImage> {
    catalog().image(name)
}

pub(super) fn default(language: &str, needs_c_library: bool) -> &'static str {
    match language {
        "go" | "zig" if !needs_c_library => "distroless-static-debian13",
        // Rust's standard library asks for libgcc_s, C++ for libstdc++, and the .NET runtime for both.
        "rust" | "cpp" | "dotnet" => "distroless-cc-debian13",
        "python" => "distroless-python3-debian13",
        "java" => "distroless-java25-debian13",
        "node" => "distroless-nodejs24-debian13",
        _ => "distroless-base-debian13",
    }
}
