//! How long an image is still repaired, in words. Dates are `YYYY-MM-DD` and compare as text.

/// Within this many months the end of support is worth a word.
const NEAR: i32 = 6;

/// What to say about an image whose support ends on `until`, read on `today`: nothing while the end is far.
pub fn words(until: &str, today: &str) -> Option<String> {
    let (year, month) = year_and_month(until)?;
    let (this_year, this_month) = year_and_month(today)?;
    let name = MONTHS.get(usize::try_from(month - 1).ok()?)?;
    if until < today {
        Some(format!("support ended in {name} {year}"))
    } else if (year - this_year) * 12 + month - this_month <= NEAR {
        Some(format!("support ends in {name} {year}"))
    } else {
        None
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn year_and_month(date: &str) -> Option<(i32, i32)> {
    let number = |digits: &str| {
        digits.bytes().try_fold(0, |n, digit| Some(n * 10 + char::from(digit).to_digit(10)? as i32))
    };
    Some((number(date.get(..4)?)?, number(date.get(5..7)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_is_past_or_near_is_said() {
        let today = "2026-11-21";
        assert_eq!(words("2026-09-30", today).as_deref(), Some("support ended in September 2026"));
        assert_eq!(words("2027-03-01", today).as_deref(), Some("support ends in March 2027"));
        assert_eq!(words("2028-06-30", today), None);
        assert_eq!(words("someday", today), None);
    }
}
