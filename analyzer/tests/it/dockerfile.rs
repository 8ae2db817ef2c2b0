//! What holds for every Dockerfile that can be written: its first lines, its form, and that it says why.

use analyzer::catalog::Catalog;
use analyzer::dockerfile::{Dockerfile, Recipe, write};
use analyzer::elf::platform::Architecture;

fn every_one() -> Vec<(String, Dockerfile)> {
    let catalog = Catalog::of(Architecture::Amd64);
    let recipes = [
        Recipe::Go { cgo: false },
        Recipe::Go { cgo: true },
        Recipe::Rust { is_static: false },
        Recipe::Rust { is_static: true },
        Recipe::C { is_static: false },
        Recipe::C { is_static: true },
        Recipe::Cxx { is_static: false },
        Recipe::Cxx { is_static: true },
        Recipe::Prebuilt,
    ];
    let of_image = |image: &analyzer::catalog::BaseImage| {
        recipes.map(|recipe| (format!("{recipe:?} on {}", image.reference), write(image, recipe)))
    };
    catalog.images.iter().flat_map(of_image).collect()
}

#[test]
fn the_syntax_line_comes_first_and_an_empty_one_after() {
    for (name, dockerfile) in every_one() {
        let text = dockerfile.to_string();
        assert!(text.starts_with("# syntax=docker/dockerfile:1\n\nFROM "), "{name}:\n{text}");
    }
}

#[test]
fn every_instruction_has_a_reason() {
    for (name, dockerfile) in every_one() {
        for line in dockerfile.lines() {
            assert!(line.tokens.is_empty() || line.reason.ends_with('.'), "{name}: {}", line.text());
        }
    }
}

#[test]
fn the_last_stage_runs_nothing_and_is_not_root() {
    for (name, dockerfile) in every_one() {
        let last = dockerfile.stages.last().expect("a stage");
        let text = Dockerfile { stages: vec![last.clone()] }.to_string();
        assert!(!text.contains("\nRUN "), "{name}");
        assert!(text.contains("\nUSER 65532:65532\nENTRYPOINT [\"/app\"]\n"), "{name}:\n{text}");
    }
}

#[test]
fn builder_and_final_stage_have_the_same_release() {
    for (name, dockerfile) in every_one() {
        let [builder, last] = dockerfile.stages.as_slice() else { continue };
        for (release, mark) in
            [("bookworm", "debian12"), ("trixie", "debian13"), ("bookworm", "bookworm"), ("trixie", "trixie")]
        {
            assert!(!last.from.contains(mark) || builder.from.contains(release), "{name}: {}", builder.from);
        }
    }
}

#[test]
fn no_line_continues_by_accident() {
    for (name, dockerfile) in every_one() {
        let text = dockerfile.to_string();
        let open = text.lines().filter(|line| line.ends_with('\\')).all(|line| line.ends_with(" \\"));
        assert!(open && text.is_ascii() && text.len() < 16 * 1024, "{name}");
    }
}
