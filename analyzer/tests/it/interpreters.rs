//! What may lie at the path of an interpreter: a loader, nothing, or what the kernel does not start.

use analyzer::report::Report;

use crate::made::Made;

fn outcome(report: &Report, slug: &str) -> (String, String) {
    let image = report.images.iter().find(|image| image.slug == slug).expect("the catalog has it");
    (image.outcome.clone(), image.error.clone().or(image.unsure.clone()).unwrap_or_default())
}

fn report(interpreter: &str) -> Report {
    let bytes = Made::new().interpreter(&[interpreter.as_bytes(), b"\0"].concat()).bytes();
    crate::answer(&bytes).expect("it can be read").report
}

#[test]
fn a_directory_and_a_file_that_nobody_may_execute_are_refused_with_other_words_than_nothing() {
    let missing = ("fails".to_owned(), "exec /app: no such file or directory".to_owned());
    let refused = ("fails".to_owned(), "exec /app: permission denied".to_owned());
    for (path, in_debian, in_scratch) in [
        ("/usr", &refused, &missing),
        ("/lib64", &refused, &missing),
        ("/usr/lib/x86_64-linux-gnu/libm.so.6", &refused, &missing),
        ("/", &refused, &refused),
        ("/proc", &refused, &refused),
        ("/usr/lib/x86_64-linux-gnu/libnone.so.6", &missing, &missing),
        // Android's and Nix's.
        ("/system/bin/linker64", &missing, &missing),
        ("/nix/store/x/lib/ld-linux-x86-64.so.2", &missing, &missing),
    ] {
        let report = report(path);
        assert_eq!(&outcome(&report, "debian-trixie-slim"), in_debian, "{path}");
        assert_eq!(&outcome(&report, "scratch"), in_scratch, "{path}");
    }
}

#[test]
fn nothing_is_said_of_files_that_the_catalog_does_not_list() {
    let unsure = "The catalog does not say whether this image has /usr/bin/ldd.".to_owned();
    assert_eq!(outcome(&report("/usr/bin/ldd"), "debian-trixie-slim"), ("unknown".to_owned(), unsure));
    // Debian's C library may be executed, and then prints its version.
    let (outcome, _) = outcome(&report("/lib/x86_64-linux-gnu/libc.so.6"), "debian-trixie-slim");
    assert_eq!(outcome, "unknown");
}
