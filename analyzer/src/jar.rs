//! What a jar says about the Java it wants: its manifest (JAR File Specification, "JAR Manifest") and the version of
//! its class files (Java Virtual Machine Specification, 4.1). Whoever unpacks the archive hands both over.

use serde::{Deserialize, Serialize};

use crate::untrusted::Untrusted;

/// A manifest is read this far.
pub const MANIFEST_LIMIT: usize = 64 * 1024;

/// How much of a class file tells its version.
pub const CLASS_HEAD: usize = 8;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Jar {
    /// `Main-Class`: it can be started with `java -jar`.
    pub main_class: Option<Untrusted>,
    /// The Java that made it: `Build-Jdk-Spec`, `Build-Jdk`, or what `Created-By` begins with.
    pub made_with: Option<Untrusted>,
    /// The highest version of its class files.
    pub class_version: Option<u16>,
}

impl Jar {
    pub fn of(manifest: &[u8], class_version: Option<u16>) -> Self {
        let manifest = manifest.get(..MANIFEST_LIMIT).unwrap_or(manifest);
        let made_with = ["Build-Jdk-Spec", "Build-Jdk", "Created-By"].iter().find_map(|name| {
            let value = attribute(manifest, name.as_bytes())?;
            let word = value.split(|byte| *byte == b' ').next().unwrap_or_default();
            // Maven and Gradle write their own names behind Created-By.
            word.first().is_some_and(u8::is_ascii_digit).then(|| Untrusted::new(word))
        });
        Jar {
            main_class: attribute(manifest, b"Main-Class").map(|value| Untrusted::new(&value)),
            made_with,
            class_version,
        }
    }

    /// The oldest Java that runs its classes: 44 and the release since Java 1.1.
    pub fn java(&self) -> Option<u16> {
        self.class_version?.checked_sub(44).filter(|java| *java > 0)
    }
}

/// The version of a class file from its first bytes.
pub fn class_version(head: &[u8]) -> Option<u16> {
    let rest = head.strip_prefix(b"\xca\xfe\xba\xbe")?;
    rest.get(2..4)?.try_into().ok().map(u16::from_be_bytes)
}

/// Whether an entry is a class that every Java loads: not of a later release only, and no module's description, which
/// older ones leave alone (JAR File Specification, "Multi-release JAR files").
pub fn is_class(path: &[u8]) -> bool {
    path.ends_with(b".class") && !path.starts_with(b"META-INF/") && !path.ends_with(b"module-info.class")
}

/// A value of the main section; a line that begins with a blank continues the one before.
fn attribute(manifest: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut value: Option<Vec<u8>> = None;
    for line in manifest.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        match (&mut value, line.strip_prefix(b" ")) {
            (Some(value), Some(more)) => value.extend_from_slice(more),
            (Some(_), None) => break,
            (None, _) => {
                let is_named = line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
                let rest = line.get(name.len()..).and_then(|rest| rest.strip_prefix(b": "));
                value = rest.filter(|_| is_named).map(<[u8]>::to_vec);
            }
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_tells_the_main_class_and_the_java_that_made_it() {
        let manifest = b"Manifest-Version: 1.0\r\nCreated-By: Maven JAR Plugin 3.4.1\r\nBuild-Jdk-Spec: 21\r\n\
            Main-Class: com.example.a.rather.long.name.that.goes.on.in.the.next.l\r\n ine.App\r\n\r\nName: x\r\nMain-Class: y\r\n";
        let jar = Jar::of(manifest, Some(65));
        let main = jar.main_class.as_ref().map(Untrusted::shown);
        assert_eq!(main.as_deref(), Some("com.example.a.rather.long.name.that.goes.on.in.the.next.line.App"));
        assert_eq!(jar.made_with.as_ref().map(Untrusted::shown).as_deref(), Some("21"));
        assert_eq!(jar.java(), Some(21));
        let other = Jar::of(b"Manifest-Version: 1.0\nCreated-By: 17.0.15 (Debian)\n", None);
        assert_eq!(other.made_with.as_ref().map(Untrusted::shown).as_deref(), Some("17.0.15"));
        assert!(other.main_class.is_none() && other.java().is_none());
    }

    #[test]
    fn a_class_file_tells_its_version_and_only_ordinary_classes_count() {
        assert_eq!(class_version(b"\xca\xfe\xba\xbe\0\0\0\x41"), Some(65));
        assert_eq!(class_version(b"\xca\xfe\xba\xbe\0"), None);
        assert_eq!(class_version(b"PK"), None);
        assert!(is_class(b"com/example/App.class"));
        assert!(!is_class(b"META-INF/versions/21/com/example/App.class"));
        assert!(!is_class(b"module-info.class") && !is_class(b"a.txt"));
    }
}
