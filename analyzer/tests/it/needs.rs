//! What programs need when they run, as the scan finds it. What the strings really mean is held by running programs:
//! `cargo xtask prove behaviour`.

use analyzer::elf::export::hash;
use analyzer::facts::Content;
use analyzer::layout::Handed;
use analyzer::report::{ImageReport, Report};
use analyzer::scan::Scanner;
use analyzer::untrusted::Untrusted;
use analyzer::{Facts, Machine, SliceSource};

use crate::samples::samples;

/// The report on a sample with some bytes more at its end, where no loader looks.
fn with(name: &str, strings: &[u8]) -> Report {
    let (_, mut bytes) = samples().into_iter().find(|(known, _)| known == name).expect("it is a sample");
    bytes.push(0);
    bytes.extend(strings);
    bytes.push(0);
    report(&bytes, &[])
}

/// The report on a sample that imports some functions more.
fn importing(name: &str, functions: &[&str]) -> Report {
    let (_, bytes) = samples().into_iter().find(|(known, _)| known == name).expect("it is a sample");
    report(&bytes, functions)
}

fn report(bytes: &[u8], functions: &[&str]) -> Report {
    let mut facts = Facts::read(&mut SliceSource(bytes)).expect("a sample can be read");
    if let Content::Elf(elf) = &mut facts.content {
        let imports = elf.imports.get_or_insert_default();
        imports.extend(functions.iter().map(|function| hash(function.as_bytes())));
    }
    let mut scanner = Scanner::new();
    bytes.chunks(4096).for_each(|chunk| scanner.feed(chunk));
    let paths = vec![Untrusted::new(b"app")];
    let handed = Handed { paths, facts, hits: Some(scanner.finish()) };
    analyzer::report_among(&[handed], 0, Machine::default()).expect("there is one")
}

fn needs(report: &Report) -> Vec<String> {
    report.needs.iter().map(|need| format!("{} {}", need.certainty, need.code)).collect()
}

fn image<'r>(report: &'r Report, slug: &str) -> &'r ImageReport {
    report.images.iter().find(|image| image.slug == slug).expect("the catalog has it")
}

fn recommended(report: &Report) -> &str {
    &report.recommendation.as_ref().expect("some image holds it").image
}

const CLIENT: &[u8] = b"crypto/x509.loadSystemRoots\0net/http.(*Client).do";

#[test]
fn a_go_client_wants_certificates_and_rests_where_there_are_some() {
    let report = with("go-static", CLIENT);
    assert_eq!(needs(&report), ["likely ca-certificates"]);
    let scratch = image(&report, "scratch");
    assert_eq!(scratch.outcome, "starts");
    assert_eq!(
        scratch.caveats[0].words.as_deref(),
        Some("tls: failed to verify certificate: x509: certificate signed by unknown authority")
    );
    assert_eq!(image(&report, "distroless-static-debian13").outcome, "runs");
    assert_eq!(image(&report, "debian-trixie-slim").outcome, "starts");
    assert_eq!(recommended(&report), "gcr.io/distroless/static-debian13");
}

#[test]
fn a_go_server_may_want_them_and_rests_in_scratch() {
    let report = with("go-static", b"crypto/x509.loadSystemRoots");
    assert_eq!(needs(&report), ["possible ca-certificates"]);
    assert_eq!(recommended(&report), "scratch");
}

#[test]
fn what_is_compiled_in_is_not_needed() {
    let own_roots = [CLIENT, b"\0crypto/x509.SetFallbackRoots"].concat();
    assert!(needs(&with("go-static", &own_roots)).is_empty());
    assert_eq!(needs(&with("go-static", b"time.LoadLocation")), ["likely time-zone"]);
    assert!(needs(&with("go-static", b"time.LoadLocation\0time/tzdata.loadFromEmbeddedTZData")).is_empty());
}

#[test]
fn a_longer_name_is_another_function() {
    assert!(needs(&with("go-static", b"time.LoadLocationFromTZData")).is_empty());
    assert!(needs(&with("c-dynamic", b"filesystem\0system_clock")).is_empty());
}

#[test]
fn go_names_mean_nothing_in_a_program_of_another_language() {
    assert!(needs(&with("c-dynamic", CLIENT)).is_empty());
}

#[test]
fn openssl_finds_the_bundle_by_the_environment() {
    let report = importing("c-openssl", &["SSL_CTX_set_default_verify_paths"]);
    assert_eq!(needs(&report), ["likely ca-certificates"]);
    assert_eq!(image(&report, "distroless-base-debian13").outcome, "runs");
    assert_eq!(image(&report, "debian-trixie-slim").outcome, "starts");
}

#[test]
fn a_shell_is_wanted_by_system() {
    let report = importing("c-dynamic", &["system"]);
    assert_eq!(needs(&report), ["likely no-shell"]);
    assert_eq!(recommended(&report), "debian:trixie-slim");
}

#[test]
fn a_name_that_stands_in_the_file_is_no_import() {
    assert!(needs(&with("c-dynamic", b"system\0getaddrinfo\0pthread_cancel")).is_empty());
}

#[test]
fn a_thread_that_is_cancelled_wants_libgcc() {
    let report = importing("c-dynamic", &["pthread_cancel"]);
    assert_eq!(needs(&report), ["likely opened-library"]);
    assert_eq!(recommended(&report), "gcr.io/distroless/cc-debian13");
    assert!(needs(&importing("cpp", &["pthread_cancel"])).is_empty(), "it is loaded at start");
}

#[test]
fn a_port_ends_where_its_digits_end() {
    assert_eq!(needs(&with("go-static", b"0.0.0.0:80")), ["possible low-port"]);
    assert!(needs(&with("go-static", b"0.0.0.0:8080")).is_empty());
}

#[test]
fn evidence_names_the_string_and_its_place() {
    let report = with("go-static", CLIENT);
    let seen = &report.needs[0].evidence[0];
    assert_eq!(seen.what, "the function crypto/x509.loadSystemRoots");
    let place = u64::from_str_radix(seen.place.as_deref().expect("it has one").trim_start_matches("0x"), 16);
    let (_, bytes) = samples().into_iter().find(|(name, _)| name == "go-static").expect("it is a sample");
    assert_eq!(place, Ok(bytes.len() as u64 + 1));
}

#[test]
fn process_one_without_a_handler_does_not_hear_sigterm() {
    let init = |name, strings: &[u8]| with(name, strings).process.expect("it is ELF").init;
    let init_of = |functions: &[&str]| importing("c-dynamic", functions).process.expect("it is ELF").init;
    assert_eq!(init_of(&[]), "--init");
    assert_eq!(init_of(&["sigaction"]), "none");
    assert_eq!(init_of(&["fork", "sigaction"]), "tini");
    assert_eq!(init_of(&["fork", "sigaction", "waitpid"]), "--init");
    assert_eq!(init("go-static", b""), "none");
    assert_eq!(init("go-static", b"os/exec.(*Cmd).Start"), "--init");
    // Rust's runtime has handlers, none of them for SIGTERM.
    assert_eq!(init("rust-gnu", b""), "--init");
    assert_eq!(init("rust-gnu", b"/signal-hook-registry-1.4"), "none");
}

#[test]
fn without_a_scan_nothing_is_said_of_what_only_a_scan_finds() {
    let (_, bytes) = samples().into_iter().find(|(name, _)| name == "go-static").expect("it is a sample");
    let report = analyzer::answer(&mut SliceSource(&bytes), b"app", Machine::default()).expect("read").report;
    assert!(!report.scanned);
    assert_eq!(report.process.expect("it is ELF").init, "unknown");
}

#[test]
fn host_names_are_looked_up_otherwise_by_musl() {
    let glibc = importing("c-dynamic", &["getaddrinfo"]);
    let musl = importing("c-musl-dynamic", &["getaddrinfo"]);
    assert_eq!(
        (needs(&glibc), needs(&musl)),
        (vec!["possible dns".to_owned()], vec!["possible dns".to_owned()])
    );
    assert!(musl.needs[0].sentence.contains("musl"), "{}", musl.needs[0].sentence);
    assert_ne!(glibc.needs[0].sentence, musl.needs[0].sentence);
}
