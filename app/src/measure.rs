//! Numbers as people read them: sizes, and how long a bar is beside the others.

/// `20731904` as `20.7 MB`. Decimal units, as `docker images` counts them.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    // Tenths of the unit, rounded; a value that rounds up to 1000 moves on to the next unit.
    let mut tenths = (bytes + 50) / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let name = UNITS[unit];
    if tenths >= 1000 {
        format!("{} {name}", (tenths + 5) / 10)
    } else {
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }
}

/// The noun for a number of slices.
pub fn slices(number: u64) -> &'static str {
    if number == 1 { "slice" } else { "slices" }
}

/// `1234567` as `1 234 567`, with thin spaces that do not break.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// `part` of `whole` in percent, cut and not rounded: only everything is 100 %.
pub fn hundredths(part: usize, whole: usize) -> String {
    match (part * 10_000).checked_div(whole) {
        None | Some(10_000) => "100 %".to_owned(),
        Some(share) => format!("{}.{:02} %", share / 100, share % 100),
    }
}

/// The length of a bar for `part` on a scale that ends at `whole`, as an SVG length. True to scale,
/// but for a hairline that shows something which is small yet not nothing.
pub fn bar(part: u64, whole: u64) -> String {
    const HAIRLINE: u64 = 4;
    let permille = permille(part, whole);
    percent(if part > 0 { permille.max(HAIRLINE) } else { permille })
}

/// `part` of `whole` as an SVG length, true to scale.
pub fn share(part: u64, whole: u64) -> String {
    percent(permille(part, whole))
}

fn permille(part: u64, whole: u64) -> u64 {
    // Sizes past 16 PB lose their last digits, which no bar shows.
    let (part, whole) = if whole > u64::MAX / 1000 { (part / 1000, whole / 1000) } else { (part, whole) };
    (part.min(whole) * 1000).checked_div(whole).unwrap_or_default()
}

fn percent(permille: u64) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_everything_is_a_hundred_percent() {
        assert_eq!(hundredths(4624, 4624), "100 %");
        assert_eq!(hundredths(99_999, 100_000), "99.99 %");
        assert_eq!(hundredths(1, 2000), "0.05 %");
    }

    #[test]
    fn sizes_have_at_most_three_digits_that_matter() {
        for (bytes, text) in [
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (15_949, "15.9 kB"),
            (99_950, "100 kB"),
            (999_999, "1.0 MB"),
            (20_731_904, "20.7 MB"),
            (114_000_000, "114 MB"),
            (2_200_000_000, "2.2 GB"),
        ] {
            assert_eq!(size(bytes), text, "{bytes}");
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn bars_are_true_to_scale_and_never_vanish() {
        assert_eq!(bar(0, 100), "0.0%");
        assert_eq!(bar(50, 100), "50.0%");
        assert_eq!(bar(1, 1_000_000), "0.4%");
        assert_eq!(bar(u64::MAX, u64::MAX), "100.0%");
        assert_eq!(share(1, 1_000_000), "0.0%");
        assert_eq!(share(5, 0), "0.0%");
    }
}
