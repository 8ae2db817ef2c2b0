//! Symbols that are looked up by their name alone: what some loaded object defines, and what nothing does.

use std::fs;
use std::path::Path;

use analyzer::elf::export;
use analyzer::facts::{Content, Facts};
use analyzer::layout::Handed;
use analyzer::report::{ImageReport, Report};
use analyzer::untrusted::Untrusted;
use analyzer::{Machine, SliceSource};
use object::read::elf::ElfFile64;
use object::{Object, ObjectSymbol};

use crate::made::Made;
use crate::samples::samples;

const GLIBC: &[u8] = b"/lib64/ld-linux-x86-64.so.2\0";
const MUSL: &[u8] = b"/lib/ld-musl-x86_64.so.1\0";

const GLOBAL: u8 = 1;
const WEAK: u8 = 2;

/// How a symbol is wanted: bound how, by how many pointers, and by a call.
struct Wanted(&'static str, u8, usize, bool);

/// A program that needs a library and wants symbols without a version.
fn program(interpreter: &[u8], needed: &str, wanted: &[Wanted], bind_now: bool) -> Vec<u8> {
    let mut made = Made::new();
    made.interpreter(interpreter);
    let mut names = b"\0".to_vec();
    let mut name = |text: &str| {
        let place = names.len() as u64;
        names.extend_from_slice(text.as_bytes());
        names.push(0);
        place
    };
    let needed = name(needed);
    let mut symbols = vec![0; 24];
    let mut pointers = Vec::new();
    let mut calls = Vec::new();
    for (index, Wanted(text, binding, places, is_called)) in wanted.iter().enumerate() {
        symbols.extend_from_slice(&(name(text) as u32).to_le_bytes());
        symbols.extend_from_slice(&[binding << 4, 0, 0, 0]);
        symbols.extend_from_slice(&[0; 16]);
        let relocation = |kind: u64| {
            let info = (index as u64 + 1) << 32 | kind;
            [0_u64.to_le_bytes(), info.to_le_bytes(), 0_u64.to_le_bytes()].concat()
        };
        pointers.extend(relocation(1).repeat(*places));
        calls.extend(relocation(7).repeat(usize::from(*is_called)));
    }
    let count = wanted.len() as u32 + 1;
    let hash = made.put(&[1_u32.to_le_bytes(), count.to_le_bytes()].concat());
    let table = made.put(&symbols);
    let strings = made.put(&names);
    let (relocations, slots) = (made.put(&pointers), made.put(&calls));
    let flags = if bind_now { 8 } else { 0 };
    made.dynamic(&[
        (1, needed),
        (4, hash),
        (5, strings),
        (6, table),
        (10, names.len() as u64),
        (7, relocations),
        (8, pointers.len() as u64),
        (23, slots),
        (2, calls.len() as u64),
        (30, flags),
    ]);
    made.bytes()
}

fn report(bytes: &[u8]) -> Report {
    crate::answer(bytes).expect("it can be read").report
}

fn image<'r>(report: &'r Report, slug: &str) -> &'r ImageReport {
    report.images.iter().find(|image| image.slug == slug).expect("the catalog has it")
}

#[test]
fn musl_names_each_symbol_for_each_relocation_calls_first() {
    // What Alpine's musl 1.2.5 wrote when such a program was started in its root file system 3.20.3.
    let wanted = [
        Wanted("puts", GLOBAL, 0, true),
        Wanted("fts_open", GLOBAL, 0, true),
        Wanted("fopen64", GLOBAL, 0, true),
        Wanted("lost_data", GLOBAL, 1, false),
        Wanted("lost", GLOBAL, 2, true),
    ];
    let report = report(&program(MUSL, "libc.musl-x86_64.so.1", &wanted, false));
    let lines = ["fts_open", "lost", "lost_data", "lost", "lost"];
    let expected = lines.map(|name| format!("Error relocating /app: {name}: symbol not found")).join("\n");
    for slug in ["alpine-3.22", "alpine-3.23"] {
        assert_eq!(image(&report, slug).error.as_deref(), Some(expected.as_str()), "{slug}");
    }
    // A newer musl than was measured may have more.
    assert_eq!(image(&report, "alpine-3.24").outcome, "unknown");
}

#[test]
fn glibc_ends_at_once_for_data_and_late_for_a_call() {
    let outcome = |wanted: Wanted, bind_now: bool| {
        let report = report(&program(GLIBC, "libc.so.6", &[wanted], bind_now));
        let image = image(&report, "debian-trixie-slim");
        let caveats: Vec<String> = image.caveats.iter().map(|caveat| caveat.code.clone()).collect();
        (image.outcome.clone(), image.error.clone(), caveats)
    };
    let error = Some("/app: symbol lookup error: /app: undefined symbol: lost".to_owned());
    let fails = ("fails".to_owned(), error, Vec::new());
    let late = ("starts".to_owned(), None, vec!["missing-symbol".to_owned()]);
    let runs = ("runs".to_owned(), None, Vec::new());
    assert_eq!(outcome(Wanted("lost", GLOBAL, 1, false), false), fails);
    assert_eq!(outcome(Wanted("lost", GLOBAL, 0, true), true), fails);
    assert_eq!(outcome(Wanted("lost", GLOBAL, 0, true), false), late);
    assert_eq!(outcome(Wanted("lost", WEAK, 1, true), true), runs);
    // No relocation names it, so nobody looks it up.
    assert_eq!(outcome(Wanted("lost", GLOBAL, 0, false), true), runs);
    // As Go programs with purego ask for it.
    assert_eq!(outcome(Wanted("dlopen", GLOBAL, 1, true), true), runs);
}

#[test]
fn nothing_is_said_of_what_a_library_may_define() {
    // zlib's oldest symbols have no version. It was not asked for versions, so it may be another build's library.
    for name in ["deflate", "gzgetc_", "lost"] {
        let report = report(&program(GLIBC, "libz.so.1", &[Wanted(name, GLOBAL, 1, false)], true));
        assert_eq!(image(&report, "debian-trixie-slim").outcome, "runs", "{name}");
    }
    // A library that is missing may be the one.
    let report = report(&program(GLIBC, "libnowhere.so.1", &[Wanted("lost", GLOBAL, 1, false)], true));
    let codes: Vec<&str> =
        image(&report, "debian-trixie-slim").blockers.iter().map(|blocker| blocker.code.as_str()).collect();
    assert_eq!(codes, ["missing-library"]);
}

#[test]
fn a_library_of_ones_own_is_asked_too() {
    let read = |path: &str| {
        let place =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/made/symbol-missing-bind-now").join(path);
        let bytes = fs::read(place).expect("it was made");
        let facts = Facts::read(&mut SliceSource(&bytes)).expect("it can be read");
        Handed::new(vec![Untrusted::new(path.as_bytes())], facts)
    };
    let mut files = vec![read("app"), read("lib/libanswer.so")];
    let error = |files: &[Handed]| {
        let report = analyzer::report_among(files, 0, Machine::default()).expect("it is the first");
        image(&report, "debian-trixie-slim").error.clone()
    };
    assert_eq!(
        error(&files).as_deref(),
        Some("/app/app: symbol lookup error: /app/app: undefined symbol: answer")
    );
    // The library as it was when the program was linked.
    if let Content::Elf(library) = &mut files[1].facts.content {
        library.exports = Some(vec![analyzer::elf::export::hash(b"answer")]);
    }
    assert_eq!(error(&files), None);
}

#[test]
fn the_object_crate_reads_the_same_exports() {
    let (mut libraries, mut programs) = (0, 0);
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/made");
    let mut files = samples();
    for rule in fs::read_dir(made).expect("it is there").flatten() {
        for library in fs::read_dir(rule.path().join("lib")).into_iter().flatten().flatten() {
            files.push((library.path().display().to_string(), fs::read(library.path()).expect("readable")));
        }
    }
    for (name, bytes) in files {
        let Ok(Facts { content: Content::Elf(elf), .. }) = Facts::read(&mut SliceSource(&bytes)) else {
            continue;
        };
        let (Ok(file), Some(mut exports)) = (object::File::parse(&*bytes), elf.exports) else { continue };
        let defined = file.dynamic_symbols().filter(|symbol| symbol.is_global() && !symbol.is_undefined());
        exports.sort_unstable();
        exports.dedup();
        let mut expected: Vec<u32> = defined.flat_map(|symbol| hashes(&bytes, &symbol)).collect();
        expected.sort_unstable();
        expected.dedup();
        if elf.interpreter.is_none() {
            assert_eq!(exports, expected, "{name}");
            libraries += usize::from(!expected.is_empty());
        } else {
            // The hash table of a program has some of its imports too.
            let missed = expected.iter().filter(|hash| exports.binary_search(hash).is_err()).count();
            assert_eq!(missed, 0, "{name}");
            programs += usize::from(!expected.is_empty());
        }
    }
    assert!(libraries >= 3 && programs >= 3, "{libraries} libraries and {programs} programs export anything");
}

/// By its name, and in a library with versions by both names.
fn hashes(bytes: &[u8], symbol: &object::Symbol<'_, '_>) -> Vec<u32> {
    let hash = export::hash(symbol.name_bytes().expect("a name"));
    let Ok(file) = ElfFile64::<object::Endianness>::parse(bytes) else { return vec![hash] };
    let (sections, endian) = (file.elf_section_table(), file.endian());
    let definitions = sections.gnu_verdef(endian, bytes).expect("a table of definitions");
    let versions = sections.versions(endian, bytes).expect("a table of versions");
    let Some(versions) = versions.filter(|_| definitions.is_some()) else { return vec![hash] };
    let index = versions.version_index(endian, symbol.index());
    let version = versions.version(index).expect("a version");
    let name =
        version.filter(|_| index.index() > 1).map(object::read::elf::Version::name).unwrap_or_default();
    let in_version = export::in_version(hash, name);
    if index.is_hidden() && index.index() > 2 { vec![in_version] } else { vec![hash, in_version] }
}

#[test]
fn tables_that_claim_too_much_end() {
    let wanted = [Wanted("lost", GLOBAL, 1, true)];
    let whole = program(GLIBC, "libc.so.6", &wanted, false);
    // DT_RELASZ, DT_PLTRELSZ, DT_HASH as DT_GNU_HASH, and a string table that is endless.
    for (tag, other, value) in
        [(8, 8, u64::MAX), (2, 2, u64::MAX), (4, 0x6fff_fef5, 0x1000), (10, 10, u64::MAX)]
    {
        let mut broken = whole.clone();
        let entry = |tag: u64| tag.to_le_bytes();
        let place = broken.windows(8).rposition(|bytes| bytes == entry(tag)).expect("the entry");
        broken[place..place + 8].copy_from_slice(&entry(other));
        broken[place + 8..place + 16].copy_from_slice(&entry(value));
        let report = report(&broken);
        assert!(!image(&report, "debian-trixie-slim").outcome.is_empty(), "{tag}");
    }
}
