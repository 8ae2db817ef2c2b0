//! `finalstage lint`: Dockerfiles in, findings out, as text, as JSON or as SARIF.

mod json;
mod sarif;
mod text;

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use ::lint::{Checked, Program, Question, Unreadable};
use analyzer::{Machine, layout};

use crate::Ending;
use crate::arguments::{Lint, LintFormat, Scan};
use crate::handed::Gathered;
use crate::terminal::{self, Painter};

/// No Dockerfile is longer; `lint` says so of what is.
const LONGEST: u64 = 2 << 20;

/// A Dockerfile that was read, and what is said of it.
struct Linted {
    /// As it was named; `-` is standard input.
    name: String,
    text: String,
    checked: Checked,
}

pub(crate) fn run(options: &Lint) -> Ending {
    let program = match options.binary.as_deref().map(program).transpose() {
        Ok(program) => program,
        Err(wrong) => return Ending::Wrong(wrong),
    };
    let today = date(days_now());
    let question = Question { today: &today, program: program.as_ref() };
    let mut all = Vec::new();
    let mut wrong = Vec::new();
    for path in &options.files {
        match lint_one(path, question) {
            Ok(linted) => all.push(linted),
            Err(error) => wrong.push(error),
        }
    }
    match options.format {
        LintFormat::Text => terminal::print(&text::write(&all, &Painter::for_stdout())),
        LintFormat::Json => terminal::print(&json::write(&all)),
        LintFormat::Sarif => terminal::print(&sarif::write(&all)),
    }
    let has_findings = all.iter().any(|linted| !linted.checked.findings.is_empty());
    match wrong.pop() {
        Some(last) => {
            wrong.iter().for_each(|error| eprintln!("finalstage: {error}"));
            Ending::Wrong(last)
        }
        None if has_findings => Ending::Found,
        None => Ending::Fine,
    }
}

fn lint_one(path: &Path, question: Question<'_>) -> Result<Linted, String> {
    let name = path.display().to_string();
    let text = read(path).map_err(|error| format!("{name}: {error}"))?;
    let checked = ::lint::check(&text, question)
        .map_err(|Unreadable { line, column, what }| format!("{name}:{line}:{column}: {what}"))?;
    Ok(Linted { name, text, checked })
}

fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().take(LONGEST).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    };
    read.map_err(|error| error.to_string())?;
    String::from_utf8(bytes)
        .map_err(|error| format!("is no UTF-8 text from byte {} on", error.utf8_error().valid_up_to()))
}

/// What the analyzer says of the program.
fn program(path: &Path) -> Result<Program, String> {
    let gathered = Gathered::from(&[path.to_owned()], Scan::Auto);
    if let Some(error) = gathered.errors.first() {
        return Err(error.clone());
    }
    let places = layout::judged(&gathered.files);
    let report =
        places.first().and_then(|which| analyzer::report_among(&gathered.files, *which, Machine::default()));
    report.map(|report| Program::from(&report)).ok_or_else(|| format!("{}: holds no program", path.display()))
}

fn days_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400)
}

/// `YYYY-MM-DD` of a day counted from 1970-01-01, by Gregorian rules.
fn date(mut day: u64) -> String {
    let is_leap =
        |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while day >= 365 + u64::from(is_leap(year)) {
        day -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in months {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", day + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn linted(text: &str) -> Linted {
        let question = Question { today: "2026-11-25", program: None };
        let checked = ::lint::check(text, question).expect("it is one");
        Linted { name: "a dir/Dockerfile".to_owned(), text: text.to_owned(), checked }
    }

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(59), "1970-03-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(20_782), "2026-11-25");
    }
}
