//! Files that a runtime refuses and that nobody publishes as packages: a few bytes decide, so they are made here.

use std::fs;

use crate::{Done, project};

/// The sample whose header is changed.
const PATTERN: &str = "content/samples/c-static-pie";
/// The program whose interpreter is changed. No other of the corpus names so long a path, so there is room.
const DYNAMIC: &str = "corpus/made/interpreter-with-dots/app";
const INTERPRETER: &str = "/lib64/../lib64//./ld-linux-x86-64.so.2";

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

/// What lies in images and is no regular file: execve(2) is refused with EACCES (Linux `fs/exec.c`, `do_open_execat`).
const DIRECTORIES: [&str; 5] = ["/", "/etc", "/dev", "/lib64", "/usr/lib/x86_64-linux-gnu"];

/// Libraries of Debian's, which nobody may execute (Debian Policy 8.1): EACCES as well.
const LIBRARIES: [&str; 5] = [
    "/lib/x86_64-linux-gnu/libdl.so.2",
    "/lib/x86_64-linux-gnu/libpthread.so.0",
    "/usr/lib/x86_64-linux-gnu/libssl.so.3",
    "/lib/x86_64-linux-gnu/libgcc_s.so.1",
    "/lib/x86_64-linux-gnu/libresolv.so.2",
];

/// `e_machine` of an interpreter that a program brings along, by which the kernel says ELIBBAD (Linux
/// `fs/binfmt_elf.c`, `load_elf_binary`; the numbers are those of the gABI).
const MACHINES: [(&str, u16); 3] = [("mips64", 8), ("ppc64", 21), ("s390x", 22)];
const E_MACHINE: usize = 18;
/// One that is brought along, for a machine with the high byte first, as all of these are.
const OTHER: &str = "corpus/made/interpreter-for-another-machine/lib/ld.so";
/// Where it lies in the program's folder, which is `/app`.
const OWN: &str = "lib/ld.so";

/// A made file, and what lies beside it where it lives in a folder.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) beside: Option<(&'static str, Vec<u8>)>,
}

pub(super) fn files() -> Done<Vec<Made>> {
    let read = |file: &str| fs::read(project::root().join(file)).map_err(|error| format!("{file}: {error}"));
    let mut files = refused(&read(PATTERN)?)?;
    files.extend(unusable(&read(DYNAMIC)?, &read(OTHER)?)?);
    Ok(files)
}

/// What the kernel refuses by its first bytes; `program` is any ELF executable, to change the type of.
fn refused(program: &[u8]) -> Done<Vec<Made>> {
    let scripts = INTERPRETERS.iter().map(|interpreter| {
        let name = interpreter.trim_start_matches('/').replace(['/', ' '], "-");
        (format!("bytes/script-{name}"), format!("#!{interpreter}\n").into_bytes())
    });
    let formats = FORMATS.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let alone = |(name, bytes)| Made { name, bytes, beside: None };
    let mut files: Vec<Made> = scripts.chain(formats).map(alone).collect();
    for (name, value) in TYPES {
        let mut bytes = program.to_vec();
        *bytes.get_mut(E_TYPE).ok_or("a sample shorter than an ELF header")? = value;
        files.push(alone((name.to_owned(), bytes)));
    }
    Ok(files)
}

/// Programs whose interpreter is there and is none. Those that bring their own come first: an image with a C library
/// has room for all the others.
fn unusable(dynamic: &[u8], interpreter: &[u8]) -> Done<Vec<Made>> {
    let mut files = Vec::new();
    for (machine, number) in MACHINES {
        let mut other = interpreter.to_vec();
        let field =
            other.get_mut(E_MACHINE..E_MACHINE + 2).ok_or("an interpreter shorter than an ELF header")?;
        field.copy_from_slice(&number.to_be_bytes());
        files.push(Made {
            name: format!("bytes/interpreter-for-{machine}"),
            bytes: with_interpreter(dynamic, &format!("/app/{OWN}"))?,
            beside: Some((OWN, other)),
        });
    }
    // One of each in turn, so that a limit on their number takes some of both.
    for (directory, library) in DIRECTORIES.iter().zip(LIBRARIES) {
        let last = directory.rsplit('/').next().filter(|last| !last.is_empty()).unwrap_or("root");
        let file = library.rsplit('/').next().unwrap_or_default();
        for (name, path) in [(format!("directory-{last}"), *directory), (format!("library-{file}"), library)]
        {
            files.push(Made {
                name: format!("bytes/interpreter-{name}"),
                bytes: with_interpreter(dynamic, path)?,
                beside: None,
            });
        }
    }
    Ok(files)
}

/// The program with another path in PT_INTERP. The kernel reads it up to its first null byte.
fn with_interpreter(program: &[u8], path: &str) -> Done<Vec<u8>> {
    let old = INTERPRETER.as_bytes();
    let place = program.windows(old.len()).position(|window| window == old);
    let start = place.ok_or("the program names another interpreter")?;
    let mut new = path.as_bytes().to_vec();
    if new.len() > old.len() {
        return Err(format!("{path} is longer than {INTERPRETER}").into());
    }
    new.resize(old.len(), 0);
    let mut bytes = program.to_vec();
    bytes[start..start + old.len()].copy_from_slice(&new);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_made_file_has_a_name_of_its_own_and_other_bytes_than_the_rest() {
        let files = files().expect("the samples are there");
        for (number, made) in files.iter().enumerate() {
            for other in &files[..number] {
                assert_ne!(made.name, other.name);
                assert!((&made.bytes, &made.beside) != (&other.bytes, &other.beside), "{}", made.name);
            }
        }
    }

    #[test]
    fn another_interpreter_changes_nothing_else_and_has_to_fit() {
        let program = fs::read(project::root().join(DYNAMIC)).expect("it is committed");
        let changed = with_interpreter(&program, "/etc").expect("it fits");
        let differ = program.iter().zip(&changed).enumerate().filter(|(_, (old, new))| old != new);
        let places: Vec<usize> = differ.map(|(place, _)| place).collect();
        let start = changed.windows(6).position(|window| window == b"/etc\0\0").expect("it is there");
        assert!(places.iter().all(|place| (start..start + INTERPRETER.len()).contains(place)));
        assert_eq!(changed.len(), program.len());
        assert!(with_interpreter(&program, &"/long".repeat(9)).is_err());
    }
}
