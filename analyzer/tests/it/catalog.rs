//! What must hold between any two images of the catalog.

use analyzer::catalog::{BaseImage, Catalog, Contents, Library};
use analyzer::elf::platform::Architecture;

fn catalogs() -> [&'static Catalog; 2] {
    [Catalog::of(Architecture::Amd64), Catalog::of(Architecture::Arm64)]
}

fn contents<'c>(catalog: &'c Catalog, slug: &str) -> &'c Contents {
    let image = catalog.image(slug).unwrap_or_else(|| panic!("no image {slug}"));
    image.contents.as_ref().unwrap_or_else(|| panic!("{slug} has no contents"))
}

fn library<'c>(catalog: &'c Catalog, slug: &str, soname: &str) -> &'c Library {
    let mut libraries = catalog.libraries(contents(catalog, slug));
    libraries
        .find(|(library, _)| library.soname == soname)
        .unwrap_or_else(|| panic!("{slug} has no {soname}"))
        .0
}

#[test]
fn scratch_promises_nothing() {
    for catalog in catalogs() {
        let scratch = contents(catalog, "scratch");
        assert_eq!((scratch.size, scratch.interpreters.len()), (Some(0), 0));
        assert_eq!(catalog.libraries(scratch).count(), 0);
    }
}

#[test]
fn newer_debian_never_promises_an_older_glibc() {
    for catalog in catalogs() {
        for (older, newer) in [
            ("debian-bookworm-slim", "debian-trixie-slim"),
            ("distroless-cc-debian12", "distroless-cc-debian13"),
        ] {
            for (soname, family) in [("libc.so.6", "GLIBC"), ("libm.so.6", "GLIBC")] {
                let old = library(catalog, older, soname).newest(family).expect("it defines versions");
                let new = library(catalog, newer, soname).newest(family).expect("it defines versions");
                assert!(new.number > old.number, "{soname}: {old} in {older}, {new} in {newer}");
            }
        }
    }
}

#[test]
fn each_tier_of_distroless_holds_the_one_below() {
    for catalog in catalogs() {
        for release in ["debian12", "debian13"] {
            for (small, large) in [("static", "base-nossl"), ("base-nossl", "base"), ("base", "cc")] {
                let small = contents(catalog, &format!("distroless-{small}-{release}"));
                let large = contents(catalog, &format!("distroless-{large}-{release}"));
                let held: Vec<&str> = catalog.libraries(large).map(|(library, _)| library.path).collect();
                assert!(catalog.libraries(small).all(|(library, _)| held.contains(&library.path)));
                assert!(small.size < large.size);
            }
        }
    }
}

#[test]
fn what_a_library_of_a_measured_image_needs_is_in_the_image() {
    for catalog in catalogs() {
        for image in catalog.images.iter().filter(|image| image.measured) {
            let Some(contents) = &image.contents else { continue };
            let names: Vec<&str> = catalog
                .libraries(contents)
                .flat_map(|(library, _)| {
                    library
                        .paths()
                        .map(|path| path.rsplit('/').next().unwrap_or(path))
                        .chain([library.soname])
                })
                .collect();
            for (library, _) in catalog.libraries(contents) {
                for need in library.needed() {
                    assert!(names.contains(&need), "{}: {} needs {need}", image.slug, library.path);
                }
            }
        }
    }
}

#[test]
fn every_image_says_where_it_stands() {
    for catalog in catalogs() {
        assert!(catalog.date.len() == 10, "{:?}", catalog.date);
        for BaseImage { slug, reference, name, summary, measured, contents, .. } in catalog.images {
            assert!(!reference.is_empty() && !name.is_empty() && !summary.is_empty(), "{slug}");
            let sizes = contents.as_ref().map(|contents| (contents.size, contents.compressed));
            assert!(
                !measured || matches!(sizes, Some((Some(_), Some(_)))),
                "{slug} is measured and has no size"
            );
        }
    }
}

#[test]
fn distroless_on_debian_12_is_past_its_support() {
    for catalog in catalogs() {
        let old: Vec<&BaseImage> =
            catalog.images.iter().filter(|image| image.slug.ends_with("-debian12")).collect();
        assert_eq!(old.len(), 4);
        assert!(
            old.iter()
                .all(|image| image.is_past(catalog.date) && image.supported_until.starts_with("2026-09"))
        );
    }
}
