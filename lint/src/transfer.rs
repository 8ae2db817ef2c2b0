//! What `COPY` and `ADD` bring, and where it goes.

use std::ops::Range;

use parse_dockerfile as parser;
use parser::{Flag, Instruction, Source, UnescapedString};

use crate::document::{Document, Stage, Step};

/// A `COPY` or an `ADD`.
pub(crate) struct Transfer<'s, 't> {
    pub sources: Vec<&'s UnescapedString<'t>>,
    pub destination: &'s UnescapedString<'t>,
    pub from: Option<&'s str>,
    pub is_add: bool,
    options: &'s [Flag<'t>],
}

impl<'s, 't> Transfer<'s, 't> {
    pub(crate) fn of(step: &'s Step<'t>) -> Option<Self> {
        let (options, sources, destination, is_add) = match &step.instruction {
            Instruction::Copy(copy) => (&copy.options, &copy.src, &copy.dest, false),
            Instruction::Add(add) => (&add.options, &add.src, &add.dest, true),
            _ => return None,
        };
        let path = |source: &'s Source<'t>| match source {
            Source::Path(path) => Some(path),
            _ => None,
        };
        let sources = sources.iter().filter_map(path).collect();
        let mut transfer = Transfer { sources, destination, from: None, is_add, options };
        transfer.from = transfer.option("from").map(|(_, value)| value);
        Some(transfer)
    }

    /// The value of `--name=`, empty for `--name` alone, and where it stands.
    pub(crate) fn option(&self, name: &str) -> Option<(Range<usize>, &'s str)> {
        let flag = self.options.iter().find(|flag| flag.name.value == name)?;
        let value = flag.value.as_ref().map(|value| value.value.as_ref()).unwrap_or_default();
        Some((flag.span(), value))
    }

    /// `--link`, which may be told off.
    pub(crate) fn is_linked(&self) -> bool {
        self.option("link").is_some_and(|(_, value)| value != "false")
    }

    /// The destination as an absolute path, its variables replaced; `None` where that is not known.
    pub(crate) fn target(&self, document: &Document<'_>, stage: &Stage<'_>) -> Option<String> {
        document.expanded(stage, &self.destination.value).filter(|path| path.starts_with('/'))
    }

    /// The paths at which its files will lie, where each source is one file with a name.
    pub(crate) fn files(&self, document: &Document<'_>, stage: &Stage<'_>) -> Vec<String> {
        let Some(target) = self.target(document, stage) else { return Vec::new() };
        let is_directory = target.ends_with('/') || self.sources.len() > 1;
        let file = |source: &&UnescapedString<'t>| {
            if !is_directory {
                return target.clone();
            }
            format!("{}/{}", target.trim_end_matches('/'), file_name(&source.value))
        };
        self.sources.iter().map(file).collect()
    }

    /// Whether it may bring more than the files it names: a whole tree for the root or a system's directory, or an
    /// archive that is unpacked. What then lies in the image is not known.
    pub(crate) fn may_bring_anything(&self, document: &Document<'_>, stage: &Stage<'_>) -> bool {
        let Some(target) = self.target(document, stage) else { return true };
        let system = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc", "/opt", "/busybox", "/nix", "/gnu"];
        let inside = |directory: &str| {
            target.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest == "/")
        };
        let is_tree = target == "/" || system.iter().any(|directory| inside(directory)) || inside("/usr/lib");
        let is_whole = |source: &&UnescapedString<'t>| {
            let name = file_name(&source.value);
            name.is_empty() || name.contains('*') || name == "." || source.value.ends_with('/')
                // A name without an end may be a directory's.
                || !name.contains('.') && target.ends_with('/') && self.from.is_some() && !looks_like_program(&source.value)
        };
        let unpacks = self.is_add && self.sources.iter().any(|source| is_archive(&source.value));
        unpacks || is_tree && (self.sources.is_empty() || self.sources.iter().any(is_whole))
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

fn is_archive(path: &str) -> bool {
    [".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tar.zst"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// In a directory of programs, or with a name that people give to what they build.
fn looks_like_program(path: &str) -> bool {
    let name = file_name(path);
    path.contains("/bin/") || matches!(name, "app" | "server" | "main") && !path.ends_with('/')
}
