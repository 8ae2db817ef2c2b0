//! The five stages in a row: what is asked for about one file, from its bytes to its Dockerfiles.

use crate::ReadError;
use crate::advice;
use crate::catalog::Catalog;
use crate::dockerfile::{self, Recipe};
use crate::elf::Elf;
use crate::elf::platform::Architecture;
use crate::facts::{Content, Facts};
use crate::format::Format;
use crate::language::Language;
use crate::report::{
    Answer, DockerfileText, FileName, Report, SCHEMA, compose_elf, compose_images, oddities, recommendation,
    remedies,
};
use crate::source::Source;
use crate::stranger;
use crate::untrusted::Untrusted;
use crate::verdict::{self, Machine, Verdict};

/// Everything the page says about a file: the report, and a Dockerfile for every image. `name` is only
/// shown.
pub fn answer(source: &mut dyn Source, name: &[u8], machine: Machine) -> Result<Answer, ReadError> {
    Facts::read(source).map(|facts| judge(&facts, name, machine))
}

/// The report alone, for those who print no Dockerfile.
pub fn report(source: &mut dyn Source, name: &[u8], machine: Machine) -> Result<Report, ReadError> {
    Facts::read(source).map(|facts| conclude(&facts, name, machine, false).report)
}

/// [`answer`] from facts that were read elsewhere.
pub fn judge(facts: &Facts, name: &[u8], machine: Machine) -> Answer {
    conclude(facts, name, machine, true)
}

fn conclude(facts: &Facts, name: &[u8], machine: Machine, with_dockerfiles: bool) -> Answer {
    let file = FileName { name: Untrusted::new(name).shown(), size: facts.size };
    match &facts.content {
        Content::Elf(elf) => program(file, elf, machine, with_dockerfiles),
        Content::Stranger(format) => stranger(file, format),
    }
}

fn program(file: FileName, facts: &Elf, machine: Machine, with_dockerfiles: bool) -> Answer {
    let catalog = Catalog::of(facts.platform.architecture().unwrap_or(Architecture::Amd64));
    let verdicts = verdict::judge(facts, catalog, machine);
    let advice = advice::advise(facts, &verdicts, catalog.date);
    let (images, cut) = compose_images(&verdicts, catalog.date);
    let report = Report {
        elf: Some(compose_elf(facts, file.size)),
        recommendation: recommendation(&advice),
        remedies: remedies(&advice),
        oddities: oddities(&facts.oddities),
        truncated: cut || facts.is_cut,
        ..bare(file, &Format::Elf, images)
    };
    let for_whom = if with_dockerfiles { verdicts.as_slice() } else { &[] };
    Answer {
        report,
        dockerfiles: dockerfiles(for_whom, |verdict| advice::recipe(facts, verdict)),
        language: Language::of(facts).name().to_owned(),
        prebuilt: dockerfiles(for_whom, |_| Recipe::Prebuilt),
    }
}

fn stranger(file: FileName, format: &Format) -> Answer {
    let catalog = Catalog::of(Architecture::Amd64);
    let verdicts = match format {
        Format::Script { interpreter, .. } => verdict::judge_script(interpreter, catalog),
        _ => verdict::judge_stranger(catalog),
    };
    let (images, _) = compose_images(&verdicts, catalog.date);
    let is_script = matches!(format, Format::Script { .. });
    let advice = is_script.then(|| advice::advise_script(&verdicts, catalog.date));
    let report = Report {
        stranger: stranger::describe(format),
        recommendation: advice.as_ref().and_then(recommendation),
        ..bare(file, format, images)
    };
    let prebuilt = if is_script { dockerfiles(&verdicts, |_| Recipe::Prebuilt) } else { Vec::new() };
    let language = Language::Unknown.name().to_owned();
    Answer { report, dockerfiles: prebuilt.clone(), language, prebuilt }
}

fn bare(file: FileName, format: &Format, images: Vec<crate::report::ImageReport>) -> Report {
    Report {
        schema: SCHEMA,
        file,
        format: format.name().to_owned(),
        stranger: None,
        elf: None,
        images,
        recommendation: None,
        remedies: Vec::new(),
        oddities: Vec::new(),
        truncated: false,
    }
}

fn dockerfiles(verdicts: &[Verdict<'_>], recipe: impl Fn(&Verdict<'_>) -> Recipe) -> Vec<DockerfileText> {
    let text = |verdict: &Verdict<'_>| DockerfileText {
        image: verdict.image.reference.to_owned(),
        lines: dockerfile::write(verdict.image, recipe(verdict)).lines(),
    };
    verdicts.iter().map(text).collect()
}
