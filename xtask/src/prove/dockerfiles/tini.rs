//! tini's release lies on a host out of reach. Debian's builds of the same version are served under that host's name
//! instead: what the generator writes has to refuse them, and with their hashes in place of the release's it has to build.

use std::fs;
use std::path::{Path, PathBuf};

use analyzer::dockerfile::{Add, Dockerfile, Instruction};
use rootfs::{Arch, Deb, Mirror, Release};

use super::context;
use super::recorded::Refused;
use super::shelf::{Shelf, emptied};
use crate::Done;
use crate::engine::{Build, Engine, Host};
use crate::executable::keep;
use crate::samples::sha256;

const HOST: &str = "github.com";
/// Where Debian's package has it.
const PROGRAM: &str = "/usr/bin/tini-static";

/// Served as long as this lasts.
pub(super) struct Tini {
    files: PathBuf,
    version: String,
    _host: Host,
}

/// What a Dockerfile gets from the host, in its order.
pub(super) fn added(dockerfile: &Dockerfile) -> Vec<Add> {
    let steps = dockerfile.stages.iter().flat_map(|stage| &stage.steps);
    let add = |instruction: &Instruction| match instruction {
        Instruction::Add(add) => Some(add.clone()),
        _ => None,
    };
    steps.filter_map(|step| add(&step.instruction)).collect()
}

impl Tini {
    /// Before the engine starts. `added` says which files are asked for.
    pub(super) fn serve(added: &[Add]) -> Done<Tini> {
        let files = emptied(&super::cache().join("tini"))?;
        let mirror = Mirror::open()?;
        let mut version = String::new();
        for add in added {
            let name = add.source.rsplit_once('-').map(|(_, name)| name).unwrap_or_default();
            let arch = Arch::named(name).ok_or_else(|| format!("{}: for which architecture?", add.source))?;
            let index = mirror.index(Release::named("trixie").ok_or("no trixie")?, arch)?;
            let package = index.package("tini")?;
            version.clone_from(&package.version);
            let deb = Deb::open(&mirror.fetch(package)?)?;
            let program = deb.file(PROGRAM).ok_or_else(|| format!("Debian's tini has no {PROGRAM}"))?;
            keep(&files.join(path(add)?), program)?;
        }
        let host = Host::serve(HOST, &files)?;
        Ok(Tini { files, version, _host: host })
    }

    /// The text with the hashes of what is served in place of the release's, and nothing else changed.
    pub(super) fn adapted(&self, text: &str, added: &[Add]) -> Done<String> {
        let mut text = text.to_owned();
        for add in added {
            if text.matches(add.sha256).count() != 1 {
                return Err(format!("{} is not there once", add.sha256).into());
            }
            text = text.replace(add.sha256, &self.hash(add)?);
        }
        Ok(text)
    }

    /// Builds it as it is written, and holds what BuildKit says against what is served.
    pub(super) fn refusal(
        &self,
        engine: &Engine,
        shelf: &mut Shelf<'_>,
        text: &str,
        added: &[Add],
    ) -> Done<Refused> {
        // Nothing but the stage with tini: the others would be built for nothing.
        let context = context::lay_out(engine, shelf, "go", "")?;
        let how = Build { target: Some("tini"), ..Build::default() };
        let Err(said) = engine.build("final-stage/refused", text, &context, &how) else {
            return Err("what is not tini's release was taken for it".into());
        };
        let said = said.to_string();
        let mut refused = None;
        for add in added {
            let hash = self.hash(add)?;
            let names = |line: &&str| line.contains(add.sha256) && line.contains(&hash);
            refused = refused.or_else(|| said.lines().rev().find(names).map(str::to_owned));
        }
        let says = refused.ok_or_else(|| format!("it was refused, but for another reason: {said}"))?;
        Ok(Refused { served: format!("Debian's tini {}", self.version), says: says.trim().to_owned() })
    }

    fn hash(&self, add: &Add) -> Done<String> {
        Ok(sha256(&fs::read(self.files.join(path(add)?))?))
    }
}

/// Of a file on the host.
fn path(add: &Add) -> Done<&Path> {
    let path =
        add.source.strip_prefix("https://").and_then(|rest| rest.strip_prefix(HOST)?.strip_prefix('/'));
    Ok(Path::new(path.ok_or_else(|| format!("{} is on another host", add.source))?))
}
