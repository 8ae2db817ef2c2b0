//! Versions whose libraries keep what they once had, so that nobody has to look for the symbols behind them: those of
//! glibc and of the compilers' own libraries.

/// What the names begin with.
const FAMILIES: [&[u8]; 4] = [b"GLIBC_", b"GLIBCXX_", b"CXXABI_", b"GCC_"];

/// What stands before the last number of a name, and how far that number may have come some years from now.
const COUNTED: [(&[u8], u32); 9] = [
    (b"GLIBC_2.", 60),
    (b"GLIBC_2.1.", 4),
    (b"GLIBC_2.2.", 9),
    (b"GLIBC_2.3.", 5),
    (b"GLIBCXX_3.4.", 50),
    (b"CXXABI_1.3.", 30),
    (b"CXXABI_1.", 4),
    (b"GCC_3.", 5),
    (b"GCC_3.3.", 2),
];

/// Names that are not counted on.
const OTHERS: [&[u8]; 8] = [
    b"GLIBC_ABI_DT_RELR",
    b"GLIBC_PRIVATE",
    b"GLIBCXX_3.4",
    b"GCC_3.4.2",
    b"GCC_4.0.0",
    b"GCC_4.2.0",
    b"GCC_4.3.0",
    b"GCC_4.8.0",
];

pub(super) fn holds(name: &[u8]) -> bool {
    FAMILIES.iter().any(|family| name.starts_with(family))
}

/// The hashes of names that are probably theirs, for needs whose names are not at hand yet. Only what is read hangs on
/// them, never what is said.
pub(super) fn hashes() -> Vec<u32> {
    let mut hashes = Vec::new();
    for (before, most) in COUNTED {
        let before = elf_hash(0, before);
        for number in 0..=most {
            let (tens, ones) = (number.checked_div(10).unwrap_or(0), number.checked_rem(10).unwrap_or(0));
            let before = if tens > 0 { digit(before, tens) } else { before };
            hashes.push(digit(before, ones));
        }
    }
    for name in OTHERS {
        hashes.push(elf_hash(0, name));
    }
    hashes
}

fn digit(hash: u32, digit: u32) -> u32 {
    next(hash, digit.saturating_add(u32::from(b'0')))
}

/// gABI, "Hash Table".
fn elf_hash(hash: u32, name: &[u8]) -> u32 {
    name.iter().fold(hash, |hash, byte| next(hash, u32::from(*byte)))
}

fn next(hash: u32, byte: u32) -> u32 {
    let sum = (hash << 4).wrapping_add(byte);
    let high = sum & 0xf000_0000;
    (sum ^ (high >> 24)) & !high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_their_hashes() {
        // As GNU ld writes them into `.gnu.version_r`.
        assert_eq!(elf_hash(0, b"GLIBC_2.2.5"), 0x0969_1a75);
        assert_eq!(elf_hash(0, b"GLIBC_2.34"), 0x0696_91b4);
        let hashes = hashes();
        let may_hold = |name: &str| hashes.contains(&elf_hash(0, name.as_bytes()));
        for name in
            ["GLIBC_2.2.5", "GLIBC_2.34", "GLIBC_2.4", "GLIBCXX_3.4.30", "CXXABI_1.3", "GCC_3.0", "GCC_3.3.1"]
        {
            assert!(holds(name.as_bytes()) && may_hold(name), "{name}");
        }
        for name in ["OPENSSL_3.0.0", "LIBGMP_1", "zlib_1.2"] {
            assert!(!holds(name.as_bytes()) && !may_hold(name), "{name}");
        }
    }
}
