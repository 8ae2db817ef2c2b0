//! Files from a mirror, kept on disk so that each is fetched once, and checked before they are kept.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::error::Error;

/// No index or package of Debian comes near this; a mirror that sends more is not one.
const LARGEST: u64 = 1 << 30;

/// A directory of fetched files: `debs` in `$FINAL_STAGE_CACHE`, or in `final-stage` of the user's cache.
#[derive(Debug, Clone)]
pub struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// The project's own cache, made if it is not there.
    pub fn open() -> Result<Self, Error> {
        let place = |variable: &str, below: &str| {
            std::env::var_os(variable).map(|directory| Path::new(&directory).join(below))
        };
        let base = place("FINAL_STAGE_CACHE", "")
            .or_else(|| place("XDG_CACHE_HOME", "final-stage"))
            .or_else(|| place("HOME", ".cache/final-stage"))
            .ok_or_else(|| Error::new("the cache", "neither FINAL_STAGE_CACHE nor HOME is set"))?;
        Cache::at(&base.join("debs"))
    }

    /// A cache in this directory.
    pub fn at(directory: &Path) -> Result<Self, Error> {
        fs::create_dir_all(directory).map_err(|error| Error::new(directory.display(), error))?;
        Ok(Cache { directory: directory.to_path_buf() })
    }

    /// The file with this content, fetched unless it is here already. `name` is for people; the hash counts.
    pub(crate) fn fetch(&self, url: &str, name: &str, sha256: &str) -> Result<PathBuf, Error> {
        let short = sha256.get(..16).ok_or_else(|| Error::new(url, "its index gives no SHA256"))?;
        let path = self.directory.join(format!("{short}-{name}"));
        if path.is_file() {
            return Ok(path);
        }
        let bytes = get(url)?;
        let found = hex(&Sha256::digest(&bytes));
        if found != sha256 {
            return Err(Error::new(
                url,
                format!("SHA256 is {found}, the index says {sha256}; try again later"),
            ));
        }
        keep(&path, &bytes)?;
        Ok(path)
    }

    /// A file that changes under its name. A copy younger than `age` is used as it is, and an older one
    /// when the mirror cannot be reached.
    pub(crate) fn fetch_fresh(&self, url: &str, name: &str, age: Duration) -> Result<Vec<u8>, Error> {
        let path = self.directory.join(name);
        let read = |path: &Path| fs::read(path).map_err(|error| Error::new(path.display(), error));
        if younger(&path, age) {
            return read(&path);
        }
        match get(url) {
            Ok(bytes) => keep(&path, &bytes).map(|()| bytes),
            Err(_) if path.is_file() => read(&path),
            Err(error) => Err(error),
        }
    }
}

fn younger(path: &Path, age: Duration) -> bool {
    let modified = fs::metadata(path).and_then(|metadata| metadata.modified());
    modified.is_ok_and(|then| SystemTime::now().duration_since(then).is_ok_and(|passed| passed < age))
}

fn get(url: &str) -> Result<Vec<u8>, Error> {
    if url.starts_with("https://") {
        return get_with_curl(url);
    }
    let response = ureq::get(url).call().map_err(|error| Error::new(url, error))?;
    let mut bytes = Vec::new();
    let read = response.into_body().into_reader().take(LARGEST).read_to_end(&mut bytes);
    read.map_err(|error| Error::new(url, error))?;
    Ok(bytes)
}

/// TLS is left to the system, which knows the certificates that a company's own mirror needs.
fn get_with_curl(url: &str) -> Result<Vec<u8>, Error> {
    let limit = LARGEST.to_string();
    let curl = Command::new("curl").args(["-fsSL", "--max-filesize", &limit, "--", url]).output();
    let output = curl.map_err(|error| Error::new(url, format!("curl, for https: {error}")))?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(Error::new(url, String::from_utf8_lossy(&output.stderr).trim())),
    }
}

/// Writes beside the name and renames, so that two runs at once never read half a file.
fn keep(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .map_err(|error| Error::new(path.display(), error))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
