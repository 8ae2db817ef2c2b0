//! Each sample's analysis is a file beside it. `UPDATE_EXPECTED=1 cargo test -p analyzer` writes them
//! anew; read the difference before you commit it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use analyzer::{Machine, SliceSource};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/samples")
}

/// Every file of the folder that is neither the list nor an expectation.
pub(crate) fn samples() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder()).expect("content/samples is there");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.is_file() && path.extension().is_none_or(|end| end != "toml" && end != "json" && end != "md")
    });
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
        (name, fs::read(&path).expect("it is readable"))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_sample_is_analysed_as_expected() {
    let samples = samples();
    assert!(samples.len() >= 13, "only {} samples", samples.len());
    let mut different = Vec::new();
    for (name, bytes) in samples {
        let answer = analyzer::answer(&mut SliceSource(&bytes), name.as_bytes(), Machine::default());
        let report = answer.expect("a sample can be analysed").report;
        let found = serde_json::to_string_pretty(&report).expect("plain values") + "\n";
        let path = folder().join("expected").join(format!("{name}.json"));
        if env::var_os("UPDATE_EXPECTED").is_some() {
            fs::create_dir_all(folder().join("expected")).expect("writable");
            fs::write(&path, &found).expect("writable");
        }
        if fs::read_to_string(&path).ok().as_deref() != Some(found.as_str()) {
            different.push(path);
        }
    }
    assert!(
        different.is_empty(),
        "the analysis differs from {different:#?}; UPDATE_EXPECTED=1 writes it anew"
    );
}
