//! `cargo xtask samples [NAME…]`: builds the sample programs from `content/samples/src/` by the commands in
//! `samples.toml`, and records there what built them.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};
use toml_edit::{Array, DocumentMut, InlineTable, Item, value};
use xshell::{Shell, cmd};

use crate::debian_tree::DebianTree;
use crate::{Done, project};

/// `built_on` of a sample that Debian's packages cannot build.
const RUSTUP: &str = "rustup";

#[derive(Deserialize)]
struct Samples {
    sample: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    name: String,
    built_on: String,
    packages: Vec<String>,
    command: String,
    built: Option<Built>,
}

/// What made the committed binary.
#[derive(Deserialize)]
struct Built {
    date: String,
    sha256: String,
}

pub(crate) fn run(arguments: &[String]) -> Done {
    let list = directory().join("samples.toml");
    let text = fs::read_to_string(&list)?;
    let samples: Samples = toml::from_str(&text)?;
    let mut document: DocumentMut = text.parse()?;
    let chosen = |sample: &&Sample| arguments.is_empty() || arguments.contains(&sample.name);
    if let Some(unknown) =
        arguments.iter().find(|name| samples.sample.iter().all(|sample| sample.name != **name))
    {
        return Err(format!("samples.toml has no sample `{unknown}`").into());
    }
    for sample in samples.sample.iter().filter(chosen) {
        let (binary, versions) = build(sample)?;
        let hash = sha256(&fs::read(&binary)?);
        let same = sample.built.as_ref().filter(|built| built.sha256 == hash);
        let date = match same {
            Some(built) => built.date.clone(),
            None => today()?,
        };
        println!(
            "{:>9} bytes  {} {}",
            fs::metadata(&binary)?.len(),
            sample.name,
            if same.is_some() { "(the same)" } else { "(new)" }
        );
        fs::copy(&binary, directory().join(&sample.name))?;
        record(&mut document, sample, &date, &hash, &versions)?;
        fs::write(&list, document.to_string())?;
    }
    Ok(())
}

/// The committed binaries by name, with the hashes they were recorded with.
pub(crate) fn binaries() -> Done<Vec<(String, PathBuf, Option<String>)>> {
    let samples: Samples = toml::from_str(&fs::read_to_string(directory().join("samples.toml"))?)?;
    let binary = |sample: Sample| {
        let path = directory().join(&sample.name);
        (sample.name, path, sample.built.map(|built| built.sha256))
    };
    Ok(samples.sample.into_iter().map(binary).collect())
}

fn directory() -> PathBuf {
    project::root().join("content/samples")
}

/// Builds one sample, and returns the binary and the versions of what built it.
fn build(sample: &Sample) -> Done<(PathBuf, Vec<String>)> {
    let Sample { name, built_on, packages, command, .. } = sample;
    let source = directory().join("src").join(name);
    if built_on == RUSTUP {
        return build_with_rustup(sample, &source);
    }
    let tree = DebianTree::open(built_on)?;
    tree.install(packages)?;
    let built = tree.run(&source, name, command)?.join(name);
    let versions = packages.iter().map(|package| Ok(format!("{package} {}", tree.version(package)?)));
    Ok((built, versions.collect::<Done<_>>()?))
}

fn build_with_rustup(sample: &Sample, source: &Path) -> Done<(PathBuf, Vec<String>)> {
    let sh = Shell::new()?;
    let targets = &sample.packages;
    cmd!(sh, "rustup target add {targets...}").quiet().ignore_stderr().run()?;
    let copy = project::cache().join("samples").join(RUSTUP).join(&sample.name);
    sh.remove_path(&copy)?;
    sh.create_dir(copy.parent().ok_or("the cache has no directory for samples")?)?;
    cmd!(sh, "cp -R {source} {copy}").quiet().run()?;
    let command = &sample.command;
    let _inside = sh.push_dir(&copy);
    cmd!(sh, "sh -ec {command}").quiet().run()?;
    Ok((copy.join(&sample.name), vec![cmd!(sh, "rustc --version").quiet().read()?]))
}

fn record(document: &mut DocumentMut, sample: &Sample, date: &str, hash: &str, versions: &[String]) -> Done {
    let entries = document.get_mut("sample").and_then(Item::as_array_of_tables_mut);
    let entry = entries
        .and_then(|entries| {
            entries.iter_mut().find(|entry| entry.get("name").and_then(Item::as_str) == Some(&sample.name))
        })
        .ok_or_else(|| format!("samples.toml lost its entry for {}", sample.name))?;
    let mut built = InlineTable::new();
    built.insert("date", date.into());
    built.insert("with", Array::from_iter(versions.iter().map(String::as_str)).into());
    built.insert("sha256", hash.into());
    entry.insert("built", value(built));
    Ok(())
}

fn today() -> Done<String> {
    let sh = Shell::new()?;
    Ok(cmd!(sh, "date -u +%F").quiet().read()?)
}

pub(crate) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Git keeps every version of a binary for good.
    const MOST_BYTES: u64 = 8 << 20;

    fn samples() -> Vec<Sample> {
        let text = fs::read_to_string(directory().join("samples.toml")).expect("samples.toml is there");
        toml::from_str::<Samples>(&text).expect("samples.toml is well formed").sample
    }

    #[test]
    fn every_committed_sample_is_the_recorded_one() {
        for sample in samples() {
            let content = fs::read(directory().join(&sample.name)).expect(&sample.name);
            let built = sample.built.unwrap_or_else(|| panic!("{} was never built", sample.name));
            assert_eq!(sha256(&content), built.sha256, "{}", sample.name);
        }
    }

    #[test]
    fn every_source_folder_has_an_entry() {
        let mut folders: Vec<String> = fs::read_dir(directory().join("src"))
            .expect("the sources are there")
            .map(|entry| entry.expect("readable").file_name().into_string().expect("a UTF-8 name"))
            .collect();
        let mut names: Vec<String> = samples().into_iter().map(|sample| sample.name).collect();
        folders.sort();
        names.sort();
        assert_eq!(folders, names);
    }

    #[test]
    fn the_samples_stay_small() {
        let sizes = samples().into_iter().map(|sample| fs::metadata(directory().join(sample.name)));
        let total: u64 = sizes.map(|metadata| metadata.expect("the binary is there").len()).sum();
        assert!(0 < total && total < MOST_BYTES, "{total} bytes");
    }
}
