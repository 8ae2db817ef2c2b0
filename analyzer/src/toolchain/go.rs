//! Go's build information, read: `path`, `mod`, `dep`, `=>` and `build` lines, fields apart by tabs (Go's
//! `runtime/debug`, `ParseBuildInfo`).

use crate::elf::go::BuildInfo;
use crate::untrusted::Untrusted;

/// Dependencies that are listed; the rest is counted.
const LISTED: usize = 500;

#[derive(Clone, Debug, Default)]
pub struct GoBuild {
    /// The main package.
    pub path: Option<Untrusted>,
    /// The main module and its version.
    pub module: Option<(Untrusted, Untrusted)>,
    pub dependencies: Vec<(Untrusted, Untrusted)>,
    pub dependency_count: u32,
    /// `CGO_ENABLED`, `-tags`, `GOAMD64`, `vcs.revision`, …
    pub settings: Vec<(Untrusted, Untrusted)>,
}

impl GoBuild {
    pub(super) fn read(info: &BuildInfo) -> Self {
        let mut build = GoBuild::default();
        for line in info.modules.as_bytes().split(|byte| *byte == b'\n') {
            let mut fields = line.split(|byte| *byte == b'\t');
            let (kind, first) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            let second = Untrusted::new(fields.next().unwrap_or_default());
            match kind {
                b"path" => build.path = Some(Untrusted::new(first)),
                b"mod" => build.module = Some((Untrusted::new(first), second)),
                b"dep" => {
                    build.dependency_count = build.dependency_count.saturating_add(1);
                    if build.dependencies.len() < LISTED {
                        build.dependencies.push((Untrusted::new(first), second));
                    }
                }
                b"=>" => {
                    if let Some(replaced) = build.dependencies.last_mut() {
                        *replaced = (Untrusted::new(first), second);
                    }
                }
                b"build" => build.settings.extend(setting(first)),
                _ => {}
            }
        }
        build
    }

    pub fn setting(&self, name: &[u8]) -> Option<&Untrusted> {
        self.settings.iter().find(|(known, _)| known.as_bytes() == name).map(|(_, value)| value)
    }

    pub fn depends_on(&self, module: &[u8]) -> bool {
        self.dependencies.iter().any(|(name, _)| name.as_bytes() == module)
    }
}

/// `CGO_ENABLED=0`, or with Go's own quotes around either side.
fn setting(text: &[u8]) -> Option<(Untrusted, Untrusted)> {
    let at = text.iter().position(|byte| *byte == b'=')?;
    let bare = |part: &[u8]| {
        let inner = part.strip_prefix(b"\"").and_then(|part| part.strip_suffix(b"\""));
        Untrusted::new(inner.unwrap_or(part))
    };
    Some((bare(text.get(..at)?), bare(text.get(at.checked_add(1)?..)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_read() {
        let text = "path\texample.com/app\nmod\texample.com/app\t(devel)\t\ndep\texample.com/a\tv1.0.0\th1:x\n\
                    dep\texample.com/b\tv1.0.0\n=>\texample.com/c\tv2.0.0\th1:y\nbuild\t-compiler=gc\n\
                    build\tCGO_ENABLED=0\nbuild\t-ldflags=\"-s -w\"\n";
        let info = BuildInfo {
            place: 0,
            version: Untrusted::new(b"go1.26"),
            modules: Untrusted::new(text.as_bytes()),
        };
        let build = GoBuild::read(&info);
        assert_eq!(build.path.as_ref().map(Untrusted::shown).as_deref(), Some("example.com/app"));
        assert_eq!(build.dependency_count, 2);
        assert!(build.depends_on(b"example.com/c") && !build.depends_on(b"example.com/b"));
        assert_eq!(build.setting(b"CGO_ENABLED").map(Untrusted::shown).as_deref(), Some("0"));
        assert_eq!(build.setting(b"-ldflags").map(Untrusted::shown).as_deref(), Some("-s -w"));
    }
}
