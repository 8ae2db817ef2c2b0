use super::*;

fn parse_words(words: &[&str]) -> Result<Command, String> {
    parse(words.iter().map(OsString::from))
}

#[test]
fn options_may_stand_anywhere_and_take_either_form() {
    let expected = Check {
        files: vec!["a".into(), "b".into()],
        image: Some("scratch".to_owned()),
        cpu: Some(Some(CpuLevel::V3)),
        runtime: Runtime::Podman,
        scan: Scan::Never,
        format: Format::Json,
    };
    let words = [
        "check",
        "a",
        "--image=scratch",
        "--format",
        "json",
        "b",
        "--cpu",
        "v3",
        "--runtime=podman",
        "--scan=never",
    ];
    assert_eq!(parse_words(&words), Ok(Command::Check(expected)));
}

#[test]
fn a_file_may_begin_with_a_dash_after_two() {
    let Ok(Command::Check(check)) = parse_words(&["check", "--", "--image"]) else { panic!("no check") };
    assert_eq!(check.files, [PathBuf::from("--image")]);
}

#[test]
fn what_the_form_asks_is_an_option() {
    let words = ["dockerfile", "--language=go", "--port", "80", "--port", "90", "--labels", "--strip=off"];
    let Ok(Command::Dockerfile(typed)) = parse_words(&words) else { panic!("no Dockerfile") };
    let expected = [("language", "go"), ("port", "80"), ("port", "90"), ("labels", "on"), ("strip", "off")];
    assert_eq!(typed.choices, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(typed.files, Vec::<PathBuf>::new());
}

#[test]
fn a_log_is_a_file_or_standard_input() {
    let Ok(Command::Explain(typed)) = parse_words(&["explain", "-", "--binary", "app"]) else {
        panic!("not read")
    };
    assert_eq!(typed, Explain { binary: Some("app".into()), ..Explain::default() });
    let Ok(Command::Explain(typed)) = parse_words(&["explain", "a.log", "--format=json"]) else {
        panic!("not read")
    };
    assert_eq!((typed.files, typed.format), (vec![PathBuf::from("a.log")], Format::Json));
}

#[test]
fn dockerfiles_are_checked_with_a_program_or_without() {
    let words = ["lint", "-", "a/Dockerfile", "--binary=app", "--format", "sarif"];
    let expected = Lint {
        files: vec!["-".into(), "a/Dockerfile".into()],
        binary: Some("app".into()),
        format: LintFormat::Sarif,
    };
    assert_eq!(parse_words(&words), Ok(Command::Lint(expected)));
    assert!(parse_words(&["lint"]).is_err() && parse_words(&["check", "a", "--binary", "b"]).is_err());
}

#[test]
fn mistakes_are_named() {
    assert_eq!(parse_words(&["check"]), Err("check wants a file".to_owned()));
    assert_eq!(parse_words(&["check", "a", "--image"]), Err("--image wants a value".to_owned()));
    assert_eq!(parse_words(&["check", "a", "--fast"]), Err("there is no option --fast".to_owned()));
    assert_eq!(
        parse_words(&["check", "a", "--runtime", "lxc"]),
        Err("--runtime is one of docker, podman, shell, bash, kubernetes, not \"lxc\"".to_owned())
    );
    assert_eq!(
        parse_words(&["check", "a", "--scan", "maybe"]),
        Err("--scan is auto, always or never, not \"maybe\"".to_owned())
    );
    assert_eq!(
        parse_words(&["dockerfile"]),
        Err("dockerfile wants a file, or choices such as --language go".to_owned())
    );
    assert_eq!(parse_words(&["check", "a", "--init", "tini"]), Err("there is no option --init".to_owned()));
    assert_eq!(parse_words(&["frob"]), Err("there is no command \"frob\"".to_owned()));
}
