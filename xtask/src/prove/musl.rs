//! musl's own words. No measured image has musl, so its loader is started in a stand-in: a root file system with
//! Debian's package of it and nothing else. Verdicts are those on an Alpine with the same version of musl, of programs
//! that find nothing else there. `corpus/musl.toml` has what was said.

use std::fs;
use std::os::unix::fs::FileExt;
use std::path::Path;

use rootfs::{Arch, Deb, Mirror, Release, Rootfs};
use serde::{Deserialize, Serialize};
use xshell::{Shell, cmd};

use super::compare;
use super::images::Tree;
use super::manifest::Program;
use super::observe;
use super::recorded::Outcome;
use super::run::Ready;
use super::start::Place;
use crate::Done;

/// The image of the catalog whose musl is of the same version as that of Debian 13.
const STANDS_FOR: &str = "alpine-3.22";
const LOADER: &str = "/lib/ld-musl-x86_64.so.1";
/// Symbols that the verdict names after missing libraries (`analyzer/src/verdict/symbol_lookup.rs`); musl names all.
const UNRESOLVED: usize = 24;
/// Lines that are recorded of each.
const LINES: usize = 40;

#[derive(Deserialize, Serialize)]
struct Recorded {
    date: String,
    /// Version of Debian's package.
    musl: String,
    start: Vec<Start>,
}

#[derive(Deserialize, Serialize)]
struct Start {
    program: String,
    sha256: String,
    /// The first lines that the loader wrote; nothing when it started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    /// All lines that it wrote.
    #[serde(default)]
    lines: usize,
}

/// What becomes of the record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    /// It stays.
    Kept,
    /// Programs that were started have new entries.
    Amended,
    New,
}

/// Starts those of the programs that name musl's loader. Every difference is an error.
pub(crate) fn prove(programs: &[Ready<'_>], finalstage: &Path, record: Record) -> Done {
    let (tree, version) = assemble()?;
    let mut starts = Vec::new();
    let mut differences = Vec::new();
    let mut left_out = 0;
    for (program, fetched) in programs {
        if !program.is_native() || program.trap || !names_musl(&fetched.file)? {
            continue;
        }
        let handed = program.folder.as_deref().unwrap_or(&fetched.file);
        let report = compare::check(finalstage, handed)?;
        let Some(promised) = report.of_the_loader_alone(STANDS_FOR) else {
            left_out += 1;
            continue;
        };
        let happened = observe::outcome(program, Place::of(program, &fetched.file), &tree)?;
        if let Some(difference) = difference(&happened, promised) {
            differences.push(format!("{} on musl alone: {difference}", program.name));
        }
        starts.push(recorded(program, &fetched.sha256, &happened));
    }
    if !differences.is_empty() {
        let (count, all) = (differences.len(), starts.len());
        return Err(format!("{count} of {all} starts with musl differ:\n{}", differences.join("\n")).into());
    }
    println!(
        "prove: musl {version} alone: {} starts, all as predicted; {left_out} programs find more in Alpine",
        starts.len()
    );
    if record == Record::Kept {
        return Ok(());
    }
    if record == Record::Amended && file().exists() {
        let is_other = |other: &Start| starts.iter().all(|start| start.program != other.program);
        let others: Vec<Start> = read()?.start.into_iter().filter(is_other).collect();
        starts.extend(others);
    }
    starts.sort_by(|one, other| one.program.cmp(&other.program));
    let sh = Shell::new()?;
    write(&Recorded { date: cmd!(sh, "date -u +%F").quiet().read()?, musl: version, start: starts })
}

/// Debian's loader where musl's own build puts it.
fn assemble() -> Done<(Tree, String)> {
    let mirror = Mirror::open()?;
    let index = mirror.index(Release::named("trixie").ok_or("no trixie")?, Arch::Amd64)?;
    let package = index.package("musl")?;
    let root = super::cache().join("images/musl-alone");
    let tree = Rootfs::create(&root)?;
    Deb::open(&mirror.fetch(package)?)?.unpack(&tree)?;
    if !tree.contains(LOADER) {
        tree.link("/lib", "usr/lib")?;
    }
    if !tree.contains(LOADER) {
        return Err(format!("Debian's musl {} has no {LOADER}", package.version).into());
    }
    for mount_point in ["proc", "dev"] {
        fs::create_dir_all(root.join(mount_point))?;
    }
    fs::write(root.join("app"), "")?;
    Ok((Tree { root, workdir: "/".to_owned(), environment: Vec::new() }, package.version.clone()))
}

/// Whether the interpreter of a 64-bit program is musl's loader. patchelf may put the path anywhere, so the program
/// headers are asked (gABI, "Program Header").
fn names_musl(file: &Path) -> Done<bool> {
    const PT_INTERP: u32 = 3;
    let file = fs::File::open(file)?;
    let bytes = |place: u64, size: usize| {
        let mut bytes = vec![0; size];
        file.read_exact_at(&mut bytes, place).ok().map(|()| bytes)
    };
    let Some(header) = bytes(0, 64).filter(|header| header.starts_with(b"\x7fELF\x02\x01")) else {
        return Ok(false);
    };
    let number = |bytes: &[u8], place: usize, size: usize| {
        bytes[place..place + size].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    };
    let (table, count) = (number(&header, 32, 8), number(&header, 56, 2));
    let names = (0..count).any(|place| {
        let segment = bytes(table + place * 56, 56).unwrap_or_else(|| vec![0; 56]);
        let path = || bytes(number(&segment, 8, 8), LOADER.len() + 1);
        let is_loader = || path().is_some_and(|path| path.strip_suffix(b"\0") == Some(LOADER.as_bytes()));
        number(&segment, 0, 4) == u64::from(PT_INTERP) && is_loader()
    });
    Ok(names)
}

fn difference(happened: &Outcome, promised: Result<(), &str>) -> Option<String> {
    match (happened, promised) {
        (Outcome::Starts { .. }, Ok(())) => None,
        (Outcome::Loader { says, .. }, Err(message)) if is_said(says, message) => None,
        (Outcome::Loader { says, .. }, Err(message)) => {
            let says: Vec<&str> = says.lines().take(LINES).collect();
            Some(format!("the loader says\n{}\n  and the verdict\n{message}", says.join("\n")))
        }
        (happened, promised) => Some(format!("{happened:?}; the verdict is {promised:?}")),
    }
}

/// The same lines, or their beginning where the verdict's are cut.
fn is_said(says: &str, message: &str) -> bool {
    let unresolved = message.lines().filter(|line| line.starts_with("Error relocating ")).count();
    let is_cut = message.starts_with("Error loading ") && unresolved >= UNRESOLVED;
    let mut said = says.lines();
    message.lines().all(|line| said.next() == Some(line)) && (is_cut || said.next().is_none())
}

fn recorded(program: &Program, sha256: &str, happened: &Outcome) -> Start {
    let says = match happened {
        Outcome::Loader { says, .. } => Some(says),
        _ => None,
    };
    Start {
        program: program.name.clone(),
        sha256: sha256.to_owned(),
        lines: says.map_or(0, |says| says.lines().count()),
        says: says.map(|says| says.lines().take(LINES).collect::<Vec<_>>().join("\n")),
    }
}

fn write(recorded: &Recorded) -> Done {
    let header = "\
# Written by `cargo xtask prove`: what musl's loader said of programs that name it, in a root file system with nothing
# but Debian's musl. `lines` is how many lines it wrote; `says` has the first of them.

";
    Ok(fs::write(file(), format!("{header}{}", toml::to_string(recorded)?))?)
}

fn read() -> Done<Recorded> {
    Ok(toml::from_str(&fs::read_to_string(file())?)
        .map_err(|error| format!("{}: {error}", file().display()))?)
}

fn file() -> std::path::PathBuf {
    super::directory().join("musl.toml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_more_or_less_is_a_difference() {
        let library = "Error loading shared library liba.so: No such file or directory (needed by /app)";
        let symbol = "Error relocating /app: a: symbol not found";
        let both = format!("{library}\n{symbol}");
        assert!(is_said(&both, &both));
        assert!(!is_said(&both, library));
        assert!(!is_said(library, &both));
        let long = format!("{library}{}", format!("\n{symbol}").repeat(UNRESOLVED));
        assert!(is_said(&format!("{long}\n{symbol}"), &long));
        assert!(!is_said(library, &long));
    }

    #[test]
    fn musls_loader_was_started_with_missing_libraries_and_missing_symbols() {
        let recorded = read().expect("musl.toml is well formed");
        let says = |words: &str| {
            let starts = recorded.start.iter().filter_map(|start| start.says.as_deref());
            starts.filter(|says| says.starts_with(words)).count()
        };
        assert!(says("Error loading shared library ") >= 3 && says("Error relocating ") >= 3);
        assert!(recorded.start.iter().any(|start| start.says.is_none()));
    }
}
