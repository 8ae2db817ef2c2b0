use super::*;

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

const STRINGS: [&[u8]; 9] = [
    b"/etc/passwd",
    b"/etc/group",
    b"/etc",
    b"aaaa",
    b"aaaaaaab",
    b"abab",
    b"babab",
    b"\0\xff\0\xff",
    b"abc",
];

/// What the definition says: every string at every place.
fn by_hand(strings: &[&[u8]], text: &[u8]) -> Vec<(usize, usize)> {
    let starts = |string: &[u8], place: usize| string.len() >= SHORTEST && text[place..].starts_with(string);
    let places = (0..text.len()).flat_map(|place| (0..strings.len()).map(move |string| (string, place)));
    let mut all: Vec<(usize, usize)> =
        places.filter(|(string, place)| starts(strings[*string], *place)).collect();
    all.sort_unstable();
    all
}

fn found(search: &Search, text: &[u8]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    search.find(text, &mut |string, place| all.push((string, place)));
    all.sort_by_key(|(string, _)| *string);
    all
}

#[test]
fn both_kernels_find_what_stands_there_in_random_texts() {
    let searches = [Kernel::Packed, Kernel::Teddy].map(|kernel| Search::with(kernel, &STRINGS));
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut occurrences = 0;
    for _ in 0..4000 {
        let mut text = Vec::new();
        while text.len() < 150 {
            match numbers.below(4) {
                0 => text.extend_from_slice(STRINGS[numbers.below(STRINGS.len())]),
                1 => text.extend_from_slice(&b"ab/etc\0\xff"[numbers.below(8)..]),
                _ => text.push(b"ab/\0"[numbers.below(4)]),
            }
        }
        text.truncate(numbers.below(text.len()));
        let expected = by_hand(&STRINGS, &text);
        occurrences += expected.len();
        for search in &searches {
            assert_eq!(found(search, &text), expected, "{text:?}");
        }
    }
    assert!(occurrences > 10_000, "{occurrences}");
}

#[test]
fn each_string_is_found_at_every_place_of_a_text() {
    for kernel in [Kernel::Packed, Kernel::Teddy] {
        let search = Search::with(kernel, &STRINGS[..2]);
        for start in 0..200 {
            let mut text = vec![b'x'; 200 + STRINGS[0].len()];
            text[start..start + STRINGS[0].len()].copy_from_slice(STRINGS[0]);
            assert_eq!(found(&search, &text), [(0, start)], "{kernel:?}");
            text.truncate(start + STRINGS[0].len() - 1);
            assert_eq!(found(&search, &text), [], "{kernel:?}");
        }
    }
}

#[test]
fn more_strings_than_one_searcher_takes_are_all_found() {
    // Four-byte strings: each is its own window, so none can be shared.
    let all: &'static [[u8; 4]] =
        Vec::leak((0..300u16).map(|n| [b'a' + (n % 26) as u8, b'0', (n >> 8) as u8, n as u8]).collect());
    let strings: Vec<&'static [u8]> = all.iter().map(|string| &string[..]).collect();
    let text = strings.concat();
    for kernel in [Kernel::Packed, Kernel::Teddy] {
        assert_eq!(found(&Search::with(kernel, &strings), &text), by_hand(&strings, &text), "{kernel:?}");
    }
}

#[test]
fn nothing_to_look_for_finds_nothing() {
    for kernel in [Kernel::Packed, Kernel::Teddy] {
        assert_eq!(found(&Search::with(kernel, &[]), b"text"), []);
        assert_eq!(found(&Search::with(kernel, &STRINGS), b""), []);
    }
}
