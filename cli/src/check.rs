//! `finalstage check`: the verdict first, then the ladder, then why.

use std::mem;

use analyzer::layout;
use analyzer::report::{ImageReport, Report};

use crate::Ending;
use crate::arguments::{Check, Format};
use crate::handed::Gathered;
use crate::terminal::{self, Painter, Style};

pub(crate) fn run(options: &Check) -> Ending {
    let gathered = Gathered::from(&options.files, options.scan);
    let wrong = match gathered.errors.as_slice() {
        [] => None,
        [error] if gathered.files.is_empty() => return Ending::Wrong(error.clone()),
        errors => {
            errors.iter().for_each(|error| eprintln!("finalstage: {error}"));
            Some("not every file could be analysed".to_owned())
        }
    };
    let mut starts = true;
    let report = |which| analyzer::report_among(&gathered.files, which, options.machine());
    let mut reports: Vec<Report> = layout::judged(&gathered.files).into_iter().filter_map(report).collect();
    for report in &mut reports {
        if let Some(image) = &options.image {
            let Some(asked) = pick(report, image) else {
                return Ending::Wrong(format!(
                    "the catalog has no image {image:?}; finalstage images lists them"
                ));
            };
            starts &= matches!(asked.outcome.as_str(), "runs" | "starts");
            report.images = vec![asked];
        }
    }
    match options.format {
        Format::Json => terminal::print(&json(&reports)),
        Format::Text => {
            let painter = Painter::for_stdout();
            let texts: Vec<String> = reports.iter().map(|report| text(report, &painter)).collect();
            terminal::print(&texts.join("\n"));
        }
    }
    // The program ends here, and the system takes the memory back faster than piece by piece.
    mem::forget((reports, gathered));
    match wrong {
        Some(wrong) => Ending::Wrong(wrong),
        None if starts => Ending::Fine,
        None => Ending::DoesNotStart,
    }
}

/// The image meant by a reference, with or without a tag, or by the name of its catalog file.
pub(crate) fn pick(report: &Report, name: &str) -> Option<ImageReport> {
    let means = |image: &&ImageReport| {
        let tagged = name.strip_prefix(image.image.as_str()).is_some_and(|rest| rest.starts_with(':'));
        name == image.image || name == image.slug || tagged
    };
    report.images.iter().find(means).cloned()
}

/// One object for one file, and one per line for several.
fn json(reports: &[Report]) -> String {
    let line = |report: &Report| serde_json::to_string(report).expect("a report is plain values");
    reports.iter().map(|report| line(report) + "\n").collect()
}

fn text(report: &Report, painter: &Painter) -> String {
    let mut lines = Vec::new();
    lines.push(headline(report, painter));
    if let Some(stranger) = &report.stranger {
        if report.recommendation.is_some() {
            lines.push(format!("  {}", stranger.what));
        }
        lines.push(format!("  {}", stranger.advice));
    }
    if let Some(recommendation) = &report.recommendation {
        lines.extend(recommendation.because.iter().map(|because| format!("  {because}")));
    }
    if let Some(elf) = &report.elf {
        lines.push(String::new());
        let mut facts = vec![("platform", elf.platform.clone()), ("linking", elf.linking.clone())];
        facts.push(("libc", elf.libc.clone()));
        if !report.companions.is_empty() {
            facts.push(("beside it", report.companions.join(" ")));
        }
        if let Some(toolchain) = report.toolchain.as_ref().filter(|toolchain| toolchain.language != "unknown")
        {
            let version = toolchain.version.as_deref().unwrap_or_default();
            facts.push(("toolchain", format!("{} {version}", toolchain.language).trim_end().to_owned()));
        }
        facts.extend(elf.interpreter.clone().map(|path| ("interpreter", path)));
        if !elf.needed.is_empty() {
            facts.push(("needed", elf.needed.join(" ")));
        }
        lines.extend(
            facts.iter().map(|(name, fact)| {
                format!("  {}{fact}", painter.paint(Style::Faint, &format!("{name:<13}")))
            }),
        );
    }
    lines.push(String::new());
    lines.extend(ladder(report, painter));
    lines.extend(when_it_runs(report, painter));
    for remedy in &report.remedies {
        lines.push(String::new());
        lines.push(format!("  {}", remedy.sentence));
        lines.extend(
            remedy.command.iter().map(|command| format!("    {}", painter.paint(Style::Strong, command))),
        );
    }
    for finding in report.toolchain.iter().flat_map(|toolchain| &toolchain.findings) {
        lines.push(String::new());
        lines.push(format!("  {}", painter.paint(Style::Caveat, &finding.sentence)));
    }
    for oddity in &report.oddities {
        lines.push(String::new());
        lines.push(format!("  {}", painter.paint(Style::Caveat, &oddity.sentence)));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What the program will look for once it runs, and whether it can be PID 1.
fn when_it_runs(report: &Report, painter: &Painter) -> Vec<String> {
    let Some(process) = report.process.as_ref() else { return Vec::new() };
    let mut lines = vec![String::new()];
    if !report.scanned {
        lines.push("  What it needs when it runs was not looked for; --scan always does.".to_owned());
        return lines;
    }
    lines.push("  When it runs:".to_owned());
    for need in &report.needs {
        let style = if need.certainty == "possible" { Style::Faint } else { Style::Caveat };
        let certainty = painter.paint(style, &format!("{:<8}", need.certainty));
        lines.push(format!("    {certainty}  {} [{}]", need.sentence, need.code));
    }
    let init = match process.init.as_str() {
        "none" => "none",
        "--init" => "docker run --init",
        "tini" => "tini in the image",
        _ => "not known",
    };
    lines.push(format!(
        "    {}  {init}. {}",
        painter.paint(Style::Strong, &format!("{:<8}", "init")),
        process.because
    ));
    lines
}

fn headline(report: &Report, painter: &Painter) -> String {
    let what = match (&report.recommendation, &report.stranger, &report.elf) {
        (Some(recommendation), ..) => {
            let tag = if recommendation.tag.is_empty() {
                String::new()
            } else {
                format!(":{}", recommendation.tag)
            };
            format!("use {}{tag}", recommendation.image)
        }
        (None, Some(stranger), _) => stranger.what.clone(),
        (None, None, Some(elf)) if elf.kind == "shared-library" => {
            "a shared library: the program that loads it decides".to_owned()
        }
        _ if report.oddities.iter().any(|oddity| oddity.code == "cut-short") => {
            "the file is cut off; copy it again".to_owned()
        }
        _ => "no image of the catalog is known to hold it".to_owned(),
    };
    format!("{}: {}", report.file.name, painter.paint(Style::Strong, &what))
}

/// The images from the smallest to the largest, with the error of each that fails.
fn ladder(report: &Report, painter: &Painter) -> Vec<String> {
    let chosen = report.recommendation.as_ref().map(|recommendation| recommendation.image.as_str());
    let width = report.images.iter().map(|image| image.image.len()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for image in &report.images {
        let style = match image.outcome.as_str() {
            "runs" => Style::Holds,
            "fails" => Style::Breaks,
            _ => Style::Caveat,
        };
        let mark = if chosen == Some(image.image.as_str()) { ">" } else { " " };
        let size = image.size.map(terminal::size).unwrap_or_else(|| "?".to_owned());
        let outcome = painter.paint(style, &padded(&image.outcome, 7));
        let note = if image.past {
            "  support has ended"
        } else if image.measured {
            ""
        } else {
            "  documented"
        };
        let (name, note) = (padded(&image.image, width), painter.paint(Style::Faint, note));
        let before = " ".repeat(8_usize.saturating_sub(size.len()));
        lines.push([mark, " ", &name, "  ", &before, &size, "  ", &outcome, &note].concat());
        let indent = |text: &str| ["      ", &painter.paint(Style::Faint, text)].concat();
        let error = image.error.iter().flat_map(|error| error.lines());
        lines.extend(error.take(6).map(indent));
        let caveats = image.caveats.iter().flat_map(|caveat| [Some(&caveat.sentence), caveat.words.as_ref()]);
        lines.extend(caveats.flatten().map(|line| indent(line)));
        lines.extend(image.unsure.iter().map(|unsure| indent(unsure)));
    }
    lines
}

/// Text of one byte a character, as the catalog's is, with blanks up to a width.
fn padded(text: &str, width: usize) -> String {
    [text, &" ".repeat(width.saturating_sub(text.len()))].concat()
}
