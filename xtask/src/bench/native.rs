//! The command line against an empty process, against itself on a small file, and against readelf.

use std::path::Path;
use std::process::Command;

use super::files::Files;
use super::{bytes_read, line, turns};
use crate::Done;

const ROUNDS: usize = 41;
const SCANS: usize = 9;
const MOST_BYTES: u64 = 256 * 1024;

pub(super) fn run(finalstage: &Path, files: &Files) -> Done {
    println!("\nnative, {ROUNDS} rounds in turns, medians of the ratios of each round");
    let check = |file: &Path| {
        let mut command = Command::new(finalstage);
        command.args(["check", "--scan", "never"]).arg(file);
        command
    };
    let mut commands = [Command::new("/bin/true"), check(&files.small), check(&files.gigabyte)];
    let [empty, small, gigabyte] = &turns::take(&mut commands, ROUNDS)?[..] else {
        return Err("three commands give three series of times".into());
    };
    let (to_empty, to_small) = (gigabyte.ratio(empty), gigabyte.ratio(small));
    line("1 GB program / an empty process", times(to_empty), "at most 1.50 times", to_empty <= 1.5);
    line("1 GB program / 36 kB program", times(to_small), "at most 1.30 times", to_small <= 1.3);
    println!(
        "  (medians: {:.2} ms, {:.2} ms, {:.2} ms)",
        empty.median_ms(),
        small.median_ms(),
        gigabyte.median_ms()
    );

    println!("\nbare read (dd bs=256K) / finalstage check --scan always, {SCANS} rounds in turns");
    for (name, file) in [("1 GB of code", &files.gigabyte), ("1 GB of constants", &files.text)] {
        let mut read = Command::new("dd");
        read.arg(["if=", &file.to_string_lossy()].concat()).args(["of=/dev/null", "bs=256K"]);
        let mut scan = Command::new(finalstage);
        scan.args(["check", "--scan", "always"]).arg(file);
        let [read, scan] = &turns::take(&mut [read, scan], SCANS)?[..] else {
            return Err("two commands give two series of times".into());
        };
        let share = read.ratio(scan);
        line(name, times(share), "at least 0.50 times", share >= 0.5);
    }

    println!("\nbytes read, and time of readelf -d -V -l -n (LC_ALL=C) / finalstage check");
    for (name, file) in &files.all {
        let read = bytes_read::count(finalstage, file)?;
        let measured = format!("{} in {}", read.bytes, read.calls);
        line(name, measured, "at most 262144 bytes", read.bytes <= MOST_BYTES);
        let mut readelf = Command::new("readelf");
        readelf.args(["-d", "-V", "-l", "-n"]).arg(file).env("LC_ALL", "C");
        let mut commands = [readelf, check(file)];
        let [readelf, own] = &turns::take(&mut commands, ROUNDS / 2)?[..] else {
            return Err("two commands give two series of times".into());
        };
        let faster = readelf.ratio(own);
        line("", times(faster), "more than 1.00 times", faster > 1.0);
    }
    Ok(())
}

fn times(ratio: f64) -> String {
    format!("{ratio:.2}")
}
