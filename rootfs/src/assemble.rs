//! A definition becomes a tree: packages unpacked in order, then the image's own traits.
//!
//! Maintainer scripts are not run, so that any architecture can be assembled anywhere; what they would do
//! and a program could notice is written in the definition instead.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::deb::Deb;
use crate::definition::{Definition, Image};
use crate::error::Error;
use crate::mirror::Mirror;
use crate::package::{Arch, Index, Package};
use crate::tree::Rootfs;

const ROOT: (u32, u32) = (0, 0);

/// Builds the image's root file system in a directory, which is emptied first. Returns the packages in it.
pub fn assemble(
    image: &Image,
    images: &BTreeMap<String, Image>,
    arch: Arch,
    mirror: &Mirror,
    index: &Index,
    directory: &Path,
) -> Result<(Rootfs, Vec<Package>), Error> {
    let definition = image
        .definition
        .as_ref()
        .ok_or_else(|| Error::new(&image.slug, "documented, not defined: there is nothing to assemble"))?
        .with_extended(images)?;
    let packages = packages_of(&definition, index)?;
    let tree = Rootfs::create(directory)?;
    if definition.merged_usr {
        merge_usr(&tree, arch)?;
    }
    for package in &packages {
        let deb = Deb::open(&mirror.fetch(package)?)?;
        deb.unpack(&tree)?;
        record(&tree, &definition, package, &deb)?;
    }
    if let Some(name) = &definition.certificates {
        let package = index.package(name)?;
        let deb = Deb::open(&mirror.fetch(package)?)?;
        certificates(&tree, package, &deb)?;
        record(&tree, &definition, package, &deb)?;
    }
    traits(&tree, &definition)?;
    slim(&tree, &definition)?;
    Ok((tree, packages))
}

/// The packages an image is made of, in the order they are unpacked. Its definition is given whole,
/// as [`Definition::with_extended`] makes it.
pub fn packages_of(definition: &Definition, index: &Index) -> Result<Vec<Package>, Error> {
    let mut packages: Vec<Package> = match definition.bootstrap.as_deref() {
        None => Vec::new(),
        Some("minbase") => {
            index.minimal_system(&definition.added, &definition.dropped)?.into_iter().cloned().collect()
        }
        Some(other) => return Err(Error::new("bootstrap", format!("no variant {other}; there is minbase"))),
    };
    for name in &definition.packages {
        if !packages.iter().any(|package| package.name == *name) {
            packages.push(index.package(name)?.clone());
        }
    }
    Ok(packages)
}

fn merge_usr(tree: &Rootfs, arch: Arch) -> Result<(), Error> {
    let wide: &[&str] = if arch == Arch::Amd64 { &["lib64"] } else { &[] };
    for name in ["bin", "sbin", "lib"].iter().chain(wide) {
        tree.make_directory(&format!("/usr/{name}"), 0o755, ROOT)?;
        tree.link(&format!("/{name}"), &format!("usr/{name}"))?;
    }
    Ok(())
}

/// The package database, in the form the image has it.
fn record(tree: &Rootfs, definition: &Definition, package: &Package, deb: &Deb) -> Result<(), Error> {
    let control = deb.control_file("control").unwrap_or_default();
    match definition.dpkg.as_deref() {
        None => Ok(()),
        Some("status.d") => {
            let record = format!("/var/lib/dpkg/status.d/{}", package.name);
            tree.write(&record, control, 0o644, ROOT)?;
            match deb.control_file("md5sums") {
                Some(sums) => tree.write(&format!("{record}.md5sums"), sums, 0o644, ROOT),
                None => Ok(()),
            }
        }
        Some("info") => {
            let status = "/var/lib/dpkg/status";
            let mut all = tree.text(status).unwrap_or_default();
            let text = String::from_utf8_lossy(control);
            all.push_str(&text.replacen("\nVersion:", "\nStatus: install ok installed\nVersion:", 1));
            all.push('\n');
            tree.write(status, all.as_bytes(), 0o644, ROOT)?;
            let multiarch = text.lines().any(|line| line == "Multi-Arch: same");
            let arch = text.lines().find_map(|line| line.strip_prefix("Architecture: ")).unwrap_or("all");
            let name = if multiarch { format!("{}:{arch}", package.name) } else { package.name.clone() };
            let info = format!("/var/lib/dpkg/info/{name}");
            for (file, bytes) in deb.control_files().filter(|(file, _)| *file != "control") {
                tree.write(&format!("{info}.{file}"), bytes, 0o644, ROOT)?;
            }
            let list: String = deb.paths().map(|path| format!("{path}\n")).collect();
            tree.write(&format!("{info}.list"), list.as_bytes(), 0o644, ROOT)
        }
        Some(other) => Err(Error::new("dpkg", format!("no layout {other}; there are status.d and info"))),
    }
}

/// All certificates of the package in one file, as images without `update-ca-certificates` have it.
fn certificates(tree: &Rootfs, package: &Package, deb: &Deb) -> Result<(), Error> {
    let mut bundle = Vec::new();
    for (path, bytes) in deb.files() {
        if path.starts_with("/usr/share/ca-certificates/") {
            bundle.extend_from_slice(bytes);
        }
    }
    if bundle.is_empty() {
        return Err(Error::new(&package.name, "no certificates under /usr/share/ca-certificates"));
    }
    tree.write("/etc/ssl/certs/ca-certificates.crt", &bundle, 0o555, ROOT)?;
    let copyright = format!("/usr/share/doc/{}/copyright", package.name);
    match deb.file(&copyright) {
        Some(text) => tree.write(&copyright, text, 0o555, ROOT),
        None => Ok(()),
    }
}

fn traits(tree: &Rootfs, definition: &Definition) -> Result<(), Error> {
    for directory in &definition.directories {
        tree.make_directory(&directory.path, octal(&directory.mode)?, (directory.uid, directory.gid))?;
    }
    for file in &definition.files {
        tree.write(&file.path, file.text.as_bytes(), octal(&file.mode)?, ROOT)?;
    }
    for link in &definition.links {
        tree.link(&link.path, &link.target)?;
    }
    for copy in &definition.copies {
        let text =
            tree.text(&copy.from).ok_or_else(|| Error::new(&copy.from, "no package brought this file"))?;
        let text = if copy.shadowed { text.replace(":*:", ":x:") } else { text };
        tree.write(&copy.to, text.as_bytes(), 0o644, ROOT)?;
    }
    if !definition.users.is_empty() {
        let lines = definition.users.iter().map(|user| {
            format!("{0}:x:{1}:{2}:{0}:{3}:{4}\n", user.name, user.uid, user.gid, user.home, user.shell)
        });
        tree.write("/etc/passwd", lines.collect::<String>().as_bytes(), 0o644, ROOT)?;
    }
    if !definition.groups.is_empty() {
        let lines = definition.groups.iter().map(|group| format!("{}:x:{}:\n", group.name, group.gid));
        tree.write("/etc/group", lines.collect::<String>().as_bytes(), 0o644, ROOT)?;
    }
    Ok(())
}

/// Removes what the definition excludes, then the directories and links that this leaves empty or dangling.
fn slim(tree: &Rootfs, definition: &Definition) -> Result<(), Error> {
    let excluded = |path: &str| definition.exclude.iter().any(|pattern| matches(pattern, path));
    let included = |path: &str| definition.include.iter().any(|pattern| matches(pattern, path));
    if definition.exclude.is_empty() {
        return Ok(());
    }
    for (path, metadata) in tree.walk()?.into_iter().rev() {
        if !excluded(&path) || included(&path) {
            continue;
        }
        let on_disk = tree.on_disk(&path);
        let removed = if metadata.is_dir() {
            let empty = std::fs::read_dir(&on_disk).is_ok_and(|mut entries| entries.next().is_none());
            if empty { std::fs::remove_dir(&on_disk) } else { Ok(()) }
        } else if metadata.is_symlink() && tree.contains(&path) {
            Ok(())
        } else {
            std::fs::remove_file(&on_disk)
        };
        removed.map_err(|error| Error::new(on_disk.display(), error))?;
    }
    Ok(())
}

/// `*` stands for any characters, slashes included, as in dpkg's path-exclude.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|tail| matches(after, tail)))
        }),
    }
}

/// Writes the tree's /etc/ld.so.cache with this machine's ldconfig, which takes root and the tree's own
/// architecture. Without it programs start all the same: the cache says where libraries are sooner, and
/// Debian's configuration adds no directory to the loader's own but those below /usr/local.
pub fn write_loader_cache(tree: &Rootfs) -> Result<(), Error> {
    let ldconfig = Command::new("/sbin/ldconfig").arg("-X").arg("-r").arg(tree.root()).output();
    let output = ldconfig.map_err(|error| Error::new("/sbin/ldconfig", error))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(Error::new("/sbin/ldconfig", String::from_utf8_lossy(&output.stderr).trim())),
    }
}

fn octal(mode: &str) -> Result<u32, Error> {
    u32::from_str_radix(mode, 8).map_err(|error| Error::new(format!("mode {mode}"), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn star_crosses_directories() {
        assert!(matches("/usr/share/doc/*/copyright", "/usr/share/doc/libc6/copyright"));
        assert!(matches("/usr/share/man/*", "/usr/share/man/de/man1/ls.1.gz"));
        assert!(!matches("/usr/share/man/*", "/usr/share/mandrake"));
        assert!(!matches("/usr/share/doc/*/copyright", "/usr/share/doc/libc6/changelog.gz"));
    }
}
