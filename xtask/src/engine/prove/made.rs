//! Files that a runtime refuses and that nobody publishes as packages: a few bytes decide, so they are made here.

use crate::Done;

/// Interpreters that scripts ask for and small images lack.
const INTERPRETERS: [&str; 12] = [
    "/bin/sh",
    "/bin/bash",
    "/bin/zsh",
    "/usr/bin/env python3",
    "/usr/bin/env node",
    "/usr/bin/python3",
    "/usr/bin/perl",
    "/usr/bin/ruby",
    "/usr/bin/php",
    "/usr/bin/awk -f",
    "/usr/local/bin/deno",
    "/busybox/sh",
];

/// First bytes of formats that the kernel does not start (their specifications name them).
const FORMATS: [(&str, &[u8]); 9] = [
    ("bytes/empty", b""),
    ("bytes/text", b"echo a script whose first line was forgotten\n"),
    ("bytes/wasm", b"\0asm\x01\0\0\0"),
    ("bytes/gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0"),
    ("bytes/xz", b"\xfd7zXZ\0\0\x04\xe6\xd6\xb4F"),
    ("bytes/zstd", b"\x28\xb5\x2f\xfd\x20\0\x01\0\0"),
    ("bytes/zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ("bytes/ar", b"!<arch>\n"),
    ("bytes/pdf", b"%PDF-1.7\n"),
];

/// `e_type` of the ELF header (gABI, chapter 4): a linker's input, and what a crash leaves behind.
const TYPES: [(&str, u8); 2] = [("bytes/object", 1), ("bytes/core", 4)];
const E_TYPE: usize = 16;

/// Name and content of each; `program` is any ELF executable, to change the type of.
pub(super) fn files(program: &[u8]) -> Done<Vec<(String, Vec<u8>)>> {
    let scripts = INTERPRETERS.iter().map(|interpreter| {
        let name = interpreter.trim_start_matches('/').replace(['/', ' '], "-");
        (format!("bytes/script-{name}"), format!("#!{interpreter}\n").into_bytes())
    });
    let formats = FORMATS.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let mut files: Vec<(String, Vec<u8>)> = scripts.chain(formats).collect();
    for (name, value) in TYPES {
        let mut bytes = program.to_vec();
        *bytes.get_mut(E_TYPE).ok_or("a sample shorter than an ELF header")? = value;
        files.push((name.to_owned(), bytes));
    }
    Ok(files)
}
