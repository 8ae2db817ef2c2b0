//! Rules of the kernel and the loader on the binaries of `corpus/made/`, one for each. `cargo xtask prove` starts
//! them; here is what the proof once found wrong.

fn image(rule: &str, slug: &str) -> serde_json::Value {
    let path = format!("{}/../corpus/made/{rule}/app", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let report = crate::answer(&bytes).expect("it is an ELF file").report;
    let report = serde_json::to_value(&report).expect("plain values");
    let images = report["images"].as_array().expect("a list");
    let image = images.iter().find(|image| image["slug"] == slug);
    image.unwrap_or_else(|| panic!("no image {slug}")).clone()
}

fn outcome(rule: &str, slug: &str) -> String {
    image(rule, slug)["outcome"].as_str().expect("a word").to_owned()
}

#[test]
fn the_kernel_follows_dots_in_an_interpreter_path() {
    assert_eq!(outcome("interpreter-with-dots", "distroless-base-debian13"), "runs");
    assert_eq!(outcome("interpreter-with-dots", "distroless-static-debian13"), "fails");
}

#[test]
fn a_relative_path_counts_from_the_working_directory_of_the_image() {
    for rule in ["interpreter-relative", "relative-runpath"] {
        assert_eq!(outcome(rule, "debian-trixie-slim"), "runs", "{rule}");
        assert_eq!(outcome(rule, "distroless-base-debian13"), "fails", "{rule}");
    }
}

#[test]
fn tokens_are_expanded_in_a_needed_path() {
    assert_eq!(outcome("needed-path-from-origin", "debian-trixie-slim"), "runs");
}

#[test]
fn a_carriage_return_belongs_to_the_name_of_a_scripts_interpreter() {
    assert_eq!(outcome("script-with-carriage-return", "debian-trixie-slim"), "fails");
}

#[test]
fn nothing_opened_is_no_error_of_open() {
    let says = |slug| image("no-default-libraries", slug)["error"].as_str().unwrap_or_default().to_owned();
    assert!(says("debian-trixie-slim").ends_with(": cannot open shared object file"));
    assert!(
        says("distroless-cc-debian13")
            .ends_with(": cannot open shared object file: No such file or directory")
    );
}

#[test]
fn scratch_is_for_the_machines_that_docker_is_for() {
    assert_eq!(outcome("another-architecture", "scratch"), "fails");
}
