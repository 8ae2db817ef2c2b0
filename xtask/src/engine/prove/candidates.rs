//! What may be started: the corpus, the samples, programs for other machines, and made files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::made;
use crate::prove::{Fetcher, Program, programs};
use crate::samples::sha256;
use crate::{Done, project};

/// The sample whose header the made object files are changed from.
const PATTERN: &str = "content/samples/c-static-pie";

pub(super) struct Candidate {
    pub(super) name: String,
    pub(super) file: PathBuf,
    pub(super) sha256: String,
    pub(super) arguments: Vec<String>,
}

/// `corpus/engine-programs.toml`, in the form of `programs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    program: Vec<Program>,
}

/// Everything that can be had. A package that its registry no longer has is named and left out.
pub(super) fn all() -> Done<Vec<Candidate>> {
    let own = project::root().join("corpus/engine-programs.toml");
    let own: Own =
        toml::from_str(&fs::read_to_string(&own)?).map_err(|error| format!("{}: {error}", own.display()))?;
    let mut fetcher = Fetcher::new()?;
    let mut candidates = Vec::new();
    // A program with libraries of its own is not one file, and `/app` is a folder then.
    let alone = programs()?.into_iter().filter(|program| program.folder.is_none());
    for program in alone.chain(own.program) {
        match fetcher.fetch(&program) {
            Ok(fetched) => candidates.push(Candidate {
                name: program.name,
                file: fetched.file,
                sha256: fetched.sha256,
                arguments: program.arguments,
            }),
            Err(reason) => println!("engine: {}: left out: {reason}", program.name),
        }
    }
    let directory = super::super::cache().join("made");
    for (name, bytes) in made::files(&fs::read(project::root().join(PATTERN))?)? {
        let file = directory.join(name.replace('/', "-"));
        put(&file, &bytes)?;
        candidates.push(Candidate { name, file, sha256: sha256(&bytes), arguments: Vec::new() });
    }
    Ok(candidates)
}

fn put(file: &Path, bytes: &[u8]) -> Done {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(file.parent().ok_or("a file without a directory")?)?;
    fs::write(file, bytes)?;
    Ok(fs::set_permissions(file, fs::Permissions::from_mode(0o755))?)
}
