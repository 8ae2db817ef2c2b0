//! The picture of a file's bytes.

use analyzer::report::Report;
use analyzer::{Machine, SliceSource};

use crate::samples::samples;

fn report(bytes: &[u8], name: &str) -> Report {
    analyzer::answer(&mut SliceSource(bytes), name.as_bytes(), Machine::default())
        .expect("a sample can be analysed")
        .report
}

fn part(report: &Report, name: &str) -> u64 {
    let parts = report.size.iter().flat_map(|size| &size.parts);
    parts.filter(|part| part.name == name).map(|part| part.size).sum()
}

#[test]
fn the_parts_of_a_file_are_the_whole_of_it() {
    for (name, bytes) in samples() {
        let report = report(&bytes, &name);
        let Some(size) = report.size.as_ref().filter(|size| !size.parts.is_empty()) else { continue };
        assert_eq!(size.parts.iter().map(|part| part.size).sum::<u64>(), report.file.size, "{name}");
        assert!(part(&report, "code") > 0, "{name}");
    }
}

#[test]
fn what_stands_behind_the_last_section_is_embedded() {
    let (name, bytes) = samples().into_iter().find(|(name, _)| name == "c-dynamic").expect("it is there");
    let before = part(&report(&bytes, &name), "embedded data");
    let appended = [bytes.as_slice(), &[7; 100_000]].concat();
    assert_eq!(part(&report(&appended, &name), "embedded data"), before + 100_000);
}
