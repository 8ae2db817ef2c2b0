//! Every Dockerfile that is to be built: each variant on each image that the generator writes one for, the options,
//! and the presets.

use analyzer::catalog::Catalog;
use analyzer::dockerfile::choice::{self, Pair};
use analyzer::dockerfile::{Add, Dockerfile, File, Instruction, Plan, generate, write};
use analyzer::elf::platform::Architecture;
use sha2::{Digest, Sha256};

use super::variant::{EXTRAS, VARIANTS};
use super::{preset, stand_in, tini};
use crate::Done;

/// One Dockerfile, and what its program has to say.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) project: &'static str,
    pub(super) says: &'static str,
    pub(super) plan: Plan<'static>,
    /// As a link to the page has them.
    pub(super) query: String,
    pub(super) text: String,
    pub(super) ignore: String,
    dockerfile: Dockerfile,
}

/// In the order of the tables.
pub(super) fn all() -> Done<Vec<Case>> {
    let mut cases = Vec::new();
    for variant in VARIANTS {
        for image in Catalog::of(Architecture::Amd64).images.iter().filter(|image| variant.suits(image.libc))
        {
            let name = format!("{} on {}", variant.name, image.slug);
            let choices = format!("{}&image={}", variant.choices, image.slug);
            cases.extend(Case::new(name, variant.project, variant.says, &choices)?);
        }
    }
    for extra in EXTRAS {
        let variant = VARIANTS.iter().find(|variant| variant.name == extra.variant);
        let variant = variant.ok_or_else(|| format!("there is no variant {}", extra.variant))?;
        let name = format!("{} on {} with {}", extra.variant, extra.image, extra.name);
        let choices = format!("{}&image={}&{}", variant.choices, extra.image, extra.choices);
        let case = Case::new(name, variant.project, extra.says.unwrap_or(variant.says), &choices)?;
        cases.push(case.ok_or_else(|| format!("the generator refuses {choices}"))?);
    }
    for preset in preset::all()? {
        let name = format!("preset {}", preset.name);
        let case = Case::new(name, preset.project, preset.says, &preset.choices)?;
        cases.push(case.ok_or_else(|| format!("the generator refuses {}", preset.choices))?);
    }
    Ok(cases)
}

/// The text of the Dockerfile that these choices make, and of `.dockerignore`; nothing where the generator refuses.
pub(super) fn texts(pairs: &[Pair]) -> Done<Option<(String, String)>> {
    let generated = generate(pairs);
    if generated.files.is_empty() {
        return Ok(None);
    }
    if let Some(mistake) = generated.mistakes.first() {
        return Err(mistake.sentence.clone().into());
    }
    let of = |path: &str| generated.files.iter().find(|file| file.path == path).map(File::text);
    Ok(of("Dockerfile").map(|text| (text, of(".dockerignore").unwrap_or_default())))
}

pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Case {
    fn new(name: String, project: &'static str, says: &'static str, choices: &str) -> Done<Option<Case>> {
        let pairs = choice::pairs(choices);
        let Some((text, ignore)) = texts(&pairs)? else { return Ok(None) };
        let plan = choice::read(&pairs).ok_or("the catalog has no images")?.plan;
        let query = choice::query(&choice::choices(&plan));
        let dockerfile = write(&plan)?;
        Ok(Some(Case { name, project, says, plan, query, text, ignore, dockerfile }))
    }

    /// References of the images that the build takes, stages of its own left out.
    pub(super) fn images(&self) -> Vec<String> {
        let stages = &self.dockerfile.stages;
        let own = |name: &str| stages.iter().any(|stage| stage.name == Some(name));
        let mut images: Vec<String> = stages.iter().map(|stage| stage.from.clone()).collect();
        for step in stages.iter().flat_map(|stage| &stage.steps) {
            if let Instruction::Copy(copy) = &step.instruction
                && let Some(from) = copy.from.as_deref().filter(|from| !own(from))
            {
                images.push(from.to_owned());
            }
        }
        images.retain(|image| image != "scratch");
        images.sort();
        images.dedup();
        images
    }

    /// What each of them is taken from: itself, or, where a step fetches what is no package of Debian's, an image that has
    /// it at hand.
    pub(super) fn taken(&self) -> Vec<(String, String)> {
        let taken = |image: String| {
            let from = stand_in::at_hand(self.project, &image).map_or_else(|| image.clone(), str::to_owned);
            (image, from)
        };
        self.images().into_iter().map(taken).collect()
    }

    /// Whether a step fetches packages of Debian's. What needs none is built without a network.
    pub(super) fn needs_network(&self) -> bool {
        self.text.contains("apt-get install")
    }

    /// The files of tini's release that a stage gets, from a host out of reach.
    pub(super) fn added(&self) -> Vec<Add> {
        tini::added(&self.dockerfile)
    }
}
