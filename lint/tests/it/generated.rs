//! The Dockerfiles that this project writes: nothing is found in them. Those that are built and started for the proof
//! come first, then every language on every image whose support has not ended.

use std::path::Path;

use analyzer::catalog::Catalog;
use analyzer::dockerfile::choice::{self, Kind};
use analyzer::dockerfile::generate;
use analyzer::elf::platform::Architecture;
use serde::Deserialize;

use super::{TODAY, check};

#[derive(Deserialize)]
struct Recorded {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    choices: String,
}

fn recorded() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/dockerfiles.toml");
    let text = std::fs::read_to_string(file).expect("the record");
    let recorded: Recorded = toml::from_str(&text).expect("it is TOML");
    recorded.case.into_iter().map(|case| case.choices).collect()
}

fn combined() -> Vec<String> {
    let language = choice::named("language").expect("the form asks for it");
    let Kind::One(languages) = language.kind else { panic!("it is one of several") };
    let images = Catalog::of(Architecture::Amd64).images.iter().filter(|image| !image.is_past(TODAY));
    let of = |slug: &str| -> Vec<String> {
        languages.iter().map(|(language, _)| format!("language={language}&image={slug}")).collect()
    };
    images.flat_map(|image| of(image.slug)).collect()
}

#[test]
fn nothing_is_found_in_what_the_generator_writes() {
    let mut said = String::new();
    let mut checked = 0;
    for choices in recorded().into_iter().chain(combined()) {
        let made = generate(&choice::pairs(&choices));
        let Some(dockerfile) = made.files.iter().find(|file| file.path == "Dockerfile") else { continue };
        checked += 1;
        for finding in check(&choices, &dockerfile.text()).findings {
            // What somebody chose against the form's advice is told, and rightly so.
            let is_chosen = match finding.rule {
                "base-unsupported" => choices.contains("-debian12"),
                "root-user" => choices.contains("user=0"),
                _ => false,
            };
            if is_chosen {
                continue;
            }
            said.push_str(&format!("{choices}: {}: {}\n", finding.rule, finding.message));
        }
    }
    assert!(checked > 300, "only {checked}");
    assert!(said.is_empty(), "{said}");
}
