//! Libraries that an image lacks come along with all they need, and without what it has.

use analyzer::catalog::Catalog;
use analyzer::dockerfile::choice;
use analyzer::dockerfile::{Generated, generate};
use analyzer::elf::platform::Architecture;

fn on(image: &str) -> Generated {
    generate(&choice::pairs(&format!("language=binary&certificates=off&library=libpq.so.5&image={image}")))
}

fn text(image: &str) -> String {
    let made = on(image);
    made.files.first().map(analyzer::dockerfile::File::text).unwrap_or_default()
}

#[test]
fn what_the_image_has_is_not_copied() {
    let catalog = Catalog::of(Architecture::Amd64);
    for image in catalog.images.iter().filter(|image| image.family == "distroless" && image.libc == "glibc") {
        let text = text(image.slug);
        let contents = image.contents.as_ref().expect("measured");
        let has = |soname: &str| catalog.libraries(contents).any(|(library, _)| library.soname == soname);
        assert!(has("libpq.so.5") || text.contains("/libpq.so.5"), "{}:\n{text}", image.slug);
        for soname in ["libssl.so.3", "libcrypto.so.3", "libz.so.1", "libkrb5.so.3", "libstdc++.so.6"] {
            assert!(!has(soname) || !text.contains(&format!("/{soname}")), "{}: {soname}", image.slug);
        }
        assert!(has("libssl.so.3") || text.contains("/libssl.so.3"), "{}:\n{text}", image.slug);
    }
}

#[test]
fn they_are_those_of_the_release_and_go_where_no_link_is() {
    let older = text("distroless-base-debian12");
    assert!(older.contains("FROM debian:bookworm-slim AS libraries\n"), "{older}");
    assert!(
        older.contains("/libldap-2.5.so.0") && older.contains(" /lib/*-linux-gnu/libcom_err.so.2"),
        "{older}"
    );
    let newer = text("distroless-base-debian13");
    assert!(newer.contains("FROM debian:trixie-slim AS libraries\n"), "{newer}");
    assert!(newer.contains("/libldap.so.2") && newer.contains("/out/$(uname -m)-linux-gnu"), "{newer}");
    for text in [older, newer] {
        assert!(text.contains("COPY --from=libraries [\"/out/\", \"/usr/lib/\"]\n"), "{text}");
    }
}

#[test]
fn a_package_manager_installs_the_package_of_its_release() {
    assert!(text("debian-trixie-slim").contains("apt-get install -y --no-install-recommends libpq5 "));
    assert!(text("alpine-3.24").contains("apk add --no-cache libpq\n"));
}

#[test]
fn where_no_library_can_be_loaded_it_says_so() {
    for image in ["scratch", "distroless-static-debian13", "busybox-1.37-musl"] {
        let made = on(image);
        assert!(made.files.is_empty(), "{image}");
        assert!(made.mistakes.iter().any(|mistake| mistake.sentence.contains("has no loader")), "{image}");
    }
}
