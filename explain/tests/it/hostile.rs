//! Text that nobody wrote. None of it may take longer than its length allows, nor grow without bound. No test asserts a
//! time; one that hangs fails the gate.

use explain::{MOST_TEXT, explain};

#[test]
fn nothing_and_bytes_that_are_no_text_are_read() {
    assert_eq!(explain(b"").findings, []);
    assert_eq!(explain(&[0; 4096]).findings, []);
    let every: Vec<u8> = (0..=255).cycle().take(65_536).collect();
    let _ = explain(&every);
}

#[test]
fn a_long_log_is_read_to_its_end() {
    let mut log = "INFO request served in 3 ms, nothing to see here\n".repeat(200_000);
    log.push_str("exec /app: no such file or directory\n");
    let explained = explain(log.as_bytes());
    assert_eq!(explained.findings.len(), 1);
    assert_eq!(explained.findings[0].line, 200_001);
    assert!(!explained.truncated);
}

#[test]
fn what_is_longer_than_the_limit_is_cut_and_says_so() {
    let log = vec![b'x'; MOST_TEXT + 1];
    assert!(explain(&log).truncated);
}

/// Beginnings without ends, on one endless line: each place looks like a match.
#[test]
fn beginnings_without_ends_are_given_up() {
    for part in [
        "exec ",
        "version `GLIBC_",
        "error while loading shared libraries: ",
        "\\\\\\\\\\\"",
        "\u{1b}[",
        "\u{2018}",
        "OCI runtime exec failed",
        "\"Entrypoint\":[",
        "chdir to cwd (\"",
        "Error relocating a: ",
        "{\"\\n",
    ] {
        let text = part.repeat(2_000_000 / part.len());
        let explained = explain(text.as_bytes());
        assert!(explained.findings.len() <= 200, "{part}");
    }
}

#[test]
fn many_different_errors_are_cut_and_say_so() {
    let text: String = (0..5_000).map(|number| format!("/a{number}: exec format error\n")).collect();
    let explained = explain(text.as_bytes());
    assert_eq!(explained.findings.len(), 200);
    assert!(explained.truncated);
}

/// A small generator of its own (xorshift): bits and pieces of real messages in any order.
#[test]
fn pieces_of_messages_in_any_order_are_read() {
    let pieces: Vec<&str> =
        explain::shapes().flat_map(|(text, _, _)| text.split_inclusive([' ', '{', '}', ':', '\''])).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..200 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let place = usize::try_from(state % pieces.len() as u64).expect("it is small");
            text.push_str(pieces[place]);
            if state.is_multiple_of(23) {
                text.push('\n');
            }
        }
        for finding in explain(text.as_bytes()).findings {
            assert!(finding.text.len() <= 1_000 && finding.subject.len() <= 1_300, "{finding:?}");
        }
    }
}
