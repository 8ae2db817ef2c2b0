//! What may be started: the corpus, the samples, programs for other machines, and made files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::made;
use crate::prove::{Fetcher, Program, programs};
use crate::samples::sha256;
use crate::{Done, project};

pub(super) struct Candidate {
    pub(super) name: String,
    pub(super) file: PathBuf,
    /// The folder it lies in with its own libraries, which is `/app` then.
    pub(super) folder: Option<PathBuf>,
    pub(super) sha256: String,
    pub(super) arguments: Vec<String>,
}

/// `corpus/engine-programs.toml`, in the form of `programs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    program: Vec<Program>,
}

/// The programs of these names, or everything that can be had. A package that its registry no longer has is named
/// and left out.
pub(super) fn named(names: &[String]) -> Done<Vec<Candidate>> {
    let is_asked = |name: &String| names.is_empty() || names.contains(name);
    let own = project::root().join("corpus/engine-programs.toml");
    let own: Own =
        toml::from_str(&fs::read_to_string(&own)?).map_err(|error| format!("{}: {error}", own.display()))?;
    let mut fetcher = Fetcher::new()?;
    let mut candidates = Vec::new();
    for program in programs()?.into_iter().chain(own.program).filter(|program| is_asked(&program.name)) {
        match fetcher.fetch(&program) {
            Ok(fetched) => candidates.push(Candidate {
                name: program.name,
                file: fetched.file,
                folder: program.folder,
                sha256: fetched.sha256,
                arguments: program.arguments,
            }),
            Err(reason) => println!("engine: {}: left out: {reason}", program.name),
        }
    }
    let directory = super::super::cache().join("made");
    for made in made::files()?.into_iter().filter(|made| is_asked(&made.name)) {
        let file = directory.join(made.name.replace('/', "-"));
        candidates.push(laid(made, &file)?);
    }
    Ok(candidates)
}

impl Candidate {
    /// What goes to `/app`, and what is judged: the file, or its folder.
    pub(super) fn handed(&self) -> &Path {
        self.folder.as_deref().unwrap_or(&self.file)
    }

    /// The path that is started.
    pub(super) fn program(&self) -> &'static str {
        if self.folder.is_some() { "/app/app" } else { "/app" }
    }
}

/// A made file lies alone, or as `app` in a folder with what it brings along.
fn laid(made: made::Made, place: &Path) -> Done<Candidate> {
    let (file, folder) = match &made.beside {
        None => (place.to_owned(), None),
        Some((path, bytes)) => {
            put(&place.join(path), bytes)?;
            (place.join("app"), Some(place.to_owned()))
        }
    };
    put(&file, &made.bytes)?;
    let sha256 = sha256(&made.bytes);
    Ok(Candidate { name: made.name, file, folder, sha256, arguments: Vec::new() })
}

fn put(file: &Path, bytes: &[u8]) -> Done {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(file.parent().ok_or("a file without a directory")?)?;
    fs::write(file, bytes)?;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o755))?)
}
