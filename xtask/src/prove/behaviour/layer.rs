//! What lies above the image when the program starts: what a Dockerfile adds, what the runtime mounts, and the
//! proof's own authority in every bundle of certificates.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};

use xshell::{Shell, TempDir, cmd};

use super::list::{Case, Program};
use super::server::{NAME, Server};
use crate::Done;
use crate::prove::images::Tree;
use crate::prove::start::NONROOT;

/// Where distroless, Debian's ca-certificates and the Dockerfiles of the advice have it.
const BUNDLE: &str = "etc/ssl/certs/ca-certificates.crt";
/// The init of `docker run --init`, at the path at which a Dockerfile puts it.
pub(super) const INIT: &str = "/tini";

/// A directory that becomes the top of the root file system, and a mount point for the whole.
pub(super) struct Layer {
    _kept: TempDir,
    pub(super) directory: PathBuf,
}

impl Layer {
    /// `made_in` is the tree in which the program was built, and `serves` the one with tini.
    pub(super) fn new(
        program: &Program,
        binary: &Path,
        case: &Case,
        (tree, made_in, serves): (&Tree, &Path, &Path),
        server: Option<&Server>,
    ) -> Done<Layer> {
        let kept = Shell::new()?.create_temp_dir()?;
        let layer = Layer { directory: kept.path().to_owned(), _kept: kept };
        fs::create_dir(layer.directory.join("mount"))?;
        fs::create_dir_all(layer.top())?;
        // The top directory lends its rights to the root of the whole.
        fs::set_permissions(layer.top(), Permissions::from_mode(0o755))?;
        layer.copy(binary, "/app")?;
        if case.init {
            layer.copy(&serves.join("usr/bin/tini-static"), INIT)?;
        }
        // Docker and Podman mount both over whatever the image has. No name server answers here.
        layer.write("/etc/hosts", format!("127.0.0.1\tlocalhost\n127.0.0.1\t{NAME}\n").as_bytes())?;
        layer.write("/etc/resolv.conf", b"")?;
        for copy in &case.copy {
            let from = match copy.from.strip_prefix('/') {
                Some(inside) => made_in.join(inside),
                None => program.source().join(&copy.from),
            };
            layer.copy(&from, &copy.to)?;
        }
        for directory in &case.directory {
            let path = layer.place(&directory.path)?;
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, Permissions::from_mode(u32::from_str_radix(&directory.mode, 8)?))?;
            chown(&path, Some(directory.owner), Some(directory.owner))?;
        }
        if let Some(server) = server {
            layer.trust(tree, &server.authority()?)?;
        }
        Ok(layer)
    }

    pub(super) fn top(&self) -> PathBuf {
        self.directory.join("top")
    }

    /// A bundle that is there gets the proof's authority; none is made.
    fn trust(&self, tree: &Tree, authority: &[u8]) -> Done {
        let own = self.top().join(BUNDLE);
        let Ok(mut bundle) = fs::read(&own).or_else(|_| fs::read(tree.root.join(BUNDLE))) else {
            return Ok(());
        };
        bundle.extend_from_slice(authority);
        self.write(&format!("/{BUNDLE}"), &bundle)
    }

    /// The path in the layer, below directories that exist.
    fn place(&self, path: &str) -> Done<PathBuf> {
        let place = self.top().join(path.trim_start_matches('/'));
        fs::create_dir_all(place.parent().ok_or("a path without a directory")?)?;
        Ok(place)
    }

    fn write(&self, path: &str, content: &[u8]) -> Done {
        let place = self.place(path)?;
        if place.exists() {
            fs::remove_file(&place)?;
        }
        fs::write(&place, content)?;
        Ok(fs::set_permissions(&place, Permissions::from_mode(0o644))?)
    }

    /// Links are followed, as COPY does with the path that it is given.
    fn copy(&self, from: &Path, to: &str) -> Done {
        let place = self.place(to)?;
        let sh = Shell::new()?;
        Ok(cmd!(sh, "cp -R -L --preserve=mode {from} {place}").quiet().run()?)
    }
}

/// The user's home as a runtime looks it up in the image, or / where the image does not know the user.
pub(super) fn home(tree: &Tree) -> String {
    let users = fs::read_to_string(tree.root.join("etc/passwd")).unwrap_or_default();
    let home = users.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        let own = fields.get(2).and_then(|uid| uid.parse().ok()) == Some(NONROOT);
        fields.get(5).filter(|_| own).map(|home| (*home).to_owned())
    });
    home.unwrap_or_else(|| "/".to_owned())
}
