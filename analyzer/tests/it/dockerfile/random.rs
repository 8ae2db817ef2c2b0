//! Random bytes wherever text can come in: in every choice, and in every string that a program's facts
//! hold. The list of instructions stays what it is without them.

use analyzer::dockerfile::choice::{self, CHOICES, Kind, Pair};
use analyzer::dockerfile::{Dockerfile, generate, write};
use parse_dockerfile as other;

use super::parsed::found;

const CASES: u64 = 10_000;

/// xorshift64*: the same bytes in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % end.max(1)
    }

    /// Bytes, and pieces that mean something in a Dockerfile, a shell, JSON or a terminal.
    fn bytes(&mut self) -> Vec<u8> {
        const PIECES: [&str; 24] = [
            "\n",
            "\r\n",
            "\nRUN id",
            "\\\n",
            "\"",
            "\"]",
            "'",
            "$(id)",
            "${HOME}",
            "`",
            "<<EOF",
            "# ",
            " --from=x",
            "\u{2028}",
            "\u{202e}",
            "\u{85}",
            "\0",
            "/data",
            "../..",
            "%0a",
            "&user=0",
            "a",
            "*",
            "\\",
        ];
        let mut bytes = Vec::new();
        for _ in 0..=self.below(6) {
            match self.below(3) {
                0 => bytes.extend(PIECES[self.below(PIECES.len())].bytes()),
                1 => bytes.push(self.next().to_le_bytes()[0]),
                _ => bytes.extend((0..self.below(4)).map(|_| b"/abz09._-,:"[self.below(11)])),
            }
        }
        bytes
    }
}

/// Keywords only: what a value says may change, what is done may not.
fn keywords(dockerfile: &Dockerfile) -> Vec<&'static str> {
    let steps = dockerfile.stages.iter().flat_map(|stage| {
        std::iter::once("FROM").chain(stage.steps.iter().map(|step| step.instruction.keyword()))
    });
    steps.collect()
}

#[test]
fn random_text_in_a_choice_adds_no_instruction() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut refused = 0;
    for case in 0..CASES {
        let mut pairs: Vec<Pair> = Vec::new();
        for choice in CHOICES {
            let typed = matches!(choice.kind, Kind::Text { .. } | Kind::Many { .. } | Kind::Image);
            if typed || random.below(8) == 0 {
                let value = String::from_utf8_lossy(&random.bytes()).into_owned();
                pairs.push((choice.name.to_owned(), value));
            }
        }
        // Half of them with a name that no choice has.
        if case % 2 == 0 {
            pairs.push((String::from_utf8_lossy(&random.bytes()).into_owned(), "on".to_owned()));
        }
        let languages = ["go", "rust", "c", "python", "java", "node", "dotnet", "zig", "binary"];
        let language = languages[random.below(languages.len())];
        pairs.retain(|(name, _)| name != "language" && name != "image");
        pairs.push(("language".to_owned(), language.to_owned()));

        let chosen = choice::read(&pairs).expect("the catalog has images");
        refused += chosen.mistakes.len();
        let dockerfile = write(&chosen.plan).unwrap_or_else(|error| panic!("{pairs:?}: {error}"));
        let text = dockerfile.to_string();
        assert!(text.is_ascii() && !text.contains('\r') && !text.contains('\0'), "{pairs:?}");
        let parsed = other::parse(&text).unwrap_or_else(|error| panic!("{pairs:?}: {error}\n{text}"));
        let words = found(&parsed);
        let read: Vec<&str> = words.iter().map(|one| one.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(read, keywords(&dockerfile), "{pairs:?}\n{text}");
        assert_eq!(text.lines().count(), dockerfile.lines().len(), "{pairs:?}");
        // The files around it and the link hold to the same.
        let made = generate(&pairs);
        for file in &made.files {
            for line in &file.lines {
                let text = line.text();
                // make wants its commands behind a tab.
                let text = text.strip_prefix('\t').unwrap_or(&text);
                assert!(!text.chars().any(char::is_control), "{pairs:?}: {}: {text:?}", file.path);
            }
        }
        assert!(made.query.bytes().all(|byte| byte.is_ascii_graphic()), "{}", made.query);
    }
    assert!(refused > 50_000, "only {refused} texts were refused: they hold too little that is odd");
}

#[test]
fn random_bytes_in_a_programs_strings_change_no_instruction() {
    use analyzer::facts::{Content, Facts};
    use analyzer::untrusted::Untrusted;
    use analyzer::{Machine, SliceSource, judge};

    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../content/samples/go-cgo")).expect("a sample");
    let read = || Facts::read(&mut SliceSource(&bytes)).expect("a program");
    let expected = judge(&read(), b"app", Machine::default()).prebuilt;
    let mut random = Random(0x0123_4567_89ab_cdef);
    for _ in 0..CASES / 20 {
        let mut broken = read();
        let Content::Elf(elf) = &mut broken.content else { panic!("a program") };
        for name in &mut elf.needed {
            *name = Untrusted::new(&random.bytes());
        }
        for need in &mut elf.version_needs {
            need.version = Untrusted::new(&random.bytes());
            need.library = Untrusted::new(&random.bytes());
        }
        if let Some(go) = &mut elf.go {
            let mut modules = b"path\tx\nbuild\t-tags=".to_vec();
            modules.extend(random.bytes());
            modules.extend(b"\nbuild\tCGO_ENABLED=1\nmod\t");
            modules.extend(random.bytes());
            go.modules = Untrusted::new(&modules);
            go.version = Untrusted::new(&random.bytes());
        }
        let answer = judge(&broken, &random.bytes(), Machine::default());
        // Copied as it is, no word of the file can matter at all.
        assert_eq!(answer.prebuilt, expected);
        for text in answer.dockerfiles {
            let all: String = text.lines.iter().map(|line| line.text() + "\n").collect();
            assert!(all.is_ascii(), "{all}");
            let parsed = other::parse(&all).unwrap_or_else(|error| panic!("{error}\n{all}"));
            let runs = found(&parsed).iter().filter(|one| one.starts_with("RUN")).count();
            assert!(runs <= 4, "{all}");
        }
    }
}
