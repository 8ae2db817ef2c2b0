//! Bytes that came out of a dropped file. They stay bytes until the edge, in a type that has no
//! `Display`, so none can slip into a page or a Dockerfile by accident. It serialises as bytes and never
//! as text: in a JSON it would stand as a list of numbers.

use std::fmt::{self, Write};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest name a Linux file system holds (`NAME_MAX`); nothing longer is worth showing whole.
const SHOWN: usize = 255;

/// A string of the file, as it stands there.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Untrusted(Vec<u8>);

impl Untrusted {
    pub fn new(bytes: &[u8]) -> Self {
        Untrusted(bytes.to_vec())
    }

    /// For comparing with names of our own; not for showing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The name, when it is plain enough to be one of ours: letters, digits, and `._+-/`.
    pub fn plain(&self) -> Option<&str> {
        let name = std::str::from_utf8(&self.0).ok()?;
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._+-/".contains(c);
        (!name.is_empty() && name.len() <= SHOWN && name.chars().all(allowed)).then_some(name)
    }

    /// The text as people may see it: bytes that are no UTF-8, control characters, and characters that
    /// reorder or hide text are written as escapes; long text is cut and ends in `…`.
    pub fn shown(&self) -> String {
        // Without an early end, which lets the compiler take many bytes at once.
        let is_printable = |all: bool, byte: &u8| all & (b' '..=b'~').contains(byte);
        let is_plain = self.0.len() <= SHOWN && self.0.iter().fold(true, is_printable);
        match std::str::from_utf8(&self.0) {
            Ok(text) if is_plain => text.to_owned(),
            _ => self.escaped(),
        }
    }

    fn escaped(&self) -> String {
        let mut text = String::new();
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                if is_deceptive(c) {
                    text.extend(c.escape_unicode());
                } else {
                    text.push(c);
                }
            }
            for byte in chunk.invalid() {
                let _ = write!(text, "\\x{byte:02x}");
            }
            if text.len() > SHOWN.saturating_mul(4) {
                break;
            }
        }
        match text.char_indices().nth(SHOWN) {
            Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
            None => text,
        }
    }
}

impl Serialize for Untrusted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Untrusted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer).map(Untrusted::new)
    }
}

impl fmt::Debug for Untrusted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Untrusted({:?})", self.shown())
    }
}

/// Control characters, line ends of every kind, and the characters of "Trojan Source": bidirectional
/// controls, zero-width characters and the byte order mark.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{061c}' | '\u{00ad}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_deceive_is_shown_as_an_escape() {
        assert_eq!(Untrusted::new(b"lib\xff\nx").shown(), "lib\\xff\\u{a}x");
        assert_eq!(Untrusted::new("a\u{202e}b".as_bytes()).shown(), "a\\u{202e}b");
        assert_eq!(Untrusted::new("libé.so".as_bytes()).shown(), "libé.so");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(Untrusted::new(&[b'a'; 4096]).shown().chars().count(), SHOWN + 1);
    }

    #[test]
    fn only_plain_names_are_plain() {
        assert_eq!(Untrusted::new(b"libssl.so.3").plain(), Some("libssl.so.3"));
        assert_eq!(Untrusted::new(b"libstdc++.so.6").plain(), Some("libstdc++.so.6"));
        for name in [&b"a b"[..], b"a\"b", b"a$b", b"", b"a\nRUN x"] {
            assert_eq!(Untrusted::new(name).plain(), None);
        }
    }
}
