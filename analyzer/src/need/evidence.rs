//! What a need is concluded from, and where it stands in the file.

use super::Certainty;
use crate::elf::Elf;
use crate::linkage::{Libc, Linking};
use crate::scan::{Hit, Hits, Mark, PATTERNS};
use crate::toolchain::{Form, Language, Toolchain};
use crate::untrusted::Untrusted;

/// A string or a symbol that speaks for a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// "the function crypto/x509.loadSystemRoots": our own words.
    pub what: String,
    /// Where it stands in the file; a symbol that the loader's tables name has no place of its own.
    pub place: Option<u64>,
}

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    elf: &'a Elf,
    toolchain: &'a Toolchain,
    hits: &'a [Hit],
    scanned: bool,
}

impl<'a> Seen<'a> {
    pub fn new(elf: &'a Elf, toolchain: &'a Toolchain, hits: Option<&'a Hits>) -> Self {
        let scanned = hits.is_some_and(|hits| !hits.is_cut);
        Seen { elf, toolchain, hits: hits.map(|hits| hits.hits.as_slice()).unwrap_or_default(), scanned }
    }

    /// The whole file was searched, so what is not seen is not there.
    pub fn is_scanned(&self) -> bool {
        self.scanned
    }

    pub fn is_go(&self) -> bool {
        self.toolchain.language == Language::Go
    }

    /// Likely where it is the program's own code that does it: a Go program that says it has no modules of others. What
    /// a library links may be for a path that is never taken.
    pub fn likely_in_own_go(&self) -> Certainty {
        let go = self.toolchain.go.as_ref();
        let is_own = go.is_some_and(|go| go.module.is_some() && go.dependency_count == 0);
        if is_own { Certainty::Likely } else { Certainty::Possible }
    }

    pub fn is(&self, language: Language) -> bool {
        self.toolchain.language == language
    }

    pub fn is_dotnet_ahead_of_time(&self) -> bool {
        self.toolchain.dotnet.as_ref().is_some_and(|dotnet| dotnet.form == Form::NativeAot)
    }

    pub fn is_dynamic(&self) -> bool {
        Linking::of(self.elf) == Linking::Dynamic
    }

    /// Linked with glibc, which it carries.
    pub fn is_static_glibc(&self) -> bool {
        // A program that looks no names up has nothing of the name service in it.
        let marks = [Mark::GlibcNameService, Mark::GlibcIconv];
        !self.is_dynamic() && !self.is_go() && marks.iter().any(|mark| self.hit(*mark).is_some())
    }

    pub fn is_musl(&self) -> bool {
        Libc::of(self.elf) == Libc::Musl
    }

    /// A library of this name is loaded at start.
    pub fn needs_library(&self, beginning: &[u8]) -> bool {
        self.elf.needed.iter().any(|name| name.as_bytes().starts_with(beginning))
    }

    pub fn hit(&self, mark: Mark) -> Option<&'a Hit> {
        self.hits.iter().find(|hit| hit.mark == mark)
    }

    /// The first strings found that stand for the mark.
    pub fn evidence(&self, mark: Mark) -> Vec<Evidence> {
        let of_mark = self.hits.iter().filter(|hit| hit.mark == mark);
        of_mark.take(3).filter_map(Evidence::of).collect()
    }

    /// Every import is known by its name, without a search through the file.
    pub fn knows_imports(&self) -> bool {
        self.elf.imports.as_ref().is_some_and(|imports| !imports.is_empty())
    }

    /// A function of the C library that a dynamic program imports. Where some import's name was not read, those that
    /// were, and the strings of the file, have to do.
    pub fn imports(&self, mark: Mark) -> Vec<Evidence> {
        if !self.is_dynamic() {
            return Vec::new();
        }
        let imported = PATTERNS.iter().filter(|pattern| pattern.mark == mark).filter_map(|pattern| {
            let name = symbol(pattern.bytes)?;
            let hit = self.hits.iter().find(|hit| hit.mark == mark && found(hit) == pattern.bytes);
            let is_imported = self.elf.imports(name).unwrap_or_else(|| hit.is_some() || self.names(name));
            is_imported.then(|| Evidence {
                what: format!("it imports {}", Untrusted::new(name).shown()),
                place: hit.map(|hit| hit.place.saturating_add(1)),
            })
        });
        imported.collect()
    }

    /// File names of shared libraries that stand in the file and that the loader is not asked for, each once, with the
    /// place of the text it was found in.
    pub fn library_names(&self) -> Vec<(Untrusted, u64)> {
        let mut names: Vec<(Untrusted, u64)> = Vec::new();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+.-".contains(byte);
        for hit in self.hits.iter().filter(|hit| hit.mark == Mark::LibraryName) {
            for name in hit.text.as_bytes().split(|byte| !is_part(byte)).filter(|name| is_library(name)) {
                let name = Untrusted::new(name);
                let is_asked_for = self.elf.needed.contains(&name) || self.elf.soname.as_ref() == Some(&name);
                if !is_asked_for && !names.iter().any(|(known, _)| *known == name) {
                    names.push((name, hit.place));
                }
            }
        }
        names
    }

    /// It is among the symbols that are kept by name.
    fn names(&self, name: &[u8]) -> bool {
        let versioned = self.elf.version_needs.iter().flat_map(|need| &need.symbols);
        let bare = self.elf.undefined.iter().map(|undefined| &undefined.name);
        versioned.chain(bare).any(|known| known.as_bytes() == name)
    }
}

impl Evidence {
    fn of(hit: &Hit) -> Option<Self> {
        let bytes = found(hit);
        let (kind, name, skip) = match (symbol(bytes), bytes.split_last()) {
            (Some(name), _) => ("the symbol", name, 1),
            (None, Some((0, name))) => ("the function", name, 0),
            _ => ("the string", bytes, 0),
        };
        let what = format!("{kind} {}", Untrusted::new(name).shown());
        Some(Evidence { what, place: hit.place.checked_add(skip) })
    }
}

/// Which of its mark's strings a hit is of: the text around it holds that one.
pub(super) fn found(hit: &Hit) -> &'static [u8] {
    let rows = || PATTERNS.iter().filter(|pattern| pattern.mark == hit.mark).map(|pattern| pattern.bytes);
    let holds = |bytes: &&'static [u8]| hit.text.as_bytes().windows(bytes.len()).any(|part| part == *bytes);
    rows().find(holds).or_else(|| rows().next()).unwrap_or_default()
}

/// `libssl.so`, `libssl.so.3`.
fn is_library(name: &[u8]) -> bool {
    const SO: &[u8] = b".so";
    let Some(at) = name.windows(SO.len()).position(|part| part == SO) else { return false };
    let version = name.get(at.saturating_add(SO.len())..).unwrap_or_default();
    let is_version = |rest: &[u8]| rest.first().is_some_and(u8::is_ascii_digit);
    name.starts_with(b"lib")
        && at > 3
        && (version.is_empty() || version.strip_prefix(b".").is_some_and(is_version))
}

/// The name in an entry of a string table.
fn symbol(pattern: &'static [u8]) -> Option<&'static [u8]> {
    pattern.strip_prefix(b"\0")?.strip_suffix(b"\0")
}
