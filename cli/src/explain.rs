//! `finalstage explain`: which known errors stand in a log, what they mean, and whether a program explains them.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use analyzer::report::{ImageReport, Report};
use analyzer::{Machine, layout};
use explain::{Explained, Finding, Lack, MOST_TEXT, Program};
use serde::Serialize;

use crate::Ending;
use crate::arguments::{Explain, Format, Scan};
use crate::handed::Gathered;
use crate::terminal::{self, Painter, Style};

/// What the page of an error says first.
pub(crate) struct Page {
    slug: &'static str,
    title: &'static str,
    description: &'static str,
    fix: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

pub(crate) fn run(options: &Explain) -> Ending {
    let text = match read(&options.files) {
        Ok(text) => text,
        Err(error) => return Ending::Wrong(error),
    };
    let program = match options.binary.as_ref().map(program).transpose() {
        Ok(program) => program,
        Err(error) => return Ending::Wrong(error),
    };
    let explained = explain::explain(&text);
    match options.format {
        Format::Json => terminal::print(&json(&explained, program.as_ref())),
        Format::Text => terminal::print(&words(&explained, program.as_ref(), &Painter::for_stdout())),
    }
    if explained.findings.is_empty() { Ending::NothingKnown } else { Ending::Fine }
}

/// Standard input, or the files one after the other. More than what is explained need not be read.
fn read(files: &[PathBuf]) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let most = u64::try_from(MOST_TEXT).unwrap_or(u64::MAX).saturating_add(1);
    if files.is_empty() {
        let read = io::stdin().lock().take(most).read_to_end(&mut text);
        read.map_err(|error| format!("standard input: {error}"))?;
    }
    for path in files {
        let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut text));
        read.map_err(|error| format!("{}: {error}", path.display()))?;
        text.push(b'\n');
    }
    Ok(text)
}

/// The report of a program, as far as it can explain an error. Of several programs in a folder, all.
fn program(path: &PathBuf) -> Result<Program, String> {
    let gathered = Gathered::from(std::slice::from_ref(path), Scan::Auto);
    if let Some(error) = gathered.errors.first() {
        return Err(error.clone());
    }
    let mut program = Program::default();
    for which in layout::judged(&gathered.files) {
        if let Some(report) = analyzer::report_among(&gathered.files, which, Machine::default()) {
            add(&mut program, &report);
        }
    }
    Ok(program)
}

fn add(program: &mut Program, report: &Report) {
    program.searched |= report.scanned;
    for image in &report.images {
        let name = short(image).to_owned();
        let blockers =
            image.blockers.iter().map(|blocker| (&blocker.code, &blocker.subject, &blocker.sentence));
        program.lacks.extend(blockers.map(|(code, subject, sentence)| Lack {
            image: name.clone(),
            code: code.clone(),
            subject: subject.clone(),
            sentence: sentence.clone(),
        }));
        program.lacks.extend(image.caveats.iter().map(|caveat| Lack {
            image: name.clone(),
            code: caveat.code.clone(),
            subject: String::new(),
            sentence: caveat.sentence.clone(),
        }));
    }
    program.needs.extend(report.needs.iter().map(|need| (need.code.clone(), need.sentence.clone())));
    let Some(elf) = &report.elf else { return };
    program.names.extend(elf.interpreter.clone());
    program.names.extend(elf.needed.iter().cloned());
    for need in &elf.versions {
        program.names.push(need.version.clone());
        program.names.extend(need.symbols.iter().cloned());
    }
}

/// The reference as people write it to each other.
fn short(image: &ImageReport) -> &str {
    match image.image.split_once('/') {
        Some((host, path)) if host.contains('.') => path,
        _ => &image.image,
    }
}

#[derive(Serialize)]
struct Out<'a> {
    schema: u32,
    findings: Vec<OutFinding<'a>>,
    truncated: bool,
}

#[derive(Serialize)]
struct OutFinding<'a> {
    code: &'a str,
    subject: &'a str,
    line: usize,
    page: String,
    fact: bool,
    times: usize,
    text: &'a str,
    parts: Vec<OutPart<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    binary: Option<OutBinary>,
}

#[derive(Serialize)]
struct OutPart<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct OutBinary {
    explains: &'static str,
    sentence: String,
}

fn json(explained: &Explained, program: Option<&Program>) -> String {
    let finding = |finding: &'_ Finding| -> OutBinary {
        let answer = program.map(|program| program.explains(finding));
        OutBinary {
            explains: answer.as_ref().map_or("unknown", explain::Answer::word),
            sentence: answer.as_ref().map(|answer| answer.sentence().to_owned()).unwrap_or_default(),
        }
    };
    let findings = explained.findings.iter().map(|found| OutFinding {
        code: found.code,
        subject: &found.subject,
        line: found.line,
        page: found.address(),
        fact: found.is_fact(),
        times: found.times,
        text: &found.text,
        parts: found.parts.iter().map(|part| OutPart { name: part.name, value: &part.value }).collect(),
        binary: (program.is_some() && !found.is_fact()).then(|| finding(found)),
    });
    let out = Out { schema: 1, findings: findings.collect(), truncated: explained.truncated };
    serde_json::to_string(&out).expect("findings are plain values") + "\n"
}

fn words(explained: &Explained, program: Option<&Program>, painter: &Painter) -> String {
    if explained.findings.is_empty() {
        return "No known error is in it.\n".to_owned();
    }
    let mut lines = Vec::new();
    for finding in &explained.findings {
        lines.extend(about(finding, program, painter));
        lines.push(String::new());
    }
    if explained.truncated {
        lines.push("This is not all: the text is longer, or has more errors, than what is read.".to_owned());
    }
    lines.join("\n")
}

fn about(finding: &Finding, program: Option<&Program>, painter: &Painter) -> Vec<String> {
    let page = PAGES.iter().find(|page| page.slug == finding.page);
    let name = if finding.subject.is_empty() {
        finding.code.to_owned()
    } else {
        format!("{}: {}", finding.code, finding.subject)
    };
    let style = if finding.is_fact() { Style::Strong } else { Style::Breaks };
    let times = if finding.times > 1 { format!(", {} times", finding.times) } else { String::new() };
    let mut lines = vec![format!("line {}{times}: {}", finding.line, painter.paint(style, &name))];
    lines.push(format!("  {}", painter.paint(Style::Faint, &finding.text)));
    if let Some(page) = page.filter(|_| !finding.is_fact()) {
        lines.push(format!("  {}", page.description));
        if let Some(answer) = program.map(|program| program.explains(finding)) {
            let word = match answer.word() {
                "yes" => painter.paint(Style::Holds, "The file explains it."),
                "no" => painter.paint(Style::Caveat, "The file does not explain it."),
                _ => painter.paint(Style::Faint, "The file does not tell."),
            };
            lines.push(format!("  {word} {}", answer.sentence()));
        }
        lines.push(format!("  Fix: {}", page.fix));
    }
    let title = page.map(|page| page.title).unwrap_or_default();
    lines.push(format!("  {}", painter.paint(Style::Faint, &format!("{} ({title})", finding.address()))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_that_a_finding_can_name_is_there() {
        for page in explain::pages() {
            assert!(PAGES.iter().any(|known| known.slug == page), "content/errors/{page}.md is missing");
        }
    }

    #[test]
    fn a_program_explains_what_it_dies_of_and_nothing_else() {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/samples"));
        let program = program(&folder.join("c-glibc-2.38")).expect("the sample is there");
        let answer = |text: &str| {
            let explained = explain::explain(text.as_bytes());
            program.explains(&explained.findings[0])
        };
        let own = answer("/app: /lib/libc.so.6: version `GLIBC_2.38' not found (required by /app)");
        assert_eq!(own.word(), "yes");
        assert!(own.sentence().contains("debian12") && own.sentence().contains("GLIBC_2.36"), "{own:?}");
        assert_eq!(
            answer("/app: /lib/libc.so.6: version `GLIBC_2.99' not found (required by /app)").word(),
            "no"
        );
        assert_eq!(answer("exec /app: no such file or directory").word(), "yes");
        assert_eq!(answer("x509: certificate signed by unknown authority").word(), "unknown");
    }
}
