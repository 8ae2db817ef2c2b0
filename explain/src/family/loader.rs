//! What ld.so and ld-musl say. glibc: `elf/dl-load.c`, `elf/dl-version.c`, `elf/dl-lookup.c`, `sysdeps/x86/dl-prop.h`,
//! `sysdeps/x86/cpu-features.c`; musl: `ldso/dynlink.c`. The words of libraries that a program opens itself are the same
//! behind its own.

use super::shape;
use crate::pattern::Shape;

pub(super) const SHAPES: &[Shape] = &[
    shape(
        "{library}: no version information available (required by {program})",
        "no-version-information",
        "no-version-information",
        "library",
    ),
    shape(
        "{program}: error while loading shared libraries: {library}: cannot open shared object file",
        "missing-library",
        "missing-library",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}: cannot open shared object file",
        "missing-library",
        "missing-library",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}: wrong ELF class",
        "wrong-architecture",
        "wrong-library",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}: file too short",
        "wrong-format",
        "wrong-library",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}: invalid ELF header",
        "wrong-format",
        "wrong-library",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}: cannot enable executable stack",
        "executable-stack",
        "executable-stack",
        "library",
    ),
    shape(
        "{library}: cannot enable executable stack as shared object requires",
        "executable-stack",
        "executable-stack",
        "library",
    ),
    shape(
        "error while loading shared libraries: {library}:",
        "missing-library",
        "missing-library",
        "library",
    ),
    shape("error while loading shared libraries: {library}", "missing-library", "missing-library", "library"),
    shape(
        "libnss_{library}: cannot open shared object file",
        "static-glibc-nss",
        "static-glibc-nss",
        "library",
    ),
    shape(
        "{library}: cannot open shared object file: no such file or directory",
        "missing-library",
        "missing-library",
        "library",
    ),
    shape("{library}: wrong ELF class: ", "wrong-architecture", "wrong-library", "library"),
    shape("{library}: invalid ELF header", "wrong-format", "wrong-library", "library"),
    // The backquote is lost where somebody pasted it as Markdown.
    shape(
        "{program}: {library}: version {version} not found (required by {required})",
        "missing-version",
        "missing-version",
        "version",
    ),
    shape(
        "{library}: version {version} not found (required by {required})",
        "missing-version",
        "missing-version",
        "version",
    ),
    shape("version \"{version}\" not found", "missing-version", "missing-version", "version"),
    shape("version {version} not found (required by", "missing-version", "missing-version", "version"),
    shape("'{version}' not found (required by {required})", "missing-version", "missing-version", "version"),
    shape("{library}: version {version} not found", "missing-version", "missing-version", "version"),
    shape("version 'GLIBC_{number}.{number}' not found", "missing-version", "missing-version", "GLIBC"),
    shape(
        "symbol lookup error: {library}: undefined symbol: {symbol}, version {version}",
        "missing-symbol",
        "missing-symbol",
        "symbol",
    ),
    shape(
        "symbol lookup error: {library}: undefined symbol: {symbol}",
        "missing-symbol",
        "missing-symbol",
        "symbol",
    ),
    shape("{library}: undefined symbol: {symbol}", "missing-symbol", "missing-symbol", "symbol"),
    shape(
        "relocation error: {library}: symbol {symbol} version {version} not defined in file",
        "missing-symbol",
        "missing-symbol",
        "symbol",
    ),
    shape("relocation error: {library}: symbol {symbol}", "missing-symbol", "missing-symbol", "symbol"),
    shape(
        "error relocating {program}: {symbol}: initial-exec TLS resolves to dynamic definition",
        "missing-symbol",
        "relocating-symbol",
        "symbol",
    ),
    shape(
        "error relocating {program}: unsupported relocation type {number}",
        "missing-symbol",
        "relocating-symbol",
        "program",
    ),
    shape(
        "error relocating {program}: {symbol}: symbol not found",
        "missing-symbol",
        "relocating-symbol",
        "symbol",
    ),
    shape(
        "error loading shared library {library}: no such file or directory (needed by {needed_by})",
        "missing-library",
        "missing-library-musl",
        "library",
    ),
    shape(
        "error loading shared library {library}: exec format error",
        "wrong-architecture",
        "wrong-library",
        "library",
    ),
    shape("error loading shared library {library}:", "missing-library", "missing-library-musl", "library"),
    shape("CPU ISA level is lower than required", "cpu-level", "cpu-level", ""),
    shape("fatal glibc error: CPU does not support {level}", "cpu-level", "cpu-level", "level"),
    shape("FATAL: kernel too old", "kernel-too-old", "kernel-too-old", ""),
    shape("{library} => not found", "missing-library", "missing-library", "library"),
];
