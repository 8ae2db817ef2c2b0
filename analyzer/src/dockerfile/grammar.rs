//! What a visitor may type, and a link may carry, so that it can stand in an instruction. Whatever does
//! not fit is refused, never escaped: a newline, a quote or a `$` has no business in a Dockerfile that
//! somebody else will run (R2, R3 and R9 of the project's reliability research).

/// Longer names and paths than these are nobody's.
const LONGEST_NAME: usize = 64;
const LONGEST_PATH: usize = 128;

/// Directories that belong to the system. A volume over one hides what the image starts with.
const SYSTEM: [&str; 12] =
    ["bin", "boot", "dev", "etc", "lib", "lib64", "proc", "root", "run", "sbin", "sys", "usr"];

/// Letters, digits and `._+-`, beginning with a letter, a digit or `_`.
pub(super) fn name(text: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (starts && text.len() <= LONGEST_NAME && text.chars().all(fits)).then_some(text)
}

/// An absolute path in the image that a volume or a directory may have: plain names, and none of the
/// system's own.
pub(super) fn path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let is_plain = |part: &str| name(part).is_some() && part != "." && part != "..";
    let first = rest.split('/').next().unwrap_or_default();
    let fits = text.len() <= LONGEST_PATH && rest.split('/').all(is_plain) && !SYSTEM.contains(&first);
    fits.then_some(text)
}

/// The path of an HTTP request.
pub(super) fn request_path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let fits = rest.is_empty() || rest.split('/').all(|part| name(part).is_some());
    (fits && text.len() <= LONGEST_PATH).then_some(text)
}

/// A Go package of this module: `.` or `./cmd/server`.
pub(super) fn package(text: &str) -> Option<&str> {
    let rest = match text.strip_prefix('.')? {
        "" => return Some(text),
        rest => rest.strip_prefix('/')?,
    };
    let fits = rest.split('/').all(|part| name(part).is_some() && part != "..");
    (fits && text.len() <= LONGEST_PATH).then_some(text)
}

/// A file beside the Dockerfile: `server.js`, `src/index.js`.
pub(super) fn file(text: &str) -> Option<&str> {
    let fits = text.split('/').all(|part| name(part).is_some() && part != "..");
    (fits && text.len() <= LONGEST_PATH).then_some(text)
}

/// A Python module: `app`, `app.main`.
pub(super) fn module(text: &str) -> Option<&str> {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    (text.len() <= LONGEST_NAME && text.split('.').all(is_word)).then_some(text)
}

/// Names with commas between them.
pub(super) fn list(text: &str) -> Option<&str> {
    let fits = text.split(',').all(|part| name(part).is_some());
    (fits && text.len() <= LONGEST_PATH.saturating_mul(4)).then_some(text)
}

/// `sha256:` and 64 hexadecimal digits, as registries write them.
pub(super) fn digest(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("sha256:")?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (digits.len() == 64 && digits.bytes().all(is_hex)).then_some(text)
}

/// A port that a user who is not root may listen on anywhere: above 1023 (`ip_unprivileged_port_start`).
pub(super) fn port(text: &str) -> Option<u16> {
    number(text).and_then(|port| u16::try_from(port).ok()).filter(|port| *port > 0)
}

/// A user's number; 0 is root.
pub(super) fn user(text: &str) -> Option<u32> {
    // Kernels reserve the last one for "no user" (credentials(7)).
    number(text).filter(|uid| *uid < u32::MAX)
}

/// Digits alone: `parse` would take a sign too.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_end_a_line_or_start_another_word_is_refused() {
        for bad in ["", "a b", "a\nb", "a\r", "$A", "a\"", "-a", "a\u{202e}", "a\u{85}", "`a`", "a;b", "é"] {
            assert_eq!(name(bad), None, "{bad:?}");
            assert_eq!(path(&format!("/data/{bad}")), None, "{bad:?}");
            assert_eq!(package(&format!("./{bad}")), None, "{bad:?}");
            assert_eq!(request_path(&format!("/a/{bad}")), None, "{bad:?}");
        }
    }

    #[test]
    fn paths_are_absolute_and_no_part_of_the_system() {
        assert_eq!(path("/data"), Some("/data"));
        assert_eq!(path("/var/lib/app"), Some("/var/lib/app"));
        for bad in ["data", "/", "/etc", "/etc/app", "/usr/lib", "/a//b", "/a/../b", "/a/", "/proc"] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }

    #[test]
    fn packages_and_modules_stay_below() {
        assert_eq!(package("."), Some("."));
        assert_eq!(package("./cmd/server"), Some("./cmd/server"));
        assert_eq!((package("./../x"), package("/x"), package("cmd")), (None, None, None));
        assert_eq!((module("app.main"), module("1app"), module("app-x")), (Some("app.main"), None, None));
        assert_eq!((file("src/index.js"), file("../x"), file("/x")), (Some("src/index.js"), None, None));
    }

    #[test]
    fn numbers_are_digits_and_in_range() {
        assert_eq!(
            (port("8080"), port("0"), port("65536"), port("+1"), port("")),
            (Some(8080), None, None, None, None)
        );
        assert_eq!((user("65532"), user("4294967295"), user("-1")), (Some(65_532), None, None));
    }

    #[test]
    fn a_digest_is_lower_case_and_whole() {
        let whole = format!("sha256:{}", "0a".repeat(32));
        assert_eq!(digest(&whole), Some(whole.as_str()));
        assert_eq!((digest("sha256:0a"), digest(&whole.to_uppercase())), (None, None));
    }
}
