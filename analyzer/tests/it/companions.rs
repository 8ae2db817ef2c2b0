//! A program with libraries of its own: the rules of glibc's `elf/dl-load.c` and musl's `ldso/dynlink.c`
//! for where each object's needs are looked for.

use analyzer::layout::Handed;
use analyzer::report::ImageReport;
use analyzer::untrusted::Untrusted;
use analyzer::{Facts, Machine, SliceSource};

use crate::made::Made;

const RPATH: u64 = 15;
const RUNPATH: u64 = 29;
const GLIBC: &str = "/lib64/ld-linux-x86-64.so.2\0";
const MUSL: &str = "/lib/ld-musl-x86_64.so.1\0";

/// A program when it has an interpreter, a library when not.
fn object(interpreter: Option<&str>, needed: &[&str], path: Option<(u64, &str)>) -> Made {
    let mut made = Made::new();
    made.object_type = 3;
    let mut names = vec![0];
    let mut entries = Vec::new();
    let mut name = |tag: u64, text: &str| {
        entries.push((tag, names.len() as u64));
        names.extend_from_slice(text.as_bytes());
        names.push(0);
    };
    needed.iter().for_each(|need| name(1, need));
    path.iter().for_each(|(tag, path)| name(*tag, path));
    if interpreter.is_none() {
        name(14, "named-so-that-it-is-a-library");
    }
    let place = made.put(&names);
    entries.extend([(5, place), (10, names.len() as u64)]);
    if let Some(interpreter) = interpreter {
        made.interpreter(interpreter.as_bytes());
    }
    made.dynamic(&entries);
    made
}

fn handed(path: &str, made: &Made) -> Handed {
    let facts = Facts::read(&mut SliceSource(&made.bytes())).expect("a made file can be read");
    Handed::new(vec![Untrusted::new(path.as_bytes())], facts)
}

/// What happens to the first file on distroless base (for musl: on Alpine, where nothing else is needed).
fn on(slug: &str, files: &[Handed]) -> ImageReport {
    let report = analyzer::report_among(files, 0, Machine::default()).expect("there is a first file");
    report.images.into_iter().find(|image| image.slug == slug).expect(slug)
}

fn on_base(files: &[Handed]) -> ImageReport {
    on("distroless-base-debian13", files)
}

fn missing(image: &ImageReport) -> Vec<&str> {
    image.blockers.iter().map(|blocker| blocker.subject.as_str()).collect()
}

#[test]
fn origin_is_where_the_program_will_lie() {
    let program = object(Some(GLIBC), &["liba.so"], Some((RUNPATH, "$ORIGIN/../lib")));
    let library = object(None, &["libc.so.6"], None);
    let image = on_base(&[handed("bin/app", &program), handed("lib/liba.so", &library)]);
    assert_eq!(image.outcome, "runs");
    assert_eq!(image.libraries[0].path.as_deref(), Some("/app/bin/../lib/liba.so"));
    assert!(image.libraries[0].own && !image.libraries[1].own);
}

#[test]
fn runpath_does_not_serve_the_needs_of_a_library_and_rpath_does() {
    for (tag, outcome) in [(RUNPATH, "fails"), (RPATH, "runs")] {
        let program = object(Some(GLIBC), &["liba.so"], Some((tag, "$ORIGIN")));
        let [a, b] = [object(None, &["libb.so"], None), object(None, &[], None)];
        let image = on_base(&[handed("app", &program), handed("liba.so", &a), handed("libb.so", &b)]);
        assert_eq!(image.outcome, outcome, "{tag}");
    }
}

#[test]
fn a_library_with_runpath_ignores_the_programs_rpath() {
    let program = object(Some(GLIBC), &["liba.so"], Some((RPATH, "$ORIGIN")));
    let a = object(None, &["libb.so"], Some((RUNPATH, "/nowhere")));
    let b = object(None, &[], None);
    let image = on_base(&[handed("app", &program), handed("liba.so", &a), handed("libb.so", &b)]);
    assert_eq!(missing(&image), ["libb.so"]);
    assert_eq!(
        image.error.as_deref(),
        Some(
            "/app/app: error while loading shared libraries: libb.so: cannot open shared object file: No such file or directory"
        )
    );
}

#[test]
fn musl_takes_runpath_from_the_whole_chain() {
    let program = object(Some(MUSL), &["liba.so"], Some((RUNPATH, "$ORIGIN")));
    let [a, b] = [object(None, &["libb.so"], None), object(None, &["libz9.so"], None)];
    let image = on("alpine-3.22", &[handed("app", &program), handed("liba.so", &a), handed("libb.so", &b)]);
    assert_eq!(missing(&image), ["libz9.so"]);
    let error = image.error.unwrap_or_default();
    assert!(error.contains("libz9.so: No such file or directory (needed by /app/libb.so)"), "{error}");
}

#[test]
fn a_library_that_no_path_leads_to_is_missing_and_the_remedy_says_where_it_lies() {
    let program = object(Some(GLIBC), &["liba.so"], None);
    let files = [handed("app", &program), handed("lib/liba.so", &object(None, &[], None))];
    assert_eq!(missing(&on_base(&files)), ["liba.so"]);
    let report = analyzer::report_among(&files, 0, Machine::default()).unwrap();
    let remedy = report.remedies.iter().find(|remedy| remedy.code == "set-runpath").expect("a remedy");
    assert_eq!(remedy.command.as_deref(), Some("patchelf --set-rpath '$ORIGIN/lib' app"));
}

#[test]
fn a_name_that_a_shell_could_read_is_in_no_command() {
    let program = object(Some(GLIBC), &["liba.so"], None);
    let files = [handed("a;id", &program), handed("lib/liba.so", &object(None, &[], None))];
    let report = analyzer::report_among(&files, 0, Machine::default()).unwrap();
    assert!(report.remedies.iter().all(|remedy| !remedy.command.iter().any(|line| line.contains("id"))));
    let answer = analyzer::answer_among(&files, 0, Machine::default()).unwrap();
    let text: String = answer.dockerfiles[0].lines.iter().map(analyzer::dockerfile::Line::text).collect();
    assert!(!text.contains("id\""), "{text}");
}

#[test]
fn a_directory_of_a_name_of_its_own_is_left_to_the_reader_to_write() {
    let program = object(Some(GLIBC), &["liba.so"], Some((RUNPATH, "$ORIGIN/../lib")));
    let library = object(None, &["libc.so.6"], None);
    for (path, place, is_left) in [
        ("bin/server", "\"/app/bin/app\"", false),
        ("server", "\"/app/app\"", false),
        ("tools/server", "\"/app/app\"", true),
        ("a/bin/server", "\"/app/app\"", true),
    ] {
        let files = [handed(path, &program), handed("lib/liba.so", &library)];
        let answer = analyzer::answer_among(&files, 0, Machine::default()).unwrap();
        let text: String = answer.dockerfiles[0].lines.iter().map(analyzer::dockerfile::Line::text).collect();
        assert!(text.contains(&format!("ENTRYPOINT [{place}]")), "{path}: {text}");
        let said = |line: &analyzer::dockerfile::Line| line.reason.contains("Change this path");
        assert_eq!(answer.dockerfiles[0].lines.iter().any(said), is_left, "{path}");
        assert!(!text.contains("server") && !text.contains("tools"), "{path}: {text}");
    }
}

#[test]
fn without_a_library_each_program_lies_alone() {
    let files =
        [handed("bin/a", &object(Some(GLIBC), &["libx.so"], None)), handed("b", &object(None, &[], None))];
    assert!(on_base(&files[..1]).error.is_some_and(|error| error.starts_with("/app: ")));
    assert!(on_base(&files).error.is_some_and(|error| error.starts_with("/app/bin/a: ")));
}
