use search::Kernel;

use super::super::Mark;
use super::*;

const SMALL: &[Pattern] = &[
    Pattern { mark: Mark::ShellPath, bytes: b"/bin/sh" },
    Pattern { mark: Mark::GoHome, bytes: b"a home of its own" },
    Pattern { mark: Mark::Iconv, bytes: b"aaaa" },
    Pattern { mark: Mark::Sqlite, bytes: b"\0mark\0" },
    Pattern { mark: Mark::LibraryName, bytes: b".so." },
    Pattern { mark: Mark::LibraryName, bytes: b".so\0" },
];

fn scanner(kernel: Kernel) -> Scanner {
    let strings: Vec<&'static [u8]> = SMALL.iter().map(|pattern| pattern.bytes).collect();
    Scanner::with(Search::with(kernel, &strings), SMALL)
}

fn scan<'c>(kernel: Kernel, chunks: impl Iterator<Item = &'c [u8]>) -> Hits {
    let mut scanner = scanner(kernel);
    chunks.for_each(|chunk| scanner.feed(chunk));
    scanner.finish()
}

fn text() -> Vec<u8> {
    let mut text = b"\x01run /bin/sh -c 'exec it'\0\0mark\0tail".to_vec();
    text.extend([b'x'; 300]);
    text.extend_from_slice(b"/bin/sh a home of its own");
    text.extend([b'y'; 300]);
    text.extend_from_slice(b"aaaaaaa\0mark\0/bin/s/bin/sh");
    text.extend_from_slice(b"\0libone.so.1\0libtwo.so.2.3\0libthree.so\0/lib/libfour.so.4\0libfive.so\0");
    text
}

#[test]
fn a_hit_has_its_first_place_its_count_and_the_text_around_it() {
    let text = text();
    let hits = scan(Kernel::of_platform(), std::iter::once(&text[..]));
    let told: Vec<_> = hits.hits.iter().map(|hit| (hit.mark, hit.place, hit.count)).collect();
    assert_eq!(
        told,
        [
            (Mark::ShellPath, 5, 3),
            (Mark::GoHome, 344, 1),
            (Mark::Iconv, 661, 4),
            (Mark::Sqlite, 26, 2),
            (Mark::LibraryName, 694, 3),
            (Mark::LibraryName, 706, 1),
            (Mark::LibraryName, 738, 1),
            (Mark::LibraryName, 722, 2),
            (Mark::LibraryName, 751, 1),
        ]
    );
    let names: Vec<_> = hits.of(Mark::LibraryName).map(|hit| hit.text.shown()).collect();
    assert_eq!(names[0], "libone.so.1");
    assert_eq!(names[2], "/lib/libfour.so.4");
    let around: Vec<_> = hits.hits.iter().map(|hit| hit.text.as_bytes()).collect();
    assert_eq!(around[0], b"run /bin/sh -c 'exec it'");
    let [x, y] = [b'x', b'y'].map(|byte| [byte; 300]);
    assert_eq!(around[1], [&x[..BEFORE - 8], b"/bin/sh a home of its own", &y[..AFTER]].concat());
    assert_eq!(around[2], [&y[..BEFORE], b"aaaaaaa"].concat());
    assert_eq!(around[3], b"\0mark\0");
    assert_eq!(hits.bytes, text.len() as u64);
}

#[test]
fn hits_do_not_depend_on_where_chunks_end() {
    let text = text();
    let whole = scan(Kernel::of_platform(), std::iter::once(&text[..]));
    for kernel in [Kernel::Packed, Kernel::Teddy] {
        for size in 1..=text.len() {
            assert_eq!(scan(kernel, text.chunks(size)), whole, "{kernel:?}, chunks of {size}");
        }
    }
}

#[test]
fn both_kernels_say_the_same_about_a_real_program() {
    let program = include_bytes!("../../../../content/samples/rust-gnu");
    let strings: Vec<&'static [u8]> = PATTERNS.iter().map(|pattern| pattern.bytes).collect();
    let [packed, teddy] = [Kernel::Packed, Kernel::Teddy].map(|kernel| {
        let mut scanner = Scanner::with(Search::with(kernel, &strings), PATTERNS);
        program.chunks(65_521).for_each(|chunk| scanner.feed(chunk));
        scanner.finish()
    });
    assert!(packed.hits.len() > 4, "{packed:?}");
    assert_eq!(packed, teddy);
}

#[test]
fn hits_survive_the_wire() {
    let hits = scan(Kernel::of_platform(), std::iter::once(&text()[..]));
    assert_eq!(Hits::unpack(&hits.pack()), Some(hits));
    assert_eq!(Hits::unpack(b"\xff"), None);
}

#[test]
fn an_empty_file_has_no_hits() {
    assert_eq!(Scanner::new().finish(), Hits::default());
}

#[test]
fn parts_that_are_searched_apart_and_joined_are_the_whole() {
    let text = text();
    let whole = scan(Kernel::of_platform(), std::iter::once(&text[..]));
    for border in 1..text.len() {
        let (one, other) = text.split_at(border);
        let mut first = scanner(Kernel::of_platform());
        first.feed(one);
        first.end(&other[..other.len().min(Scanner::AHEAD)]);
        let behind = &one[one.len().saturating_sub(first.reach())..];
        let place = u64::try_from(border).unwrap();
        let mut second = Scanner { bytes: place, behind: behind.to_vec(), ..scanner(Kernel::of_platform()) };
        second.feed(other);
        assert_eq!(first.join(second).finish(), whole, "parts meet at {border}");
    }
}
