//! Debian's order of version numbers (deb-version(7)).

use std::cmp::Ordering;

/// Compares two package versions, epoch first, then upstream version, then Debian revision.
pub fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (parts(left), parts(right));
    left.0.cmp(&right.0).then_with(|| part(left.1, right.1)).then_with(|| part(left.2, right.2))
}

fn parts(version: &str) -> (u64, &str, &str) {
    let (epoch, rest) = version.split_once(':').unwrap_or(("0", version));
    let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, "0"));
    (epoch.parse().unwrap_or(0), upstream, revision)
}

/// Alternates between a stretch without digits, in Debian's letter order, and a number.
fn part(mut left: &str, mut right: &str) -> Ordering {
    while !left.is_empty() || !right.is_empty() {
        let (letters_left, rest_left) = split(left, |c| !c.is_ascii_digit());
        let (letters_right, rest_right) = split(right, |c| !c.is_ascii_digit());
        let (digits_left, next_left) = split(rest_left, |c| c.is_ascii_digit());
        let (digits_right, next_right) = split(rest_right, |c| c.is_ascii_digit());
        let order =
            letters(letters_left, letters_right).then_with(|| number(digits_left).cmp(&number(digits_right)));
        if order.is_ne() {
            return order;
        }
        (left, right) = (next_left, next_right);
    }
    Ordering::Equal
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

fn letters(left: &str, right: &str) -> Ordering {
    // A tilde sorts before the end of the text, letters before everything else.
    let weight = |byte: Option<u8>| match byte {
        Some(b'~') => -1,
        None => 0,
        Some(byte) if byte.is_ascii_alphabetic() => i32::from(byte),
        Some(byte) => i32::from(byte) + 256,
    };
    (0..left.len().max(right.len()))
        .map(|i| weight(left.as_bytes().get(i).copied()).cmp(&weight(right.as_bytes().get(i).copied())))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn number(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_sort_as_dpkg_sorts_them() {
        let ascending = [
            "1.0~rc1-1",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1+deb12u1",
            "1.0-2",
            "1.0a-1",
            "1.9-1",
            "1.10-1",
            "1:0.1-1",
        ];
        for pair in ascending.windows(2) {
            assert_eq!(compare(pair[0], pair[1]), Ordering::Less, "{} < {}", pair[0], pair[1]);
            assert_eq!(compare(pair[1], pair[0]), Ordering::Greater);
        }
        assert_eq!(compare("1.02-1", "1.2-1"), Ordering::Equal);
        assert_eq!(compare("2.41-12+deb13u3", "2.41-12+deb13u12"), Ordering::Less);
    }
}
