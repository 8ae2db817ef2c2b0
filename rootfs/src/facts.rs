//! What measuring yields, in the words of the files under `catalog/`.

use serde::Deserialize;

use crate::definition::{Account, Group};

/// One package as unpacked: `[[package]]` in `catalog/packages/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageFacts {
    pub name: String,
    pub version: String,
    pub sha256: String,
    /// Bytes of its regular files.
    pub installed: u64,
    #[serde(default, rename = "library")]
    pub libraries: Vec<LibraryFacts>,
}

/// A shared library in a directory where the loader looks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryFacts {
    /// Where the package puts it, links resolved.
    pub path: String,
    /// DT_SONAME, or the file's name where the library has none: that is what it is found by.
    pub soname: String,
    /// Full paths of links to it in the directories the loader searches.
    #[serde(default)]
    pub links: Vec<String>,
    #[serde(default)]
    pub needed: Vec<String>,
    /// DT_VERDEF without the base definition, in the order of the file.
    #[serde(default)]
    pub defines: Vec<String>,
    #[serde(default)]
    pub requires: Vec<VersionNeed>,
}

/// The versions that a library wants another to define (DT_VERNEED).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionNeed {
    pub library: String,
    pub versions: Vec<String>,
}

/// One architecture of `catalog/measured/*.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasuredImage {
    #[serde(default)]
    pub packages: Vec<String>,
    /// Bytes of all regular files, a hard link counted once.
    pub size: u64,
    /// Bytes of one gzip-compressed tar of the tree.
    pub compressed: u64,
    pub merged_usr: bool,
    #[serde(default)]
    pub interpreters: Vec<String>,
    pub loader_cache: bool,
    /// The directories that the loader searches, in its order.
    #[serde(default)]
    pub library_path: Vec<String>,
    pub shell: Option<String>,
    pub ca_bundle: Option<String>,
    pub zoneinfo: Option<String>,
    /// The mode of /tmp in octal.
    pub tmp: Option<String>,
    #[serde(default)]
    pub users: Vec<Account>,
    #[serde(default)]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub nsswitch: Vec<String>,
    pub user: Option<String>,
    pub workdir: Option<String>,
    pub entrypoint: Option<Vec<String>>,
    pub cmd: Option<Vec<String>>,
    #[serde(default)]
    pub env: Vec<String>,
}
