//! Programs that are kept in the cache.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::Done;

/// Written beside its place and then renamed, so that a broken run leaves no half program.
pub(crate) fn keep(file: &Path, content: &[u8]) -> Done {
    fs::create_dir_all(file.parent().ok_or("a program without a directory")?)?;
    let partial = file.with_extension("partial");
    fs::write(&partial, content)?;
    fs::set_permissions(&partial, fs::Permissions::from_mode(0o755))?;
    Ok(fs::rename(&partial, file)?)
}
