//! Where glibc's loader looks, and what it finds there (ld.so(8), ldconfig(8)).

use std::collections::BTreeMap;

use crate::error::Error;
use crate::facts::LibraryFacts;
use crate::measure::elf;
use crate::package::Arch;
use crate::tree::Rootfs;

/// The directories built into Debian's loader, in its order (`ld.so --list-diagnostics`, `path.system_dirs`).
fn default_directories(arch: Arch) -> [String; 4] {
    let triplet = arch.triplet();
    [format!("/lib/{triplet}"), format!("/usr/lib/{triplet}"), "/lib".to_string(), "/usr/lib".to_string()]
}

/// musl's directories where no /etc/ld-musl-ARCH.path says otherwise (musl, ldso/dynlink.c).
const MUSL: &[&str] = &["/lib", "/usr/local/lib", "/usr/lib"];

/// What the loader searches for a bare name: what ldconfig put in the cache, then its own directories.
/// Without a loader nothing is searched.
pub(crate) fn library_path(
    tree: &Rootfs,
    arch: Arch,
    interpreters: &[String],
    loader_cache: bool,
) -> Vec<String> {
    let mut directories = Vec::new();
    if interpreters.iter().any(|path| path.contains("ld-musl")) {
        directories.extend(MUSL.iter().map(ToString::to_string));
    } else if !interpreters.is_empty() {
        if loader_cache {
            configured(tree, "/etc/ld.so.conf", &mut directories);
        }
        for directory in default_directories(arch) {
            if !directories.contains(&directory) {
                directories.push(directory);
            }
        }
    }
    directories
}

/// The directories of ld.so.conf, with the files it includes.
fn configured(tree: &Rootfs, path: &str, directories: &mut Vec<String>) {
    for line in tree.text(path).unwrap_or_default().lines() {
        let line = line.split('#').next().unwrap_or_default().trim();
        match line.strip_prefix("include ") {
            Some(pattern) => {
                let Some((directory, name)) = pattern.trim().rsplit_once('/') else { continue };
                let suffix = name.trim_start_matches('*');
                for name in tree.names(directory).iter().filter(|name| name.ends_with(suffix)) {
                    configured(tree, &format!("{directory}/{name}"), directories);
                }
            }
            None if line.starts_with('/') && !directories.iter().any(|known| known == line) => {
                directories.push(line.to_string());
            }
            None => {}
        }
    }
}

/// Every path at which a loader can be asked for, the one of the ABI first.
///
/// A program names its loader by path, so a path counts when it leads to the file through whatever links.
pub(crate) fn interpreters(tree: &Rootfs, arch: Arch) -> Vec<String> {
    let abi = match arch {
        Arch::Amd64 => "/lib64/ld-linux-x86-64.so.2",
        Arch::Arm64 => "/lib/ld-linux-aarch64.so.1",
    };
    let mut found = Vec::new();
    for directory in ["/lib64", "/lib", "/usr/lib64", "/usr/lib"]
        .map(str::to_string)
        .into_iter()
        .chain([format!("/lib/{}", arch.triplet()), format!("/usr/lib/{}", arch.triplet())])
    {
        for name in tree.names(&directory) {
            let path = format!("{directory}/{name}");
            if (name.starts_with("ld-linux") || name.starts_with("ld-musl")) && tree.contains(&path) {
                found.push(path);
            }
        }
    }
    found.sort_by_key(|path| path != abi);
    found
}

/// The shared libraries of a tree that the loader finds by a bare name.
///
/// Directories below the searched ones (gconv, lib-dynload, …) hold plug-ins that something opens by path;
/// they are not found by name and are not listed.
pub fn libraries_of(tree: &Rootfs, arch: Arch) -> Result<Vec<LibraryFacts>, Error> {
    let mut found: BTreeMap<String, LibraryFacts> = BTreeMap::new();
    let mut searched: Vec<String> = Vec::new();
    let local = [format!("/usr/local/lib/{}", arch.triplet()), "/usr/local/lib".to_string()];
    for directory in default_directories(arch).into_iter().chain(local) {
        // With /usr merged, two of the directories are one.
        match tree.resolve(&directory) {
            Some(resolved) if !searched.contains(&resolved) => searched.push(resolved),
            _ => {}
        }
    }
    for directory in &searched {
        for name in tree.names(directory) {
            let named = format!("{directory}/{name}");
            let Some(path) = tree.resolve(&named) else { continue };
            let Some(on_disk) = tree.locate(&path).filter(|on_disk| on_disk.is_file()) else { continue };
            if !found.contains_key(&path) {
                let bytes = std::fs::read(&on_disk).map_err(|error| Error::new(on_disk.display(), error))?;
                let Some(library) = elf::read(&bytes, arch) else { continue };
                found.insert(
                    path.clone(),
                    LibraryFacts {
                        path: path.clone(),
                        soname: library.soname.unwrap_or_else(|| name.clone()),
                        links: Vec::new(),
                        needed: library.needed,
                        defines: library.defines,
                        requires: library.requires,
                    },
                );
            }
            if named != path
                && let Some(library) = found.get_mut(&path)
            {
                library.links.push(named);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The names by which the symbols of a library in a tree are found without a version; `bare` leaves out those that
/// have one.
pub fn exports_of(tree: &Rootfs, path: &str, bare: bool) -> Result<Vec<String>, Error> {
    let on_disk = tree.locate(path).ok_or_else(|| Error::new(path, "it is not in its package"))?;
    let bytes = std::fs::read(&on_disk).map_err(|error| Error::new(on_disk.display(), error))?;
    elf::exports(&bytes, bare).ok_or_else(|| Error::new(path, "its symbols cannot be read"))
}
