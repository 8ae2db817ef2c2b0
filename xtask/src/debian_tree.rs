//! A clean Debian of one release in a directory, to build or run something in: what this machine has installed
//! plays no part.

use std::path::{Path, PathBuf};

use rootfs::Archives;
use xshell::{Shell, cmd};

use crate::{Done, debian, project};

/// A file system with one release's packages, kept in the cache between runs.
pub(crate) struct DebianTree {
    /// The task it serves, which stands before what it prints.
    task: &'static str,
    release: String,
    root: PathBuf,
    sh: Shell,
}

impl DebianTree {
    /// The tree of a release that the samples are built in.
    pub(crate) fn open(release: &str) -> Done<DebianTree> {
        DebianTree::open_for("samples", release, project::cache().join("samples").join(release))
    }

    /// A task's own tree, made with debootstrap from this machine's own mirror if it is not there yet.
    pub(crate) fn open_for(task: &'static str, release: &str, root: PathBuf) -> Done<DebianTree> {
        let tree = DebianTree { task, release: release.to_owned(), root, sh: Shell::new()? };
        // apt writes this file last of all when the base system is complete.
        if !tree.root.join("var/lib/dpkg/info/apt.list").exists() {
            tree.create()?;
        }
        Ok(tree)
    }

    fn create(&self) -> Done {
        let DebianTree { task, release, root, sh } = self;
        if project::on_path("debootstrap").is_none() {
            debian::install(&["debootstrap"], "makes a clean Debian in a directory")?;
        }
        println!("{task}: a clean Debian {release} in {} (about 1 min, once)", root.display());
        sh.create_dir(root)?;
        let mirror = Archives::of_this_machine()?.main;
        cmd!(sh, "debootstrap --variant=minbase {release} {root} {mirror}")
            .env("PATH", project::path_with_sbin())
            .quiet()
            .ignore_stdout()
            .run()?;
        Ok(())
    }

    /// Installs what is missing of these packages.
    pub(crate) fn install(&self, packages: &[String]) -> Done {
        let missing: Vec<&String> =
            packages.iter().filter(|package| self.version(package).is_err()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let DebianTree { task, release, root, sh } = self;
        println!("{task}: installing into the clean Debian {release}: {missing:?}");
        cmd!(sh, "chroot {root} apt-get update -qq").quiet().run()?;
        cmd!(sh, "chroot {root} apt-get install -qq -y --no-install-recommends {missing...}")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .quiet()
            .ignore_stdout()
            .run()?;
        Ok(())
    }

    /// The installed version of a package.
    pub(crate) fn version(&self, package: &str) -> Done<String> {
        let DebianTree { release, root, sh, .. } = self;
        let admin = root.join("var/lib/dpkg");
        let format = "--showformat=${Status} ${Version}";
        let status = cmd!(sh, "dpkg-query --admindir={admin} --show {format} {package}")
            .quiet()
            .ignore_stderr()
            .read()
            .map_err(|_| format!("Debian {release} here has no {package}"))?;
        match status.strip_prefix("install ok installed ") {
            Some(version) => Ok(version.to_owned()),
            None => Err(format!("{package}: {status}").into()),
        }
    }

    /// Where it is.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Runs a shell command in a copy of `source`, without a network, and returns where the copy is.
    pub(crate) fn run(&self, source: &Path, name: &str, command: &str) -> Done<PathBuf> {
        let DebianTree { root, sh, .. } = self;
        let inside = Path::new("/build").join(name);
        let outside = root.join("build").join(name);
        sh.remove_path(&outside)?;
        sh.create_dir(root.join("build"))?;
        cmd!(sh, "cp -R {source} {outside}").quiet().run()?;
        // A mount namespace of its own, so that /proc goes away with the command.
        let script =
            r#"mount -t proc proc "$1/proc" && exec chroot "$1" sh -ec 'cd "$1" && eval "$2"' sh "$2" "$3""#;
        cmd!(sh, "unshare --mount --net sh -ec {script} sh {root} {inside} {command}")
            // Compilers read many variables; a clean tree has none of this machine's.
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", "/tmp")
            .env("LC_ALL", "C.UTF-8")
            .quiet()
            .run()
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(outside)
    }
}
