//! What the pages speak of: the course, the samples, and what the analyzer says about each of them.

use std::error::Error;
use std::fs;
use std::path::Path;

use analyzer::SliceSource;
use analyzer::catalog::{BaseImage, Catalog};
use analyzer::dockerfile::{choice, generate};
use analyzer::elf::platform::Architecture;
use analyzer::report::{Answer, ImageReport};
use analyzer::verdict::Machine;
use lessons::{Block, Course, ErrorPage, Known, Lesson, Widget};
use serde::Deserialize;

use super::facts::{self, Measured};
use super::family;
use super::glossary::{self, Term};
use super::inventory::Inventory;
use super::library::{self, Library};
use super::proof::Proof;

pub struct Content {
    pub course: Course,
    /// In the order of their names.
    pub errors: Vec<ErrorPage>,
    pub samples: Vec<Sample>,
    pub catalog: &'static Catalog,
    /// Of each image of the catalog, in its order.
    pub inventories: Vec<Inventory>,
    /// Every library that an image or a package of `catalog/libraries/` has, by soname.
    pub libraries: Vec<Library>,
    /// Of symbol versions: `GLIBC`, `OPENSSL`, …
    pub families: Vec<String>,
    pub glossary: Vec<Term>,
    pub proof: Proof,
    pub presets: Vec<Preset>,
    /// Of the sizes that presets quote.
    pub sources: Vec<Source>,
}

/// A Dockerfile that people write, or wrote, and the choices that make today's: `content/presets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    pub name: String,
    pub title: String,
    /// The Dockerfile as it was.
    pub was: String,
    /// What is wrong with it or out of date, a sentence each.
    pub wrong: Vec<String>,
    /// What a link to the generator has after its `#`.
    pub choices: String,
    #[serde(default)]
    pub weighed: Vec<Weighed>,
}

/// What somebody said of the size of the image that such a Dockerfile makes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// The last stage that it was built on.
    pub last: String,
    pub said: String,
    /// Today's choices, where it was another last stage than the preset's.
    pub today: Option<String>,
}

/// Where such sizes were said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    /// Who and when, as far as it says so.
    pub more: String,
}

#[derive(Deserialize)]
struct PresetList {
    source: Vec<Source>,
    preset: Vec<Preset>,
}

/// A program of `content/samples/`, and its analysis.
pub struct Sample {
    pub name: String,
    pub title: String,
    pub teaches: String,
    pub bytes: Vec<u8>,
    pub answer: Answer,
}

impl Sample {
    /// What the analyzer says of it in one image.
    pub fn judged(&self, slug: &str) -> Option<&ImageReport> {
        self.answer.report.images.iter().find(|image| image.slug == slug)
    }
}

impl Content {
    pub fn load(source: &Path) -> Result<Self, Box<dyn Error>> {
        let samples = samples(&source.join("content/samples"))?;
        let catalog = Catalog::of(Architecture::Amd64);
        let (course, errors) = {
            let names: Vec<String> = samples.iter().map(|sample| sample.name.clone()).collect();
            let images: Vec<String> = catalog.images.iter().map(|image| image.slug.to_owned()).collect();
            let facts = Measured { catalog, samples: &samples };
            let known = Known { samples: &names, images: &images, facts: &facts };
            let told = |mistakes: Vec<lessons::Error>| {
                mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            };
            let course = Course::load(&source.join("content"), &known).map_err(told)?;
            let errors = ErrorPage::load(&source.join("content/errors"), &known).map_err(told)?;
            (course, errors)
        };
        let proof = Proof::load(&source.join("corpus"))?;
        let inventory = |image: &BaseImage| Inventory::load(&source.join("catalog"), image.slug);
        let inventories = catalog.images.iter().map(inventory).collect::<Result<_, _>>()?;
        let PresetList { preset: presets, source: sources } = presets(&source.join("content/presets.toml"))?;
        let libraries = library::collect(catalog, &source.join("catalog/libraries"))?;
        let glossary = glossary::load(&source.join("content/glossary.toml"), &course)?;
        let families = family::collect(&source.join("catalog"))?;
        Ok(Content {
            course,
            errors,
            samples,
            catalog,
            inventories,
            libraries,
            families,
            glossary,
            proof,
            presets,
            sources,
        })
    }

    /// An image of the catalog, and what else is known of it.
    pub fn image(&self, slug: &str) -> Option<(&'static BaseImage, &Inventory)> {
        self.catalog.images.iter().zip(&self.inventories).find(|(image, _)| image.slug == slug)
    }

    /// The samples that are judged against images.
    pub fn programs(&self) -> impl Iterator<Item = &Sample> {
        self.samples.iter().filter(|sample| !sample.answer.report.images.is_empty())
    }

    /// Its name, with the release where another image bears the same one.
    pub fn name(&self, image: &BaseImage) -> String {
        let alike = self.catalog.images.iter().filter(|other| other.name == image.name).count();
        if alike > 1 { format!("{} ({})", image.name, image.release) } else { image.name.to_owned() }
    }

    /// "glibc 2.41", or "none".
    pub fn libc(&self, image: &BaseImage) -> String {
        facts::libc(self.catalog, image)
    }

    /// The lessons that speak of an image: by its reference in the text, or in a figure.
    pub fn lessons_on(&self, image: &BaseImage) -> Vec<&Lesson> {
        let speaks = |block: &Block| match block {
            Block::Prose(prose) => names(prose, image.reference) || names(prose, image.slug),
            Block::Widget(widget) => shows(widget, image.slug),
        };
        self.course.lessons.iter().filter(|lesson| lesson.blocks.iter().any(speaks)).collect()
    }

    pub fn sample(&self, name: &str) -> Option<&Sample> {
        self.samples.iter().find(|sample| sample.name == name)
    }
}

/// Whether a text has the name and not only a longer one that begins so.
fn names(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(start, _)| {
        let after = text.get(start + name.len()..).and_then(|rest| rest.chars().next());
        !after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '-' || after == '.')
    })
}

fn shows(widget: &Widget, slug: &str) -> bool {
    match widget {
        Widget::Analysis(asked) => asked.image.as_deref() == Some(slug),
        Widget::Ladder(asked) => asked.images.iter().any(|image| image == slug),
        Widget::Sizes(asked) => asked.images.iter().any(|image| image == slug),
        Widget::Image(asked) => asked.image == slug,
        Widget::Compare(asked) => asked.left == slug || asked.right == slug,
        Widget::Walk(asked) => asked.image == slug,
        Widget::Said(asked) => asked.image == slug,
        Widget::Dockerfile(asked) => asked.image == slug,
        Widget::Quiz(_) | Widget::Transcript(_) | Widget::Processes(_) | Widget::Simulator(_) => false,
    }
}

#[derive(Deserialize)]
struct SampleList {
    sample: Vec<SampleEntry>,
}

/// The recipe's other fields belong to `cargo xtask samples`.
#[derive(Deserialize)]
struct SampleEntry {
    name: String,
    title: String,
    teaches: String,
}

/// The presets; one whose choices cannot be taken is a mistake in the file.
fn presets(file: &Path) -> Result<PresetList, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let list: PresetList = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    for preset in &list.preset {
        let made = generate(&choice::pairs(&preset.choices));
        if let Some(mistake) = made.mistakes.first() {
            return Err(format!("{}: {}: {}", file.display(), preset.name, mistake.sentence).into());
        }
    }
    Ok(list)
}

fn samples(folder: &Path) -> Result<Vec<Sample>, Box<dyn Error>> {
    let list = folder.join("samples.toml");
    let text = fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let list: SampleList = toml::from_str(&text).map_err(|error| format!("{}: {error}", list.display()))?;
    list.sample.into_iter().map(|entry| analyzed(folder, entry)).collect()
}

fn analyzed(folder: &Path, entry: SampleEntry) -> Result<Sample, Box<dyn Error>> {
    let SampleEntry { name, title, teaches } = entry;
    let file = folder.join(&name);
    let bytes = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let answer = analyzer::answer(&mut SliceSource(&bytes), name.as_bytes(), Machine::default())
        .map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(Sample { name, title, teaches, bytes, answer })
}
