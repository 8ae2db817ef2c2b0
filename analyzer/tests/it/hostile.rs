//! Hostile files: whatever the bytes, the answer is a report or one clear error, within limits of size.
//! The shapes are those that hang, swallow memory or mislead parsers of ELF (G1 to G12 of the project's
//! reliability research).

use analyzer::{Machine, SliceSource};

use crate::made::{BODY, Made, PT_INTERP, PT_NOTE};
use crate::samples::samples;

/// The report of any file stays below this.
const LONGEST: usize = 1024 * 1024;

/// What must hold for every input: no panic, a bounded report, or an error in one line.
fn survives(bytes: &[u8], what: &str) {
    match analyzer::answer(&mut SliceSource(bytes), b"app", Machine::default()).map(|answer| answer.report) {
        Ok(report) => {
            let json = serde_json::to_string(&report).expect("plain values");
            assert!(json.len() <= LONGEST, "{what}: the report has {} bytes", json.len());
            assert!(!json.contains('\u{202e}'), "{what}: a bidirectional control got through");
        }
        Err(error) => {
            let text = error.to_string();
            assert!(!text.is_empty() && !text.contains('\n'), "{what}: {text:?}");
        }
    }
}

#[test]
fn samples_cut_anywhere_are_survived() {
    for (name, bytes) in samples() {
        let head = (0..bytes.len().min(1200)).step_by(7);
        let rest = (1200..bytes.len()).step_by((bytes.len() / 60).max(1));
        for length in head.chain(rest) {
            survives(&bytes[..length], &format!("{name} cut at {length}"));
        }
    }
}

#[test]
fn samples_with_flipped_bytes_are_survived() {
    for (name, bytes) in samples() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for round in 0..400 {
            let mut broken = bytes.clone();
            for _ in 0..8 {
                // xorshift64: the same bytes in every run.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let within = if round % 2 == 0 { broken.len().min(4096) } else { broken.len() };
                let place = (state as usize) % within.max(1);
                if let Some(byte) = broken.get_mut(place) {
                    *byte = (state >> 40) as u8;
                }
            }
            survives(&broken, &format!("{name}, round {round}"));
        }
    }
}

#[test]
fn a_program_that_is_cut_off_runs_nowhere() {
    for (name, bytes) in samples() {
        let whole = crate::answer(&bytes).expect("a sample").report;
        if whole.elf.is_none() {
            continue;
        }
        let report = crate::answer(&bytes[..bytes.len() * 2 / 5]).map(|answer| answer.report);
        let Ok(report) = report else { continue };
        assert!(report.oddities.iter().any(|oddity| oddity.code == "cut-short"), "{name}");
        assert!(
            report.images.iter().all(|image| matches!(image.outcome.as_str(), "unknown" | "fails")),
            "{name}"
        );
        assert!(report.recommendation.is_none(), "{name}");
    }
}

#[test]
fn the_first_interpreter_counts_as_in_the_kernel() {
    let mut made = Made::new();
    made.interpreter(b"/lib64/ld-linux-x86-64.so.2\0").interpreter(b"/other\0");
    let elf = crate::answer(&made.bytes()).unwrap().report.elf.unwrap();
    assert_eq!(elf.interpreter.as_deref(), Some("/lib64/ld-linux-x86-64.so.2"));
}

#[test]
fn an_interpreter_that_is_no_utf8_still_makes_a_program_dynamic() {
    let mut made = Made::new();
    made.interpreter(b"/lib/l\xe9-linux.so\0");
    let report = crate::answer(&made.bytes()).unwrap().report;
    let elf = report.elf.unwrap();
    assert_eq!((elf.linking.as_str(), elf.interpreter.as_deref()), ("dynamic", Some("/lib/l\\xe9-linux.so")));
    let scratch = report.images.iter().find(|image| image.image == "scratch").unwrap();
    assert_eq!(scratch.error.as_deref(), Some("exec /app: no such file or directory"));
}

#[test]
fn an_interpreter_without_its_nul_is_refused_by_the_kernel() {
    for bytes in [&b"/lib64/ld-linux-x86-64.so.2"[..], b"\0", b""] {
        let mut made = Made::new();
        made.interpreter(bytes);
        let report = crate::answer(&made.bytes()).unwrap().report;
        assert!(
            report.images.iter().all(|image| image.error.as_deref() == Some("exec /app: exec format error")),
            "{bytes:?}"
        );
    }
}

#[test]
fn ten_thousand_interpreters_cost_no_more_than_one() {
    let mut made = Made::new();
    let place = made.put(&[b'/'; 4095]);
    for _ in 0..60 {
        made.segment(PT_INTERP, place, 4096);
    }
    survives(&made.bytes(), "sixty interpreters");
    made.phnum = Some(u16::MAX);
    let report = crate::answer(&made.bytes()).unwrap().report;
    assert_eq!(report.images.first().unwrap().outcome, "fails");
}

#[test]
fn a_million_needs_are_cut_and_said_to_be() {
    let mut made = Made::new();
    made.interpreter(b"/lib64/ld-linux-x86-64.so.2\0");
    let strings = made.put(&[b'a'; 60_000]);
    let mut entries = vec![(5, strings), (10, 60_000)];
    entries.extend((0..50_000).map(|offset| (1, offset)));
    made.dynamic(&entries);
    let report = crate::answer(&made.bytes()).unwrap().report;
    assert!(report.truncated);
    survives(&made.bytes(), "fifty thousand needs");
}

#[test]
fn no_list_is_cut_without_saying_so() {
    let mut made = Made::new();
    made.interpreter(b"/lib64/ld-linux-x86-64.so.2\0");
    let strings = made.put(&[b"a\0".repeat(2_000), b"/x:".repeat(40), vec![0]].concat());
    let many_needs: Vec<(u64, u64)> = (0..2_000).map(|place| (1, place * 2)).collect();
    let tables = [(5, strings), (10, 4_121)];
    for entries in [many_needs, vec![(0x1d, 4_000)]] {
        let mut made = made.clone();
        made.dynamic(&[&tables[..], &entries].concat());
        assert!(crate::answer(&made.bytes()).unwrap().report.truncated, "{} entries", entries.len());
    }
}

#[test]
fn version_needs_that_point_at_themselves_end() {
    let mut made = Made::new();
    made.interpreter(b"/lib64/ld-linux-x86-64.so.2\0");
    let strings = made.put(b"\0libc.so.6\0GLIBC_2.34\0");
    // vn_cnt 65535, vn_aux 0 and vn_next 0 or 16: entries that overlap themselves.
    let needs = made.put(&[1, 0, 0xff, 0xff, 1, 0, 0, 0, 16, 0, 0, 0, 16, 0, 0, 0].repeat(4096));
    made.dynamic(&[(5, strings), (10, 22), (1, 1), (0x6fff_fffe, needs), (0x6fff_ffff, u64::MAX)]);
    let report = crate::answer(&made.bytes()).unwrap().report;
    assert!(report.truncated);
    survives(&made.bytes(), "overlapping version needs");
}

#[test]
fn notes_of_length_zero_end() {
    let mut made = Made::new();
    let place = made.put(&[0; 65_536]);
    for _ in 0..40 {
        made.segment(PT_NOTE, place, 65_536);
    }
    survives(&made.bytes(), "empty notes");
}

#[test]
fn program_headers_of_a_few_bytes_are_not_read_as_zeros() {
    let mut object = Made::new();
    object.object_type = 1;
    object.segment(PT_NOTE, BODY, 16);
    let mut bytes = object.bytes();
    assert!(crate::answer(&bytes).is_ok());
    // `e_phentsize`, which the kernel would look at; it does not start an object file.
    for size in [0, 4, 55] {
        bytes[54] = size;
        assert!(crate::answer(&bytes).unwrap_err().to_string().contains("program headers"), "{size}");
    }
}

#[test]
fn offsets_past_four_gigabytes_do_not_wrap_on_32_bits() {
    let mut made = Made::new();
    // The low 32 bits alone would point at a real string.
    made.interpreter(b"/lib64/ld-linux-x86-64.so.2\0");
    let mut high = Made::new();
    high.segment(PT_INTERP, BODY | 1 << 32, 28);
    high.put(b"/lib64/ld-linux-x86-64.so.2\0");
    let report = crate::answer(&high.bytes()).unwrap().report;
    assert_ne!(report.elf.unwrap().interpreter.as_deref(), Some("/lib64/ld-linux-x86-64.so.2"));
    assert!(report.images.iter().all(|image| image.outcome == "fails"));
}

#[test]
fn names_that_could_deceive_are_escaped_everywhere() {
    let mut made = Made::new();
    made.interpreter("/lib/\u{202e}os.1\n\x1b[2J\0".as_bytes());
    let strings = made.put("\0<script>alert(1)</script>\u{202e}\0a\"b\nRUN curl\0".as_bytes());
    made.dynamic(&[(5, strings), (10, 60), (1, 1), (1, 30), (0x1d, 30)]);
    let bytes = made.bytes();
    survives(&bytes, "deceptive names");
    let answer = crate::answer(&bytes).unwrap();
    for text in answer.dockerfiles.iter().chain(&answer.prebuilt) {
        let text: String = text.lines.iter().map(|line| line.text() + "\n").collect();
        assert!(!text.contains("curl") && !text.contains("script"), "{text}");
    }
}
