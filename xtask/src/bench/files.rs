//! The programs that are timed: small, ordinary, rich in symbols, and 1 GB long.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Done, debian, project, prove};

const GIGABYTE: u64 = 1_000_000_000;

pub(super) struct Files {
    /// 36 kB or so.
    pub(super) small: PathBuf,
    /// A real program with a section of real code added, its section table at the far end.
    pub(super) gigabyte: PathBuf,
    /// The small program, lengthened in the same way: what length alone costs.
    pub(super) small_made_gigabyte: PathBuf,
    /// The small program, lengthened by constants and names: much of them looks like what a search looks for.
    pub(super) text: PathBuf,
    /// Name and place of everything `readelf` is compared on.
    pub(super) all: Vec<(String, PathBuf)>,
}

pub(super) fn ready() -> Done<Files> {
    let names = [
        "hello-bullseye",
        "curl-trixie",
        "ffmpeg-bookworm",
        "prometheus-trixie",
        "pandoc-bookworm",
        "node-24",
        "bun",
    ];
    let mut all = prove::paths(&names.map(str::to_owned))?;
    let node =
        all.iter().find(|(name, _)| name == "node-24").map(|(_, path)| path.clone()).ok_or("no node-24")?;
    let small = PathBuf::from("/bin/true");
    let gigabyte = lengthened(&node, "program-of-1-GB")?;
    let small_made_gigabyte = lengthened(&small, "small-program-of-1-GB")?;
    let constants = constants(&node)?;
    let text = lengthened_by(&constants, &small, "constants-of-1-GB")?;
    all.insert(0, ("/bin/true".to_owned(), small.clone()));
    all.push(("node-24, made 1 GB".to_owned(), gigabyte.clone()));
    Ok(Files { small, gigabyte, small_made_gigabyte, text, all })
}

/// The `.rodata` of a program.
fn constants(program: &Path) -> Done<PathBuf> {
    let section = project::cache().join("bench/constants");
    if !section.exists() {
        let sh = Shell::new()?;
        cmd!(sh, "objcopy -O binary --only-section=.rodata {program} {section}").quiet().run()?;
    }
    Ok(section)
}

/// Writes a file of so many bytes.
fn repeat(bytes: &[u8], length: u64, file: &Path) -> Done {
    let mut written = fs::File::create(file)?;
    let mut missing = length;
    while missing > 0 {
        let piece = bytes.len().min(usize::try_from(missing)?);
        written.write_all(&bytes[..piece])?;
        missing -= u64::try_from(piece)?;
    }
    Ok(())
}

fn lengthened(program: &Path, name: &str) -> Done<PathBuf> {
    lengthened_by(program, program, name)
}

/// Adds a section that holds what is in `with`, as often as it takes.
fn lengthened_by(with: &Path, program: &Path, name: &str) -> Done<PathBuf> {
    let file = project::cache().join("bench").join(name);
    if file.exists() {
        return Ok(file);
    }
    if project::on_path("objcopy").is_none() {
        debian::install(&["binutils"], "objcopy lengthens a program, readelf is what we are compared with")?;
    }
    let sh = Shell::new()?;
    sh.create_dir(file.parent().ok_or("the cache has no directory for benchmarks")?)?;
    println!("bench: making a program of 1 GB (about 10 s, once)");
    let with = fs::read(with)?;
    let added = file.with_extension("section");
    repeat(&with, GIGABYTE.saturating_sub(fs::metadata(program)?.len()), &added)?;
    let partial = file.with_extension("partial");
    cmd!(sh, "objcopy --add-section .more={added} {program} {partial}").quiet().run()?;
    fs::remove_file(&added)?;
    fs::rename(&partial, &file)?;
    Ok(file)
}
