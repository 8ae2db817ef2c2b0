//! Facts, verdicts and advice as report: every string of the file is made safe to show here, and nowhere
//! else. One allowance of text covers the whole report, so that no input makes it long.

use crate::advice::Advice;
use crate::elf::Elf;
use crate::elf::segment::Mapped;
use crate::linkage::{Kind, Libc, Linking};
use crate::oddity::Oddity;
use crate::report::{
    BlockerReport, CaveatReport, Elf as ElfReport, EvidenceReport, FoundReport, ImageReport, OddityReport,
    Recommendation, RemedyReport, SegmentReport, VersionReport,
};
use crate::untrusted::Untrusted;
use crate::verdict::{NeededBy, Verdict};

/// Bytes of lists in one report. An honest program with forty libraries takes a tenth of it.
const ALLOWANCE: usize = 640 * 1024;

pub(crate) fn compose_elf(elf: &Elf, length: u64) -> ElfReport {
    ElfReport {
        kind: Kind::of(elf).name().to_owned(),
        platform: elf.platform.name(),
        class: if elf.platform.wide { 64 } else { 32 },
        endianness: if elf.platform.little_endian { "little" } else { "big" }.to_owned(),
        linking: Linking::of(elf).name().to_owned(),
        linking_because: Linking::of(elf).because(elf).to_owned(),
        libc: Libc::of(elf).name().to_owned(),
        interpreter: elf.interpreter.as_ref().map(|found| found.path.shown()),
        soname: elf.soname.as_ref().map(Untrusted::shown),
        needed: shown(&elf.needed),
        rpath: shown(&elf.rpath),
        runpath: shown(&elf.runpath),
        versions: elf
            .version_needs
            .iter()
            .map(|need| VersionReport {
                library: need.library.shown(),
                version: need.version.shown(),
                weak: need.weak,
                symbols: shown(&need.symbols),
                symbol_count: need.symbol_count,
            })
            .collect(),
        bind_now: elf.dynamic.as_ref().is_some_and(|dynamic| dynamic.bind_now),
        cpu_level: elf.cpu_level.map(|level| level.name().to_owned()),
        build_id: elf.build_id.as_ref().map(|id| id.iter().map(|byte| format!("{byte:02x}")).collect()),
        stripped: elf.stripped,
        segments: segments(elf, length),
        evidence: evidence(elf),
    }
}

/// The verdicts, and whether the allowance cut something.
pub(crate) fn compose_images(verdicts: &[Verdict<'_>], today: &str) -> (Vec<ImageReport>, bool) {
    let mut allowance = Allowance(ALLOWANCE);
    let images = verdicts.iter().map(|verdict| image(verdict, today, &mut allowance)).collect();
    (images, allowance.0 == 0)
}

pub(crate) fn recommendation(advice: &Advice<'_>) -> Option<Recommendation> {
    advice.choice.map(|image| Recommendation {
        image: image.reference.to_owned(),
        tag: image.tag.to_owned(),
        because: advice.because.clone(),
    })
}

pub(crate) fn remedies(advice: &Advice<'_>) -> Vec<RemedyReport> {
    let report = |remedy: &crate::advice::Remedy| RemedyReport {
        code: remedy.code.to_owned(),
        sentence: remedy.sentence.clone(),
        command: remedy.command.clone(),
    };
    advice.remedies.iter().map(report).collect()
}

pub(crate) fn oddities(oddities: &[Oddity]) -> Vec<OddityReport> {
    let report =
        |oddity: &Oddity| OddityReport { code: oddity.code().to_owned(), sentence: oddity.sentence() };
    oddities.iter().map(report).collect()
}

/// Text still to be spent; a list that finds nothing left stays short.
struct Allowance(usize);

impl Allowance {
    fn spend(&mut self, bytes: usize) -> bool {
        match self.0.checked_sub(bytes.saturating_add(64)) {
            Some(left) => self.0 = left,
            None => self.0 = 0,
        }
        self.0 > 0
    }
}

fn image(verdict: &Verdict<'_>, today: &str, allowance: &mut Allowance) -> ImageReport {
    let image = verdict.image;
    let contents = image.contents.as_ref();
    let text = |text: &'static str| (!text.is_empty()).then(|| text.to_owned());
    ImageReport {
        image: image.reference.to_owned(),
        from: image.from(),
        slug: image.slug.to_owned(),
        name: image.name.to_owned(),
        family: image.family.to_owned(),
        outcome: verdict.outcome.name().to_owned(),
        error: verdict
            .message
            .as_ref()
            .map(|message| message.text.clone())
            .filter(|text| allowance.spend(text.len())),
        said_by: verdict.message.as_ref().map(|message| message.by.name().to_owned()),
        exit_status: verdict
            .message
            .iter()
            .flat_map(|message| message.exit.iter().copied().map(u64::from))
            .collect(),
        unsure: verdict.unsure.clone(),
        blockers: verdict
            .blockers
            .iter()
            .map(|blocker| BlockerReport {
                code: blocker.code().to_owned(),
                subject: blocker.subject(),
                sentence: blocker.sentence(),
                tried: blocker.tried().to_vec(),
            })
            .take_while(|blocker| {
                let tried: usize = blocker.tried.iter().map(String::len).sum();
                allowance
                    .spend(blocker.sentence.len().saturating_add(blocker.subject.len()).saturating_add(tried))
            })
            .collect(),
        caveats: verdict
            .caveats
            .iter()
            .map(|caveat| CaveatReport {
                code: caveat.code().to_owned(),
                sentence: caveat.sentence(),
                words: caveat.words().map(str::to_owned),
            })
            .take_while(|caveat| allowance.spend(caveat.sentence.len()))
            .collect(),
        size: contents.and_then(|contents| contents.size),
        compressed: contents.and_then(|contents| contents.compressed),
        supported_until: text(image.supported_until),
        support_note: text(image.support_note),
        past: image.is_past(today),
        measured: image.measured,
        libraries: verdict
            .found
            .iter()
            .map(|found| FoundReport {
                library: found.name.shown(),
                needed_by: match &found.needed_by {
                    NeededBy::Program => String::new(),
                    NeededBy::Library { name, .. } => name.clone(),
                },
                path: found.place.as_ref().map(|(path, _)| path.clone()),
                package: found.place.as_ref().and_then(|(_, opened)| {
                    opened.package().map(|package| format!("{} {}", package.name, package.version))
                }),
                own: found.place.as_ref().is_some_and(|(_, opened)| opened.is_own()),
            })
            .take_while(|found| allowance.spend(found.library.len().saturating_add(128)))
            .collect(),
    }
}

fn shown(names: &[Untrusted]) -> Vec<String> {
    names.iter().map(Untrusted::shown).collect()
}

fn segments(elf: &Elf, length: u64) -> Vec<SegmentReport> {
    let mut segments: Vec<SegmentReport> = elf
        .mapped
        .iter()
        .map(|(mapped, size)| SegmentReport {
            name: match mapped {
                Mapped::Code => "code",
                Mapped::ReadOnly => "read-only data",
                Mapped::Writable => "data",
            }
            .to_owned(),
            size: (*size).min(length),
        })
        .collect();
    let mapped: u64 = segments.iter().fold(0, |sum, segment| sum.saturating_add(segment.size));
    if let Some(rest) = length.checked_sub(mapped).filter(|rest| *rest > 0) {
        segments.push(SegmentReport { name: "other".to_owned(), size: rest });
    }
    segments
}

fn evidence(elf: &Elf) -> Vec<EvidenceReport> {
    let mut evidence = Vec::new();
    let mut add = |fact: &str, place: String, command: &str| {
        evidence.push(EvidenceReport { fact: fact.to_owned(), place, command: command.to_owned() });
    };
    add("platform", format!("e_machine {} in the ELF header", elf.platform.machine), "readelf -h app");
    match &elf.interpreter {
        Some(found) => {
            let place = format!("PT_INTERP at {:#x}, {} bytes", found.place, found.size);
            add("interpreter", place.clone(), "readelf -l app");
            add("linking", place, "readelf -l app");
        }
        None => add("linking", "no PT_INTERP among the program headers".to_owned(), "readelf -l app"),
    }
    if let Some(dynamic) = &elf.dynamic {
        let place = format!("dynamic section at {:#x}, {} entries", dynamic.place, dynamic.entries);
        for fact in ["needed", "rpath", "runpath", "bind_now"] {
            add(fact, place.clone(), "readelf -d app");
        }
        if let Some(place) = dynamic.version_needs {
            let count = dynamic.version_needs_count;
            add("versions", format!("version needs at {place:#x}, for {count} libraries"), "readelf -V app");
        }
    }
    if elf.build_id.is_some() {
        add("build_id", "a GNU note in PT_NOTE".to_owned(), "readelf -n app");
    }
    if elf.cpu_level.is_some() {
        add("cpu_level", "a GNU property in PT_NOTE".to_owned(), "readelf -n app");
    }
    if elf.stripped.is_some() {
        add("stripped", "SHT_SYMTAB among the section headers".to_owned(), "readelf -S app");
    }
    add("segments", "PT_LOAD among the program headers".to_owned(), "readelf -l app");
    evidence
}
