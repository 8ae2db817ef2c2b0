//! What kind of file it is, told by its first bytes and never by its name.

use serde::{Deserialize, Serialize};

use crate::ReadError;
use crate::reader::Reader;
use crate::untrusted::Untrusted;

/// Formats the analyzer knows by name. Only [`Format::Elf`] is read further.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    Elf,
    Script { interpreter: Untrusted, argument: Option<Untrusted> },
    Pe { machine: u16 },
    MachO { cpu: u32 },
    MachOFat,
    Wasm,
    Zip,
    Jar,
    Wheel,
    Gzip,
    Xz,
    Zstd,
    Tar,
    Ar,
    Deb,
    Text,
    Empty,
    Unknown { first: Vec<u8> },
}

/// How far a `#!` line is read: Linux looks at `BINPRM_BUF_SIZE` bytes.
const SHEBANG: usize = 256;

impl Format {
    pub fn sniff(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        let head = reader.available(0, 4096);
        if head.is_empty() && reader.length() == 0 {
            return Ok(Format::Empty);
        }
        for (magic, format) in MAGICS {
            if head.starts_with(magic) {
                return Ok(format.clone());
            }
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return sniff_zip(reader);
        }
        Ok(sniff_rest(head))
    }

    /// The word in the JSON's `format` field.
    pub fn name(&self) -> &'static str {
        match self {
            Format::Elf => "elf",
            Format::Script { .. } => "script",
            Format::Pe { .. } => "pe",
            Format::MachO { .. } => "mach-o",
            Format::MachOFat => "mach-o-fat",
            Format::Wasm => "wasm",
            Format::Zip => "zip",
            Format::Jar => "jar",
            Format::Wheel => "wheel",
            Format::Gzip => "gzip",
            Format::Xz => "xz",
            Format::Zstd => "zstd",
            Format::Tar => "tar",
            Format::Ar => "ar",
            Format::Deb => "deb",
            Format::Text => "text",
            Format::Empty => "empty",
            Format::Unknown { .. } => "unknown",
        }
    }
}

/// Formats told by their first bytes alone.
const MAGICS: &[(&[u8], Format)] = &[
    (b"\x7fELF", Format::Elf),
    (b"\0asm", Format::Wasm),
    (b"\x1f\x8b", Format::Gzip),
    (b"\xfd7zXZ\0", Format::Xz),
    (b"\x28\xb5\x2f\xfd", Format::Zstd),
    (b"!<arch>\ndebian-binary", Format::Deb),
    (b"!<arch>\n", Format::Ar),
    (b"!<thin>\n", Format::Ar),
];

fn sniff_rest(head: &[u8]) -> Format {
    if let Some(line) = head.strip_prefix(b"#!") {
        return script(line);
    }
    if head.starts_with(b"MZ") {
        return Format::Pe { machine: pe_machine(head).unwrap_or(0) };
    }
    let word =
        |at: usize| head.get(at..at.saturating_add(4)).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    match word(0) {
        Some([0xce | 0xcf, 0xfa, 0xed, 0xfe]) => {
            return Format::MachO { cpu: word(4).map(u32::from_le_bytes).unwrap_or(0) };
        }
        // Java's class files begin alike; their second word is a version above 45, a fat file's a count.
        Some([0xca, 0xfe, 0xba, 0xbe]) if word(4).is_some_and(|word| u32::from_be_bytes(word) < 40) => {
            return Format::MachOFat;
        }
        _ => {}
    }
    if head.get(257..262) == Some(b"ustar") {
        return Format::Tar;
    }
    let printable = |c: char| !c.is_control() || c.is_ascii_whitespace();
    // What was read of a longer text may end within a character.
    let whole = match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => head.get(..error.valid_up_to()).unwrap_or(head),
        _ => head,
    };
    match std::str::from_utf8(whole) {
        Ok(text) if !text.is_empty() && text.chars().all(printable) => Format::Text,
        _ => Format::Unknown { first: head.get(..8).unwrap_or(head).to_vec() },
    }
}

/// As `fs/binfmt_script.c` cuts it: blanks around, the interpreter up to a blank, the rest one argument.
/// Only spaces and tabs are blank to the kernel: a carriage return is part of the name (Linux
/// `fs/binfmt_script.c`, load_script).
fn script(line: &[u8]) -> Format {
    let line = line.get(..SHEBANG).unwrap_or(line);
    let line = trim(line.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let end = line.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
    let (interpreter, rest) = line.split_at_checked(end).unwrap_or((line, &[]));
    let argument = trim(rest);
    Format::Script {
        interpreter: Untrusted::new(interpreter),
        argument: (!argument.is_empty()).then(|| Untrusted::new(argument)),
    }
}

fn trim(mut line: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = line {
        line = rest;
    }
    line
}

fn pe_machine(head: &[u8]) -> Option<u16> {
    let at = u32::from_le_bytes(head.get(0x3c..0x40)?.try_into().ok()?);
    let header = head.get(usize::try_from(at).ok()?..)?;
    let machine = header.strip_prefix(b"PE\0\0")?.get(..2)?;
    Some(u16::from_le_bytes(machine.try_into().ok()?))
}

/// Names in a zip stand in the directory at its end.
fn sniff_zip(reader: &mut Reader<'_>) -> Result<Format, ReadError> {
    const TAIL: u64 = 64 * 1024;
    let start = reader.length().saturating_sub(TAIL);
    reader.load_one(start..reader.length())?;
    let tail = reader.available(start, 128 * 1024);
    let holds = |name: &[u8]| tail.windows(name.len()).any(|window| window == name);
    Ok(if holds(b"META-INF/MANIFEST.MF") {
        Format::Jar
    } else if holds(b".dist-info/WHEEL") {
        Format::Wheel
    } else {
        Format::Zip
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SliceSource;

    fn sniff(bytes: &[u8]) -> Format {
        let mut source = SliceSource(bytes);
        Format::sniff(&mut Reader::open(&mut source).unwrap()).unwrap()
    }

    #[test]
    fn first_bytes_name_the_format() {
        assert_eq!(sniff(b""), Format::Empty);
        assert_eq!(sniff(b"hello\n"), Format::Text);
        assert_eq!(sniff(b"\xcf\xfa\xed\xfe\x0c\0\0\x01"), Format::MachO { cpu: 0x0100_000c });
        assert_eq!(sniff(b"\xca\xfe\xba\xbe\0\0\0\x02"), Format::MachOFat);
        assert_eq!(sniff(b"\xca\xfe\xba\xbe\0\0\0\x41").name(), "unknown");
        assert_eq!(sniff(b"!<arch>\ndebian-binary   "), Format::Deb);
        assert_eq!(sniff(b"\x01\x02\x03").name(), "unknown");
    }

    #[test]
    fn the_shebang_is_cut_as_the_kernel_cuts_it() {
        let expected = Format::Script {
            interpreter: Untrusted::new(b"/usr/bin/env"),
            argument: Some(Untrusted::new(b"-S python3 -u")),
        };
        assert_eq!(sniff(b"#! /usr/bin/env\t-S python3 -u \nprint()"), expected);
    }

    #[test]
    fn jars_and_wheels_are_told_by_their_directory() {
        assert_eq!(sniff(b"PK\x03\x04....META-INF/MANIFEST.MF"), Format::Jar);
        assert_eq!(sniff(b"PK\x03\x04....a-1.dist-info/WHEEL"), Format::Wheel);
        assert_eq!(sniff(b"PK\x03\x04...."), Format::Zip);
    }
}
