//! The five stages in a row: what is asked for about one file, from its bytes to its Dockerfiles.

use crate::ReadError;
use crate::advice;
use crate::catalog::Catalog;
use crate::dockerfile::{self, Plan, Recipe};
use crate::elf::Elf;
use crate::elf::platform::Architecture;
use crate::facts::{Content, Facts};
use crate::format::Format;
use crate::jar::Jar;
use crate::language::Language;
use crate::layout::{Handed, Layout};
use crate::need::{self, Certainty, Need, Seen, Wants};
use crate::process::Process;
use crate::report::{
    Answer, DockerfileText, FileName, Report, SCHEMA, compose_elf, compose_hardening, compose_images,
    compose_needs, compose_process, compose_runtime, compose_size, compose_toolchain, oddities,
    recommendation, remedies,
};
use crate::scan::Hits;
use crate::source::Source;
use crate::stranger;
use crate::toolchain::Toolchain;
use crate::untrusted::Untrusted;
use crate::verdict::{self, Blocker, Machine, Verdict};

/// Everything the page says about a file: the report, and a Dockerfile for every image. `name` is only
/// shown.
pub fn answer(source: &mut dyn Source, name: &[u8], machine: Machine) -> Result<Answer, ReadError> {
    Facts::read(source).map(|facts| judge(&facts, name, machine))
}

/// [`answer`] from facts that were read elsewhere.
pub fn judge(facts: &Facts, name: &[u8], machine: Machine) -> Answer {
    conclude(facts, None, name, &Layout::alone(), machine, true)
}

/// The report alone on one of several files, for those who print no Dockerfile. Libraries among them are
/// the program's own.
pub fn report_among(files: &[Handed], which: usize, machine: Machine) -> Option<Report> {
    among(files, which, machine, false).map(|answer| answer.report)
}

/// The same with Dockerfiles.
pub fn answer_among(files: &[Handed], which: usize, machine: Machine) -> Option<Answer> {
    among(files, which, machine, true)
}

fn among(files: &[Handed], which: usize, machine: Machine, with_dockerfiles: bool) -> Option<Answer> {
    let file = files.get(which)?;
    let path = file.paths.first().map(Untrusted::as_bytes).unwrap_or_default();
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    // A library is nobody's program: alone it says what it is.
    let layout = if file.is_library() { Layout::alone() } else { Layout::of(file, files) };
    Some(conclude(&file.facts, file.hits.as_ref(), name, &layout, machine, with_dockerfiles))
}

fn conclude(
    facts: &Facts,
    hits: Option<&Hits>,
    name: &[u8],
    layout: &Layout<'_>,
    machine: Machine,
    with_dockerfiles: bool,
) -> Answer {
    let file = FileName { name: Untrusted::new(name).shown(), size: facts.size };
    let answer = match &facts.content {
        Content::Elf(elf) => program(file, elf, hits, layout, machine, with_dockerfiles),
        Content::Stranger(format) => stranger(file, format, facts.jar.as_ref(), machine),
    };
    let scanned = hits.is_some_and(|hits| !hits.is_cut);
    Answer { report: Report { scanned, ..answer.report }, ..answer }
}

fn program(
    file: FileName,
    facts: &Elf,
    hits: Option<&Hits>,
    layout: &Layout<'_>,
    machine: Machine,
    with_dockerfiles: bool,
) -> Answer {
    let catalog = Catalog::of(facts.platform.architecture().unwrap_or(Architecture::Amd64));
    let mut verdicts = verdict::judge(facts, layout, catalog, machine);
    let toolchain = Toolchain::of(facts, hits);
    let needs = Need::of(facts, &toolchain, hits);
    need::weigh(&needs, &mut verdicts, catalog);
    let language = Language::of(&toolchain);
    let process = Process::of(&Seen::new(facts, &toolchain, hits));
    let advice = advice::advise(facts, language, layout, &verdicts, catalog.date);
    let (images, cut) = compose_images(&verdicts, catalog.date);
    let report = Report {
        elf: Some(compose_elf(facts, file.size)),
        toolchain: Some(compose_toolchain(facts, &toolchain, &file.name, catalog)),
        hardening: Some(compose_hardening(facts)),
        size: Some(compose_size(facts)),
        needs: compose_needs(&needs),
        process: Some(compose_process(&process)),
        recommendation: recommendation(&advice),
        remedies: remedies(&advice),
        companions: layout.companions.iter().flat_map(|own| own.paths.first().cloned()).collect(),
        oddities: oddities(&facts.oddities),
        truncated: cut || facts.is_cut,
        ..bare(file, &Format::Elf, images)
    };
    let for_whom = if with_dockerfiles { verdicts.as_slice() } else { &[] };
    let is_alone = layout.companions.is_empty();
    let folder = Recipe::Folder { program: dockerfile::place(&layout.program) };
    let prebuilt = if is_alone { Recipe::Prebuilt } else { folder.clone() };
    // What has libraries of its own beside it was put together elsewhere.
    let as_built = dockerfile::Go::as_built(facts.go.as_ref());
    let recipe = |verdict: &Verdict<'_>| match advice::recipe(facts, language, verdict) {
        _ if !is_alone => folder.clone(),
        Recipe::Go(go) => Recipe::Go(dockerfile::Go { cgo: go.cgo, ..as_built.clone() }),
        other => other,
    };
    let language = if is_alone { language } else { Language::Unknown };
    Answer {
        report,
        dockerfiles: dockerfiles(for_whom, &needs, recipe),
        language: language.name().to_owned(),
        prebuilt: dockerfiles(for_whom, &needs, |_| prebuilt.clone()),
    }
}

fn stranger(file: FileName, format: &Format, jar: Option<&Jar>, machine: Machine) -> Answer {
    let catalog = Catalog::of(Architecture::Amd64);
    let verdicts = match format {
        Format::Script { interpreter, .. } => verdict::judge_script(interpreter, catalog, machine),
        _ => verdict::judge_stranger(catalog, machine),
    };
    let (images, _) = compose_images(&verdicts, catalog.date);
    let is_script = matches!(format, Format::Script { .. });
    let advice = is_script.then(|| advice::advise_script(&verdicts, catalog.date));
    let report = Report {
        stranger: stranger::describe(format, jar, &file.name, catalog),
        toolchain: compose_runtime(format, jar),
        recommendation: advice.as_ref().and_then(recommendation),
        ..bare(file, format, images)
    };
    let prebuilt = if is_script { dockerfiles(&verdicts, &[], |_| Recipe::Prebuilt) } else { Vec::new() };
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
        toolchain: None,
        hardening: None,
        size: None,
        needs: Vec::new(),
        process: None,
        images,
        recommendation: None,
        remedies: Vec::new(),
        companions: Vec::new(),
        oddities: Vec::new(),
        truncated: false,
        scanned: false,
    }
}

fn dockerfiles(
    verdicts: &[Verdict<'_>],
    needs: &[Need],
    recipe: impl Fn(&Verdict<'_>) -> Recipe,
) -> Vec<DockerfileText> {
    // What it will probably look for comes along where the image lacks it.
    let wants = |wanted: fn(&Wants) -> bool| {
        needs.iter().any(|need| need.certainty >= Certainty::Likely && wanted(&need.wants))
    };
    let text = |verdict: &Verdict<'_>| {
        let plan = Plan {
            libraries: missing(verdict),
            certificates: wants(|wants| matches!(wants, Wants::Certificates { .. })),
            zones: wants(|wants| *wants == Wants::ZoneFiles),
            accounts: wants(|wants| *wants == Wants::Account),
            tmp: wants(|wants| *wants == Wants::Temporary),
            ..Plan::new(verdict.image, recipe(verdict))
        };
        let lines = dockerfile::write(&plan).map(|dockerfile| dockerfile.lines()).unwrap_or_default();
        let choices = dockerfile::choice::choices(&plan);
        DockerfileText {
            image: verdict.image.reference.to_owned(),
            lines,
            choices: dockerfile::choice::query(&choices),
        }
    };
    verdicts.iter().map(text).collect()
}

/// The libraries that are all an image lacks, where the catalog knows them.
fn missing(verdict: &Verdict<'_>) -> Vec<&'static str> {
    let known = |blocker: &Blocker| match blocker {
        Blocker::MissingLibrary { name, own: None, .. } => dockerfile::known_library(&name.shown()),
        _ => None,
    };
    verdict.blockers.iter().map(known).collect::<Option<Vec<_>>>().unwrap_or_default()
}
