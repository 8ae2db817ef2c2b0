//! The commands and the changes of `content/errors/`, tried: what a page has you type is typed, on a sample that has the
//! error, and prints what the page says; what a page changes in a Dockerfile is a Dockerfile afterwards, and better.

use std::path::{Path, PathBuf};
use std::process::Command;

use analyzer::catalog::Catalog;
use analyzer::elf::platform::Architecture;
use lint::{Level, Question};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const TODAY: &str = "2026-11-25";

/// The pages, as they are written: name and text.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(ROOT).join("content/errors");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the pages are there")
        .flatten()
        .map(|entry| {
            let name = entry.path().file_stem().expect("it has a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(entry.path()).expect("a page is text"))
        })
        .collect();
    pages.sort();
    pages
}

/// The fences of a kind, without the indentation of the list they stand in.
fn fences(text: &str, kind: &str) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        match open {
            None if line.trim() == format!("```{kind}") => {
                open = Some(line.len() - line.trim_start().len());
                found.push(Vec::new());
            }
            Some(_) if line.trim() == "```" => open = None,
            Some(indent) => {
                let line = line.get(indent..).unwrap_or_default();
                found.last_mut().expect("one is open").push(line.to_owned());
            }
            None => {}
        }
    }
    found
}

/// A page, and what `app` is when its command is typed.
const SAMPLES: [(&str, &str); 14] = [
    ("cgo-stub", "go-static"),
    ("cpu-level", "c-x86-64-v3"),
    ("linkage", "c-dynamic"),
    ("missing-glibcxx", "cpp"),
    ("missing-interpreter", "c-dynamic"),
    ("missing-libgcc", "rust-gnu"),
    ("missing-library", "c-libpq"),
    ("missing-library-musl", "c-musl-dynamic"),
    ("missing-libssl", "c-openssl"),
    ("missing-libstdcxx", "cpp"),
    ("missing-openssl-version", "c-openssl"),
    ("missing-version", "c-glibc-2.38"),
    ("relocating-symbol", "c-dynamic"),
    ("wrong-architecture", "c-arm64"),
];

/// Scripts as they are when a page's command is typed.
const SCRIPTS: [(&str, &str); 2] =
    [("bad-interpreter", "#!/bin/bash\nexec /app\n"), ("wrong-format", "#!/bin/sh\r\nexec /app\r\n")];

/// Commands that look into a file, and nothing else.
const READERS: [&str; 6] = ["readelf", "objdump", "file", "strings", "head", "uname"];

#[test]
fn what_a_page_has_you_type_prints_what_it_says() {
    let place = std::env::temp_dir().join(format!("remedies-{}", std::process::id()));
    std::fs::create_dir_all(&place).expect("a folder");
    let (mut typed, mut left_out, mut untried) = (0, 0, Vec::new());
    for (page, text) in pages() {
        let sample = SAMPLES.iter().find(|(known, _)| *known == page).map(|(_, sample)| *sample);
        let script = SCRIPTS.iter().find(|(known, _)| *known == page).map(|(_, script)| *script);
        prepare(&place, sample, script);
        for fence in fences(&text, "console") {
            let [command, printed @ ..] = fence.as_slice() else { panic!("{page}: an empty fence") };
            let command = command.strip_prefix("$ ").unwrap_or_else(|| panic!("{page}: {command}"));
            let name = command.split(' ').next().unwrap_or_default();
            let is_file =
                READERS.contains(&name) && (sample.is_some() || script.is_some() || name == "uname");
            let is_library = page == "executable-stack";
            if !is_file && !is_library {
                // Nobody has seen what it would print, so a page does not say so.
                assert!(
                    printed.is_empty(),
                    "{page}: nothing here can run {command}, and the page says what it prints"
                );
                untried.push(page.clone());
                continue;
            }
            // The others come with the linker that Cargo calls.
            if name == "file" && !is_there(name) {
                println!("{page}: this machine has no {name}, so {command} is left out");
                left_out += 1;
                continue;
            }
            let output = Command::new("sh")
                .args(["-c", command])
                .current_dir(&place)
                .env("LC_ALL", "C")
                .output()
                .expect("a shell is there");
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(!told.trim().is_empty(), "{page}: {command} printed nothing: {output:?}");
            if !printed.is_empty() {
                // What the build fills in is compared up to there; the build computes the rest from the same sample.
                let wanted = printed.join("\n");
                let wanted = wanted.split("{{").next().unwrap_or_default();
                assert!(told.starts_with(wanted), "{page}: {command}\nprints {told}\nand not {wanted}");
                assert_eq!(told.lines().count(), printed.len(), "{page}: {command}\nprints {told}");
            }
            typed += 1;
        }
    }
    std::fs::remove_dir_all(&place).expect("it was made here");
    assert!(
        typed + left_out >= 17,
        "only {typed}, {left_out} left out; the others ask a container: {untried:?}"
    );
}

fn is_there(name: &str) -> bool {
    Command::new("sh")
        .args(["-c", &format!("command -v {name}")])
        .output()
        .is_ok_and(|output| output.status.success())
}

fn prepare(place: &Path, sample: Option<&str>, script: Option<&str>) {
    if let Some(sample) = sample {
        std::fs::copy(Path::new(ROOT).join("content/samples").join(sample), place.join("app"))
            .expect("a sample");
    }
    if let Some(script) = script {
        std::fs::write(place.join("entrypoint.sh"), script).expect("it can be written");
    }
    let library = place.join("libfoo.so");
    if !library.exists() {
        build_library(&library);
    }
}

/// A library that wants an executable stack. Cargo links by `cc`, so there is one.
fn build_library(library: &PathBuf) {
    let source = library.with_extension("c");
    std::fs::write(&source, "int foo(void) { return 1; }\n").expect("it can be written");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-z", "execstack", "-o"])
        .arg(library)
        .arg(&source)
        .status()
        .expect("cc is there");
    assert!(built.success());
}

/// A change of a page, taken apart.
struct Change {
    page: String,
    before: String,
    after: String,
}

/// Those that change a Dockerfile: every line that begins one is an instruction.
fn changes() -> Vec<Change> {
    const INSTRUCTIONS: [&str; 13] = [
        "FROM",
        "RUN",
        "CMD",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "EXPOSE",
        "HEALTHCHECK",
    ];
    let mut found = Vec::new();
    for (page, text) in pages() {
        for fence in fences(&text, "diff") {
            let is_instruction = |line: &String| {
                let rest = line.get(1..).unwrap_or_default();
                INSTRUCTIONS.contains(&rest.split(' ').next().unwrap_or_default())
            };
            let continues = |place: usize| place > 0 && fence[place - 1].ends_with('\\');
            if !fence.iter().enumerate().all(|(place, line)| is_instruction(line) || continues(place)) {
                assert!(!fence.iter().any(is_instruction), "{page}: half a Dockerfile: {fence:?}");
                continue;
            }
            let side = |sign: char| {
                let lines = fence.iter().filter(|line| line.starts_with([sign, ' ']));
                lines.map(|line| filled(line.get(1..).unwrap_or_default()) + "\n").collect::<String>()
            };
            found.push(Change { page: page.clone(), before: side('-'), after: side('+') });
        }
    }
    found
}

/// `{{from SLUG}}` as the build fills it in.
fn filled(line: &str) -> String {
    let Some((before, rest)) = line.split_once("{{from ") else { return line.to_owned() };
    let (slug, after) = rest.split_once("}}").expect("it ends");
    let image = Catalog::of(Architecture::Amd64).image(slug).unwrap_or_else(|| panic!("no image {slug}"));
    format!("{before}{}{after}", image.from())
}

fn found(text: &str) -> Vec<(&'static str, Level)> {
    let checked = lint::check(text, Question { today: TODAY, program: None })
        .unwrap_or_else(|refused| panic!("{}:{}: {}\n{text}", refused.line, refused.column, refused.what));
    checked.findings.iter().map(|finding| (finding.rule, finding.level)).collect()
}

#[test]
fn what_a_page_writes_is_a_dockerfile_without_errors() {
    let changes = changes();
    assert!(changes.len() >= 80, "only {}", changes.len());
    for Change { page, before, after } in &changes {
        let base = if after.contains("apk ") { "alpine:3.24" } else { "debian:trixie-slim" };
        let whole = |side: &str| format!("FROM {base} AS build\n{side}");
        found(&whole(before));
        // Given as the last way out, and called past its support.
        let is_old = page == "missing-libssl" && after.contains("bullseye");
        for (rule, level) in found(&whole(after)) {
            let is_allowed =
                level == Level::Note || rule == "latest-tag" || is_old && rule == "base-unsupported";
            assert!(is_allowed, "{page}: {rule} is found in\n{after}");
        }
    }
}

/// Changes that a rule asks for, with what stands around them: page, which of its changes, the rule, before and behind.
const ASKED: [(&str, usize, &str, &str, &str); 12] = [
    ("no-shell", 0, "no-shell", "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\n", ""),
    ("no-shell", 1, "mkdir-without-shell", "FROM debian:trixie-slim AS build\n", ""),
    ("no-shell", 2, "no-shell", "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\n", ""),
    ("exit-126", 0, "no-shell", "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\n", ""),
    ("signals", 0, "no-shell", "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\n", ""),
    ("entrypoint-doubled", 0, "entrypoint-doubled", "FROM gcr.io/distroless/nodejs24-debian13:nonroot\n", ""),
    ("entrypoint-doubled", 1, "entrypoint-doubled", "FROM gcr.io/distroless/java25-debian13:nonroot\n", ""),
    ("wrong-architecture", 0, "platform-argument", "FROM golang:1.27-trixie\n", ""),
    ("user", 0, "unknown-user", "FROM gcr.io/distroless/static-debian13:nonroot\n", ""),
    (
        "missing-interpreter",
        0,
        "dynamic-build",
        "FROM golang:1.27-trixie AS build\n",
        "FROM scratch\nCOPY --from=build /app /app\n",
    ),
    (
        "missing-libgcc",
        0,
        "dynamic-build",
        "FROM rust:1-trixie AS build\nRUN cargo build --release\n",
        "COPY --from=build /app /app\n",
    ),
    (
        "missing-openssl-version",
        0,
        "builder-newer",
        "",
        "RUN cargo build --release\nFROM debian:bookworm-slim\nCOPY --from=build /app /app\n",
    ),
];

#[test]
fn what_a_rule_finds_the_page_of_its_error_mends() {
    let changes = changes();
    for (page, which, rule, before, behind) in ASKED {
        let change = changes.iter().filter(|change| change.page == page).nth(which);
        let change = change.unwrap_or_else(|| panic!("{page} has no change {which}"));
        let says =
            |side: &str| found(&format!("{before}{side}{behind}")).iter().any(|(found, _)| *found == rule);
        assert!(says(&change.before), "{page}: {rule} is not found in\n{before}{}{behind}", change.before);
        assert!(!says(&change.after), "{page}: {rule} is still found in\n{before}{}{behind}", change.after);
        let about = lint::ABOUT.iter().find(|(id, ..)| *id == rule).expect("it is a rule").3;
        assert!(
            about.errors.contains(&page) || page.starts_with("exit-") || page == "signals",
            "{rule} does not lead to {page}"
        );
    }
}
