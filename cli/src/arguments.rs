//! What was typed. Four commands with a handful of options do not need a parser of their own crate.

use std::ffi::OsString;
use std::path::PathBuf;

use analyzer::dockerfile::choice::{self, Kind, Pair};
use analyzer::elf::note::CpuLevel;
use analyzer::{Machine, Runtime};

pub(crate) const USAGE: &str = "\
Tells in which container images a Linux executable starts, and with which error it dies in the others.

Usage:
  finalstage check FILE… [--image REF] [--cpu LEVEL] [--runtime NAME]
                    [--scan WHEN] [--format text|json]
  finalstage dockerfile [FILE…] [--image REF] [--prebuilt] [--write DIR] [--CHOICE VALUE]…
  finalstage lint DOCKERFILE… [--binary FILE] [--format text|json|sarif]
  finalstage images [REF] [--format text|json]
  finalstage explain [LOG…] [--binary FILE] [--format text|json]

explain reads a log from standard input, or from files, and says which known errors stand in it.

A program is judged with the shared libraries that are named along with it, in a folder or a tar or zip
archive or one by one: finalstage check app lib/. They lie in the image as they lie here, below /app/.

Options:
  --image REF     judge (or write for) this image: gcr.io/distroless/base-debian13, debian:trixie-slim, …
  --cpu LEVEL     the machine's x86-64 level: v1, v2, v3 or v4; unknown when left out
  --runtime NAME  whose words an error comes in: docker, podman, shell, bash or kubernetes
  --scan WHEN     go over the whole file for what it needs when it runs: auto, up to 256 MiB; always; never
  --format KIND   text, for people, or json, a contract (cli/README.md)
  --binary FILE   with explain: say whether this program explains the error; with lint: hold the last stage of
                  the Dockerfile against this program, too
  --prebuilt      copy the file as it is instead of building it from source
  --write DIR     write the Dockerfile and the files around it into this directory
  --CHOICE VALUE  what the form on the page asks: --language go, --init tini, --user 65532, --port 8080,
                  --volume /data, --health http, …; finalstage dockerfile --help lists them all

Exit codes of check: 0 analysed, 1 it does not start in --image, 2 it cannot be analysed.
Exit codes of explain: 0 something known was found, 1 nothing was, 2 it cannot be read.
Exit codes of lint: 0 nothing found, 1 findings, 2 it cannot be read; - is standard input.
";

#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    Help,
    /// The choices that a Dockerfile is made of.
    Choices,
    Version,
    Check(Check),
    Dockerfile(Dockerfile),
    Images(Images),
    Explain(Explain),
    Lint(Lint),
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Check {
    pub files: Vec<PathBuf>,
    pub image: Option<String>,
    pub cpu: Option<Option<CpuLevel>>,
    pub runtime: Runtime,
    pub scan: Scan,
    pub format: Format,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Dockerfile {
    pub files: Vec<PathBuf>,
    pub image: Option<String>,
    pub prebuilt: bool,
    /// The directory for all files.
    pub write: Option<PathBuf>,
    /// Names and values of choices, as the page's form has them.
    pub choices: Vec<Pair>,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Images {
    pub image: Option<String>,
    pub format: Format,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Explain {
    /// Standard input where there are none.
    pub files: Vec<PathBuf>,
    pub binary: Option<PathBuf>,
    pub format: Format,
}

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Lint {
    /// Dockerfiles; `-` is standard input.
    pub files: Vec<PathBuf>,
    /// The program that the last stage is to start.
    pub binary: Option<PathBuf>,
    pub format: LintFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum LintFormat {
    #[default]
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
}

/// Whether a program is gone over whole, which takes as long as reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Scan {
    #[default]
    Auto,
    Always,
    Never,
}

impl Scan {
    /// Up to this many bytes nobody waits for it.
    const AT_ONCE: u64 = 256 << 20;

    pub(crate) fn wants(self, size: u64) -> bool {
        match self {
            Scan::Auto => size <= Scan::AT_ONCE,
            Scan::Always => true,
            Scan::Never => false,
        }
    }
}

impl Check {
    pub(crate) fn machine(&self) -> Machine {
        Machine { runtime: self.runtime, cpu_level: self.cpu }
    }
}

/// The command, or what is wrong with the words.
pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut words = words.peekable();
    let Some(command) = words.next() else { return Ok(Command::Help) };
    let mut typed = Typed::default();
    let mut options_over = false;
    while let Some(word) = words.next() {
        let text = word.to_str().filter(|text| !options_over && text.starts_with('-') && *text != "-");
        let (name, attached) = match text.map(|text| text.split_once('=').unwrap_or((text, ""))) {
            Some((name, value)) => (name.to_owned(), (!value.is_empty()).then(|| OsString::from(value))),
            None => {
                typed.positional.push(word);
                continue;
            }
        };
        let mut value = || {
            let value = attached.clone().or_else(|| words.next());
            let value = value.ok_or_else(|| format!("{name} wants a value"))?;
            value.into_string().map_err(|value| format!("{name} wants text, not {value:?}"))
        };
        match name.as_str() {
            "--" => options_over = true,
            "--help" | "-h" if command == "dockerfile" => return Ok(Command::Choices),
            "--help" | "-h" => return Ok(Command::Help),
            "--prebuilt" => typed.prebuilt = true,
            "--image" => typed.image = Some(value()?),
            "--cpu" => typed.cpu = Some(cpu_level(&value()?)?),
            "--runtime" => typed.runtime = runtime(&value()?)?,
            "--scan" => typed.scan = scan(&value()?)?,
            "--format" if command == "lint" => typed.lint_format = lint_format(&value()?)?,
            "--format" => typed.format = format(&value()?)?,
            "--binary" if command == "explain" || command == "lint" => {
                typed.binary = Some(PathBuf::from(value()?));
            }
            "--write" => typed.write = Some(PathBuf::from(value()?)),
            other => {
                let choice = choice::named(other.trim_start_matches('-'));
                let choice = choice.filter(|_| command == "dockerfile" && other.starts_with("--"));
                let Some(choice) = choice else { return Err(format!("there is no option {other}")) };
                // A flag stands alone or is told off: --labels, --strip=off.
                let value = match (choice.kind, attached.is_some()) {
                    (Kind::Flag { .. }, false) => "on".to_owned(),
                    _ => value()?,
                };
                typed.choices.push((choice.name.to_owned(), value));
            }
        }
    }
    typed.command(&command.to_string_lossy())
}

#[derive(Default)]
struct Typed {
    positional: Vec<OsString>,
    image: Option<String>,
    cpu: Option<Option<CpuLevel>>,
    runtime: Runtime,
    scan: Scan,
    format: Format,
    prebuilt: bool,
    write: Option<PathBuf>,
    binary: Option<PathBuf>,
    choices: Vec<Pair>,
    lint_format: LintFormat,
}

impl Typed {
    fn command(self, name: &str) -> Result<Command, String> {
        let mut positional = self.positional.into_iter();
        match name {
            "check" => {
                let files: Vec<PathBuf> = positional.map(PathBuf::from).collect();
                if files.is_empty() {
                    return Err("check wants a file".to_owned());
                }
                Ok(Command::Check(Check {
                    files,
                    image: self.image,
                    cpu: self.cpu,
                    runtime: self.runtime,
                    scan: self.scan,
                    format: self.format,
                }))
            }
            "dockerfile" => {
                let files: Vec<PathBuf> = positional.map(PathBuf::from).collect();
                if files.is_empty() && self.choices.is_empty() {
                    return Err("dockerfile wants a file, or choices such as --language go".to_owned());
                }
                Ok(Command::Dockerfile(Dockerfile {
                    files,
                    image: self.image,
                    prebuilt: self.prebuilt,
                    write: self.write,
                    choices: self.choices,
                }))
            }
            "images" => {
                let image = positional.next().map(|image| image.to_string_lossy().into_owned());
                Ok(Command::Images(Images { image: image.or(self.image), format: self.format }))
            }
            "explain" => {
                // `-` is standard input, as for many.
                let files = positional.filter(|file| file != "-").map(PathBuf::from).collect();
                Ok(Command::Explain(Explain { files, binary: self.binary, format: self.format }))
            }
            "lint" => {
                let files: Vec<PathBuf> = positional.map(PathBuf::from).collect();
                if files.is_empty() {
                    return Err("lint wants a Dockerfile, or - for standard input".to_owned());
                }
                Ok(Command::Lint(Lint { files, binary: self.binary, format: self.lint_format }))
            }
            "help" | "--help" | "-h" => Ok(Command::Help),
            "version" | "--version" | "-V" => Ok(Command::Version),
            other => Err(format!("there is no command {other:?}")),
        }
    }
}

fn cpu_level(text: &str) -> Result<Option<CpuLevel>, String> {
    match text.trim_start_matches("x86-64-") {
        "v1" => Ok(None),
        "v2" => Ok(Some(CpuLevel::V2)),
        "v3" => Ok(Some(CpuLevel::V3)),
        "v4" => Ok(Some(CpuLevel::V4)),
        other => Err(format!("--cpu is v1, v2, v3 or v4, not {other:?}")),
    }
}

fn runtime(text: &str) -> Result<Runtime, String> {
    Runtime::named(text).ok_or_else(|| {
        let names = Runtime::ALL.map(Runtime::name).join(", ");
        format!("--runtime is one of {names}, not {text:?}")
    })
}

fn scan(text: &str) -> Result<Scan, String> {
    match text {
        "auto" => Ok(Scan::Auto),
        "always" => Ok(Scan::Always),
        "never" => Ok(Scan::Never),
        other => Err(format!("--scan is auto, always or never, not {other:?}")),
    }
}

fn lint_format(text: &str) -> Result<LintFormat, String> {
    match text {
        "text" => Ok(LintFormat::Text),
        "json" => Ok(LintFormat::Json),
        "sarif" => Ok(LintFormat::Sarif),
        other => Err(format!("--format is text, json or sarif, not {other:?}")),
    }
}

fn format(text: &str) -> Result<Format, String> {
    match text {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        other => Err(format!("--format is text or json, not {other:?}")),
    }
}

#[cfg(test)]
mod tests;
