//! The output of `ldd`, `readelf`, `file` and `docker inspect`.

use explain::explain;

fn read(text: &str) -> Vec<(&'static str, String)> {
    explain(text.as_bytes()).findings.into_iter().map(|finding| (finding.code, finding.subject)).collect()
}

#[test]
fn ldd_tells_what_is_missing() {
    let text = "\tlinux-vdso.so.1 (0x00007ffd3f9f2000)\n\tlibpq.so.5 => not found\n\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)\n\t/lib64/ld-linux-x86-64.so.2 (0x00007f2)\n";
    assert_eq!(read(text), [("missing-library", "libpq.so.5".to_owned())]);
    assert_eq!(read("\tnot a dynamic executable\n"), [("linking", "static".to_owned())]);
    assert_eq!(read("\tstatically linked\n"), [("linking", "static".to_owned())]);
}

#[test]
fn readelf_tells_needs_and_interpreter() {
    let text = " 0x0000000000000001 (NEEDED)             Shared library: [libssl.so.3]\n \
                0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]\n \
                0x000000000000001d (RUNPATH)            Library runpath: [$ORIGIN/../lib]\n      \
                [Requesting program interpreter: /lib64/ld-linux-x86-64.so.2]\n";
    let wanted = [
        ("needed", "libssl.so.3"),
        ("needed", "libc.so.6"),
        ("runpath", "$ORIGIN/../lib"),
        ("interpreter", "/lib64/ld-linux-x86-64.so.2"),
    ];
    assert_eq!(read(text), wanted.map(|(code, subject)| (code, subject.to_owned())));
}

#[test]
fn file_tells_architecture_and_linking() {
    let text = "./app: ELF 64-bit LSB pie executable, x86-64, version 1 (SYSV), dynamically linked, interpreter /lib64/ld-linux-x86-64.so.2, BuildID[sha1]=00, for GNU/Linux 3.2.0, not stripped";
    let wanted = [("architecture", "x86-64"), ("interpreter", "/lib64/ld-linux-x86-64.so.2")];
    assert_eq!(read(text), wanted.map(|(code, subject)| (code, subject.to_owned())));
    let text = "app: ELF 64-bit LSB executable, ARM aarch64, version 1 (SYSV), statically linked, stripped";
    assert_eq!(read(text), [("architecture", "ARM aarch64".to_owned()), ("linking", "static".to_owned())]);
}

#[test]
fn inspect_tells_a_doubled_entrypoint_and_the_user() {
    let pretty = "        \"Config\": {\n            \"User\": \"65532\",\n            \"Cmd\": [\n                \"node\",\n                \"server.js\"\n            ],\n            \"Entrypoint\": [\n                \"/nodejs/bin/node\"\n            ]\n        },\n        \"Architecture\": \"arm64\",\n";
    let found = read(pretty);
    assert!(found.contains(&("entrypoint-doubled", "node".to_owned())), "{found:?}");
    assert!(found.contains(&("image-user", "65532".to_owned())), "{found:?}");
    assert!(found.contains(&("architecture", "arm64".to_owned())), "{found:?}");
    let line = "{\"User\":\"\",\"Cmd\":[\"server.js\"],\"Entrypoint\":[\"/nodejs/bin/node\"]}";
    let found = read(line);
    assert!(!found.iter().any(|(code, _)| *code == "entrypoint-doubled"), "{found:?}");
    assert!(found.contains(&("image-user", "root".to_owned())), "{found:?}");
}
