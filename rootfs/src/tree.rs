//! A directory that stands for `/` of an image.
//!
//! Links inside it are followed as a program inside it would: an absolute target starts at the tree's own
//! root, and `..` never leaves it.

use std::collections::VecDeque;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// As many links as Linux follows before it says ELOOP.
const MOST_LINKS: usize = 40;

/// An image's root file system on disk. Paths given to it are the image's own, such as `/etc/passwd`.
#[derive(Debug, Clone)]
pub struct Rootfs {
    root: PathBuf,
}

impl Rootfs {
    /// An empty tree; whatever was in the directory before is removed.
    pub fn create(root: &Path) -> Result<Self, Error> {
        if root.exists() {
            fs::remove_dir_all(root).map_err(|error| Error::new(root.display(), error))?;
        }
        fs::create_dir_all(root).map_err(|error| Error::new(root.display(), error))?;
        Ok(Rootfs { root: root.to_path_buf() })
    }

    /// A tree that is there already.
    pub fn open(root: &Path) -> Result<Self, Error> {
        match root.is_dir() {
            true => Ok(Rootfs { root: root.to_path_buf() }),
            false => Err(Error::new(root.display(), "no such directory")),
        }
    }

    /// Takes the tree off the disk.
    pub fn remove(self) -> Result<(), Error> {
        fs::remove_dir_all(&self.root).map_err(|error| Error::new(self.root.display(), error))
    }

    /// Where the tree is on this machine.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path with every link followed, as long as it exists in the tree.
    pub fn resolve(&self, path: &str) -> Option<String> {
        let found = self.follow(path, true)?;
        fs::symlink_metadata(self.on_disk(&found)).ok().map(|_| found)
    }

    /// Where on this machine the image's file is, links followed.
    pub fn locate(&self, path: &str) -> Option<PathBuf> {
        self.resolve(path).map(|found| self.on_disk(&found))
    }

    pub fn contains(&self, path: &str) -> bool {
        self.resolve(path).is_some()
    }

    /// A file's text, or nothing when it is not there.
    pub fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.locate(path)?).ok()
    }

    /// The names in a directory, sorted; none when it is not there.
    pub fn names(&self, directory: &str) -> Vec<String> {
        let entries = self.locate(directory).and_then(|path| fs::read_dir(path).ok());
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    pub fn make_directory(&self, path: &str, mode: u32, owner: (u32, u32)) -> Result<(), Error> {
        let place = self.place(path)?;
        // A link to a directory stays a link, as dpkg leaves it: that is how /lib stays merged into /usr.
        if place.is_symlink() {
            return Ok(());
        }
        fs::create_dir_all(&place).map_err(|error| Error::new(place.display(), error))?;
        own(&place, mode, owner)
    }

    pub fn write(&self, path: &str, bytes: &[u8], mode: u32, owner: (u32, u32)) -> Result<(), Error> {
        let place = self.vacant(path)?;
        fs::write(&place, bytes).map_err(|error| Error::new(place.display(), error))?;
        own(&place, mode, owner)
    }

    pub fn link(&self, path: &str, target: &str) -> Result<(), Error> {
        let place = self.place(path)?;
        if place.is_dir() && !place.is_symlink() {
            let empty = fs::read_dir(&place).is_ok_and(|mut entries| entries.next().is_none());
            if !empty {
                return Err(Error::new(
                    place.display(),
                    format!("a link to {target} cannot replace a directory"),
                ));
            }
            fs::remove_dir(&place).map_err(|error| Error::new(place.display(), error))?;
        }
        let place = self.vacant(path)?;
        symlink(target, &place).map_err(|error| Error::new(place.display(), error))
    }

    pub fn hard_link(&self, path: &str, original: &str) -> Result<(), Error> {
        let original = self.place(original)?;
        let place = self.vacant(path)?;
        fs::hard_link(&original, &place).map_err(|error| Error::new(place.display(), error))
    }

    /// Every path in the tree with its metadata, directories before what they hold, sorted. Links are not followed.
    pub fn walk(&self) -> Result<Vec<(String, fs::Metadata)>, Error> {
        let mut found = Vec::new();
        let mut waiting = vec![String::new()];
        while let Some(directory) = waiting.pop() {
            let on_disk = self.on_disk(&directory);
            let entries = fs::read_dir(&on_disk).map_err(|error| Error::new(on_disk.display(), error))?;
            for entry in entries {
                let entry = entry.map_err(|error| Error::new(on_disk.display(), error))?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = format!("{directory}/{name}");
                let metadata = entry.metadata().map_err(|error| Error::new(&path, error))?;
                if metadata.is_dir() {
                    waiting.push(path.clone());
                }
                found.push((path, metadata));
            }
        }
        found.sort_by(|left, right| left.0.cmp(&right.0));
        Ok(found)
    }

    pub(crate) fn on_disk(&self, resolved: &str) -> PathBuf {
        self.root.join(resolved.trim_start_matches('/'))
    }

    /// Where a new entry of this name goes: its directory is made and resolved, its own last link is not.
    fn place(&self, path: &str) -> Result<PathBuf, Error> {
        let path = path.trim_end_matches('/');
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        if name.is_empty() || name == "." || name == ".." {
            return Ok(self.root.clone());
        }
        let directory =
            self.follow(directory, false).ok_or_else(|| Error::new(path, "too many links on the way"))?;
        let directory = self.on_disk(&directory);
        fs::create_dir_all(&directory).map_err(|error| Error::new(directory.display(), error))?;
        Ok(directory.join(name))
    }

    /// The same, with whatever file or link had the name removed.
    fn vacant(&self, path: &str) -> Result<PathBuf, Error> {
        let place = self.place(path)?;
        if place.is_symlink() || place.is_file() {
            fs::remove_file(&place).map_err(|error| Error::new(place.display(), error))?;
        }
        Ok(place)
    }

    /// Follows links component by component. What is missing is kept as written unless `existing` is asked for.
    fn follow(&self, path: &str, existing: bool) -> Option<String> {
        let mut waiting: VecDeque<String> = path.split('/').map(str::to_string).collect();
        let mut done: Vec<String> = Vec::new();
        let mut links = 0;
        while let Some(component) = waiting.pop_front() {
            match component.as_str() {
                "" | "." => continue,
                ".." => {
                    done.pop();
                    continue;
                }
                _ => done.push(component),
            }
            let here = self.on_disk(&done.join("/"));
            match fs::read_link(&here) {
                Ok(target) => {
                    links += 1;
                    if links > MOST_LINKS {
                        return None;
                    }
                    done.pop();
                    let target = target.to_str()?;
                    if target.starts_with('/') {
                        done.clear();
                    }
                    for component in target.split('/').rev() {
                        waiting.push_front(component.to_string());
                    }
                }
                Err(_) if existing && !here.exists() => return None,
                Err(_) => {}
            }
        }
        Some(format!("/{}", done.join("/")))
    }
}

/// Gives the mode, and the owner where this process may.
fn own(path: &Path, mode: u32, (user, group): (u32, u32)) -> Result<(), Error> {
    // Changing the owner clears set-user-id bits, so it comes first. Only root may do it; anyone else gets
    // a tree of their own files, with the same libraries and sizes.
    let _ = chown(path, Some(user), Some(group));
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|error| Error::new(path.display(), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(name: &str) -> Rootfs {
        let root = std::env::temp_dir().join(format!("final-stage-tree-{}-{name}", std::process::id()));
        Rootfs::create(&root).unwrap()
    }

    #[test]
    fn links_stay_inside_the_tree() {
        let tree = tree("inside");
        tree.make_directory("/usr/lib", 0o755, (0, 0)).unwrap();
        tree.link("/lib", "usr/lib").unwrap();
        tree.link("/up", "../../../../usr").unwrap();
        tree.link("/absolute", "/usr/lib").unwrap();
        tree.write("/lib/libx.so.1", b"x", 0o644, (0, 0)).unwrap();
        assert_eq!(tree.resolve("/lib/libx.so.1").as_deref(), Some("/usr/lib/libx.so.1"));
        assert_eq!(tree.resolve("/up/lib/libx.so.1").as_deref(), Some("/usr/lib/libx.so.1"));
        assert_eq!(tree.resolve("/absolute/../lib/libx.so.1").as_deref(), Some("/usr/lib/libx.so.1"));
        tree.write("/absolute/liby.so.1", b"y", 0o644, (0, 0)).unwrap();
        assert!(tree.root().join("usr/lib/liby.so.1").is_file());
        fs::remove_dir_all(tree.root()).unwrap();
    }

    #[test]
    fn a_circle_of_links_resolves_to_nothing() {
        let tree = tree("circle");
        tree.link("/a", "b").unwrap();
        tree.link("/b", "a").unwrap();
        assert_eq!(tree.resolve("/a"), None);
        fs::remove_dir_all(tree.root()).unwrap();
    }

    #[test]
    fn a_directory_does_not_replace_a_link_to_one() {
        let tree = tree("merged");
        tree.make_directory("/usr/lib", 0o755, (0, 0)).unwrap();
        tree.link("/lib", "usr/lib").unwrap();
        tree.make_directory("/lib", 0o755, (0, 0)).unwrap();
        assert!(tree.root().join("lib").is_symlink());
        fs::remove_dir_all(tree.root()).unwrap();
    }
}
