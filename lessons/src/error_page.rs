//! The page of an error: what `content/errors/` holds, one file for each.

use crate::{Block, Heading, Source};

/// The groups of the index, in its order: the name in a file, and the heading.
pub const GROUPS: [(&str, &str); 6] = [
    ("start", "It does not start"),
    ("libraries", "Libraries, versions and symbols"),
    ("image", "What the image lacks"),
    ("runtime", "While it runs"),
    ("ends", "How it ends"),
    ("read", "Reading a program"),
];

/// An error, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorPage {
    /// The last part of its address; also its file name without `.md`.
    pub slug: String,
    /// The shortest exact text.
    pub title: String,
    /// As `check` and `explain` have them.
    pub codes: Vec<String>,
    /// One of [`GROUPS`].
    pub group: String,
    /// What is really wrong, in a sentence or two.
    pub description: String,
    /// The first thing to try.
    pub fix: String,
    /// The lesson, `slug` or `slug#heading`.
    pub lesson: String,
    /// Every wording, as it is printed.
    pub texts: Vec<String>,
    pub headings: Vec<Heading>,
    pub blocks: Vec<Block>,
    pub sources: Vec<Source>,
}

#[cfg(feature = "compile")]
impl ErrorPage {
    /// Reads every `*.md` in a folder, in the order of their names.
    pub fn load(folder: &std::path::Path, known: &crate::Known) -> Result<Vec<ErrorPage>, Vec<crate::Error>> {
        let failed = |path: &std::path::Path, error: &std::io::Error| {
            let message = format!("cannot be read: {error}");
            vec![crate::Error { path: path.display().to_string(), line: 1, message }]
        };
        let entries = std::fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.sort();
        let (mut pages, mut errors) = (Vec::new(), Vec::new());
        for path in paths {
            let slug = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
            match crate::compile::compile_error_page(&path.display().to_string(), &slug, &text, known) {
                Ok(page) => pages.push(page),
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(pages) } else { Err(errors) }
    }
}
