//! What a jar says of itself, out of entries as they lie in the file: each a local header (APPNOTE.TXT 6.3.10, 4.3.7)
//! and some of its data behind it.

use analyzer::jar::{self, Jar};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

const HEADER: usize = 30;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// `classes` has the heads of classes one behind the other, `lengths` how long each is.
pub(crate) fn read(manifest: &[u8], classes: &[u8], lengths: &[u32]) -> Jar {
    let mut rest = classes;
    let mut newest = None;
    for length in lengths {
        let Some((head, next)) = rest.split_at_checked(*length as usize) else { break };
        rest = next;
        newest = newest.max(unpacked(head, jar::CLASS_HEAD).and_then(|head| jar::class_version(&head)));
    }
    Jar::of(&unpacked(manifest, jar::MANIFEST_LIMIT).unwrap_or_default(), newest)
}

/// The beginning of an entry's data, as much of it as is there.
fn unpacked(entry: &[u8], most: usize) -> Option<Vec<u8>> {
    let number = |at: usize| Some(u16::from_le_bytes(entry.get(at..at + 2)?.try_into().ok()?));
    let (name, extra) = (usize::from(number(26)?), usize::from(number(28)?));
    let packed = entry.get(HEADER + name + extra..)?;
    match number(8)? {
        STORED => {
            let size = u32::from_le_bytes(entry.get(18..22)?.try_into().ok()?) as usize;
            Some(packed.get(..most.min(size)).unwrap_or(packed).to_vec())
        }
        DEFLATED => {
            let mut bytes = vec![0; most];
            let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
            let (_, _, count) = decompress(&mut DecompressorOxide::new(), packed, &mut bytes, 0, flags);
            bytes.truncate(count);
            Some(bytes)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(method: u16, name: &str, size: usize, data: &[u8]) -> Vec<u8> {
        let mut entry = vec![0; HEADER];
        entry[8..10].copy_from_slice(&method.to_le_bytes());
        entry[18..22].copy_from_slice(&(size as u32).to_le_bytes());
        entry[26..28].copy_from_slice(&(name.len() as u16).to_le_bytes());
        entry.extend_from_slice(name.as_bytes());
        entry.extend_from_slice(data);
        entry
    }

    const JAVA_21: [u8; 8] = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65];

    #[test]
    fn the_newest_class_and_the_manifest_are_read_packed_or_not() {
        let text = b"Manifest-Version: 1.0\r\nMain-Class: a.B\r\nBuild-Jdk-Spec: 21\r\n";
        let packed = miniz_oxide::deflate::compress_to_vec(text, 6);
        let class = [&JAVA_21[..], &[7; 400]].concat();
        let heads = [
            entry(DEFLATED, "a/B.class", 0, &miniz_oxide::deflate::compress_to_vec(&class, 6)),
            entry(STORED, "a/C.class", 8, &[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52]),
        ];
        let lengths = heads.each_ref().map(|head| head.len() as u32);
        let jar = read(&entry(DEFLATED, "META-INF/MANIFEST.MF", 0, &packed), &heads.concat(), &lengths);
        assert_eq!(jar.java(), Some(21));
        assert_eq!(jar.main_class.map(|class| class.shown()).as_deref(), Some("a.B"));
        assert_eq!(jar.made_with.map(|java| java.shown()).as_deref(), Some("21"));
    }

    #[test]
    fn what_is_cut_short_or_lies_is_left_out() {
        let head = entry(STORED, "a/B.class", 8, &JAVA_21);
        for length in 0..head.len() {
            assert_eq!(read(&head[..length], &head[..length], &[length as u32]).java(), None);
        }
        assert_eq!(read(&[], &head, &[u32::MAX]).java(), None);
        assert_eq!(read(&[], &entry(99, "a", 8, &JAVA_21), &[40]).java(), None);
    }
}
