//! The same error in the forms in which it reaches people.

use explain::explain;

const MESSAGE: &str = "/app: error while loading shared libraries: libpq.so.5: cannot open shared object file: No such file or directory";

fn first(text: &str) -> (&'static str, String, usize, &'static str) {
    let explained = explain(text.as_bytes());
    let finding = explained.findings.first().unwrap_or_else(|| panic!("nothing is found in {text}"));
    (finding.code, finding.subject.clone(), finding.line, finding.page)
}

#[test]
fn prefixes_colours_and_json_change_nothing() {
    let json = MESSAGE.replace('"', "\\\"");
    let forms = [
        format!("web-1  | {MESSAGE}"),
        format!("2026-11-25T05:00:00.123456789Z stderr F {MESSAGE}"),
        format!("\u{1b}[36mweb_1  |\u{1b}[0m {MESSAGE}"),
        format!("{{\"log\":\"{json}\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-25T05:00:00Z\"}}"),
        format!("time=\"2026-11-25\" level=error msg=\"{json}\""),
        format!("  Message:  failed: {MESSAGE}"),
        MESSAGE.to_uppercase().replace("LIBPQ.SO.5", "libpq.so.5"),
    ];
    for form in forms {
        assert_eq!(
            first(&form),
            ("missing-library", "libpq.so.5".to_owned(), 1, "missing-library"),
            "{form}"
        );
    }
}

#[test]
fn quotes_are_read_in_every_hand() {
    for version in [
        "`GLIBC_2.38'",
        "'GLIBC_2.38'",
        "\u{2018}GLIBC_2.38\u{2019}",
        "\u{201c}GLIBC_2.38\u{201d}",
        "GLIBC_2.38'",
        "GLIBC_2.38",
    ] {
        let text = format!(
            "./app: /lib/x86_64-linux-gnu/libc.so.6: version {version} not found (required by ./app)"
        );
        assert_eq!(first(&text).1, "GLIBC_2.38", "{text}");
    }
}

#[test]
fn the_parts_are_read_out() {
    let text = "./app: /lib/libc.so.6: version `GLIBC_2.38' not found (required by /usr/lib/libfoo.so.1)";
    let explained = explain(text.as_bytes());
    let parts: Vec<(&str, &str)> =
        explained.findings[0].parts.iter().map(|part| (part.name, part.value.as_str())).collect();
    let wanted = [
        ("program", "./app"),
        ("library", "/lib/libc.so.6"),
        ("version", "GLIBC_2.38"),
        ("required", "/usr/lib/libfoo.so.1"),
    ];
    assert_eq!(parts, wanted);
}

#[test]
fn the_same_error_in_a_loop_is_one_finding() {
    let text = "exec /app: exec format error\n".repeat(40);
    let explained = explain(text.as_bytes());
    assert_eq!(explained.findings.len(), 1);
    assert_eq!((explained.findings[0].times, explained.findings[0].line), (40, 1));
}

#[test]
fn how_it_ended_comes_after_why() {
    let text = format!("web-1 exited with code 127\n{MESSAGE}");
    let pages: Vec<&str> = explain(text.as_bytes()).findings.iter().map(|finding| finding.page).collect();
    assert_eq!(pages, ["missing-library", "exit-127"]);
}

#[test]
fn an_honest_log_has_no_findings() {
    let log = "2026-11-25T05:00:00Z INFO listening on 0.0.0.0:8080\nGET /health 200 1ms\nshutdown complete, exit code 0\n\
               loaded config.yaml\nlookup took 3 ms\nopen connections: 4\nuser alice logged in from 10.0.0.1";
    assert_eq!(explain(log.as_bytes()).findings, []);
}
