//! What nobody means by a Dockerfile: the answer is findings or a refusal, and it comes.

use lint::{Level, Question, check};

use super::TODAY;

/// Whether it is answered at all, findings with their fixes included.
fn answered(text: &str) {
    let question = Question { today: TODAY, program: None };
    let checked = match check(text, question) {
        Ok(checked) => checked,
        Err(refused) => {
            assert!(refused.line >= 1 && refused.column >= 1 && !refused.what.is_empty(), "{refused:?}");
            return;
        }
    };
    assert!(checked.findings.len() <= 500);
    for finding in &checked.findings {
        assert!(text.get(finding.span.clone()).is_some(), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.message.contains(['\u{1b}', '\u{202e}']));
        assert!(finding.level >= Level::Note);
        if let Some(fix) = &finding.fix {
            assert!(fix.edits.iter().all(|edit| text.get(edit.span.clone()).is_some()), "{finding:?}");
            fix.apply(text);
        }
    }
}

/// A generator of numbers (xorshift64*), so that every run is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).expect("31 bits") % most
    }
}

#[test]
fn random_bytes_are_answered() {
    let mut random = Random(1);
    for _ in 0..2000 {
        let length = random.below(400);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(random.below(256)).expect("a byte")).collect();
        answered(&String::from_utf8_lossy(&bytes));
        answered(&format!("FROM scratch\n{}", String::from_utf8_lossy(&bytes)));
    }
}

#[test]
fn words_of_dockerfiles_in_any_order_are_answered() {
    const WORDS: [&str; 60] = [
        "FROM",
        "RUN",
        "COPY",
        "ADD",
        "CMD",
        "ENTRYPOINT",
        "USER",
        "ENV",
        "ARG",
        "HEALTHCHECK",
        "SHELL",
        "ONBUILD",
        "WORKDIR",
        "VOLUME",
        "\n",
        "\n",
        "\n",
        "\n",
        "\\\n",
        "`\n",
        " ",
        " ",
        " ",
        "\t",
        "[",
        "]",
        "\"",
        "'",
        ",",
        "$",
        "${",
        "}",
        ":-",
        "$(",
        ")",
        "&&",
        "||",
        ";",
        "|",
        "<<EOF",
        "<<-E",
        "EOF",
        "#",
        "# escape=`\n",
        "scratch",
        "gcr.io/distroless/nodejs24-debian13",
        "debian:trixie-slim",
        "alpine:3.24",
        "golang:1.27-trixie",
        "AS b",
        "--from=b",
        "--link",
        "/lib/libpq.so.5",
        "/bin",
        "apt-get install",
        "https://e.org/a",
        "TARGETARCH",
        "node",
        "é\u{202e}",
        "=",
    ];
    let mut random = Random(2);
    for _ in 0..20_000 {
        let mut text = String::from(if random.below(2) == 0 { "FROM scratch\n" } else { "" });
        for _ in 0..random.below(40) {
            text.push_str(WORDS[random.below(WORDS.len())]);
            if random.below(3) == 0 {
                text.push(' ');
            }
        }
        answered(&text);
    }
}

#[test]
fn dockerfiles_that_are_cut_or_changed_are_answered() {
    let mut random = Random(3);
    let mut changed = 0;
    for text in lint::ABOUT.iter().flat_map(|(.., about)| [about.bad, about.good]) {
        for _ in 0..40 {
            let mut bytes = text.as_bytes().to_vec();
            bytes.truncate(random.below(bytes.len() + 1));
            for _ in 0..random.below(4) {
                if !bytes.is_empty() {
                    let at = random.below(bytes.len());
                    bytes[at] = u8::try_from(random.below(128)).expect("a byte");
                }
            }
            answered(&String::from_utf8_lossy(&bytes));
            changed += 1;
        }
    }
    assert!(changed > 1000, "only {changed}");
}

#[test]
fn what_is_large_is_bounded() {
    let megabyte = 1 << 20;
    let nearly = |unit: &str| unit.repeat((megabyte - 64) / unit.len());
    let texts = [
        format!("FROM debian:trixie-slim\nRUN {}", nearly("x")),
        format!("FROM debian:trixie-slim\nRUN {}", nearly("a && ")),
        format!("FROM debian:trixie-slim\nRUN {}", nearly("$(")),
        format!("FROM debian:trixie-slim\nRUN {}", nearly("\\\n")),
        format!("FROM debian:trixie-slim\nARG {}", nearly("TOKEN ")),
        format!("FROM debian:trixie-slim\nENV {}", nearly("A=$A$A ")),
        format!("FROM scratch\n{}", nearly("RUN a <<E\n")),
        format!("FROM scratch\n{}", nearly("RUN a <<E\nE\n")),
        format!("FROM scratch\n{}", nearly("COPY a /a\n")),
        format!("FROM scratch\n{}", nearly("# finalstage ignore=a\n")),
        format!("FROM scratch\n{}CMD /a\n", "COPY a /a\n".repeat(19_000)),
        format!("FROM debian:trixie-slim\n{}", "RUN apt-get install -y libpq5\n".repeat(19_000)),
        "FROM scratch\n".repeat(10_000),
        (0..10_000).map(|stage| format!("FROM s{} AS s{stage}\nRUN x\n", stage - 1.min(stage))).collect(),
        (0..999)
            .map(|stage| format!("FROM s{} AS s{stage}\nUSER a\nCMD /a\n", stage - 1.min(stage)))
            .collect(),
        nearly("FROM a\n"),
        "A".repeat(64 * megabyte),
        String::new(),
    ];
    for (n, text) in texts.into_iter().enumerate() {
        let s = std::time::Instant::now();
        answered(&text);
        eprintln!("{n} {:?}", s.elapsed());
    }
}

#[test]
fn what_has_no_instruction_is_refused_in_its_first_line() {
    for text in ["", "\n\n", "# a comment\n", "ARG A=1\n"] {
        let refused = check(text, Question { today: TODAY, program: None }).expect_err("it is no Dockerfile");
        assert_eq!((refused.line, refused.column), (1, 1), "{text:?}: {}", refused.what);
    }
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let text = "\u{feff}FROM debian:latest\n";
    let checked = check(text, Question { today: TODAY, program: None }).expect("it is one");
    let places: Vec<&str> = checked.findings.iter().map(|finding| &text[finding.span.clone()]).collect();
    assert_eq!(places, ["debian:latest"]);
}
