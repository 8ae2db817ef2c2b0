//! Where the checkout is, where downloads are kept, and what is on PATH.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable when it runs this program; the compiled-in value serves a direct start.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).parent().expect("xtask/ lies inside the checkout").to_path_buf()
}

/// Where tools and packages are kept between checkouts: `$FINAL_STAGE_CACHE`, or `final-stage` in the
/// user's cache directory (XDG Base Directory Specification).
pub(crate) fn cache() -> PathBuf {
    if let Some(named) = env::var_os("FINAL_STAGE_CACHE") {
        return PathBuf::from(named);
    }
    let base = match env::var_os("XDG_CACHE_HOME") {
        Some(base) => PathBuf::from(base),
        None => env::home_dir().unwrap_or_default().join(".cache"),
    };
    base.join("final-stage")
}

/// The first executable of that name on PATH, or where Debian keeps those of administrators.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&path_with_sbin()).map(|directory| directory.join(program)).find(|file| file.is_file())
}

/// The search path with the directories of `chroot` and `mount`, which an ordinary login on Debian leaves out.
pub(crate) fn path_with_sbin() -> String {
    format!("{}:/usr/sbin:/sbin", env::var("PATH").unwrap_or_default())
}
