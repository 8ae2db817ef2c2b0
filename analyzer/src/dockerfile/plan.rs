//! What is wanted: how the program is made, on which image it rests, and what it needs there.

use super::language::{self, Program};
use super::last;
use super::recipe::Recipe;
use super::{Dockerfile, Stage};
use crate::catalog::{BaseImage, Catalog};
use crate::elf::platform::Architecture;

/// The user that distroless calls `nonroot`; any number but 0 does as well.
pub(crate) const NONROOT: u32 = 65_532;

/// Everything that decides what a Dockerfile says. Its texts have passed [`super::grammar`].
#[derive(Clone, Debug)]
pub struct Plan<'c> {
    pub image: &'c BaseImage,
    pub recipe: Recipe,
    /// The user's number, and the group's.
    pub uid: u32,
    pub init: Init,
    pub ports: Vec<u16>,
    /// Directories that the program writes to and that are lost with the container.
    pub directories: Vec<String>,
    /// Directories that outlive it.
    pub volumes: Vec<String>,
    pub health: Health,
    /// What asks the program to end, where that is not `SIGTERM`.
    pub stop_signal: Option<&'static str>,
    pub labels: bool,
    /// Which final image exactly: `sha256:…`.
    pub digest: Option<String>,
    /// Which builder exactly.
    pub builder_digest: Option<String>,
    /// The variant with a shell, where the image has one.
    pub debug: bool,
    pub strip: bool,
    pub upx: bool,
    /// It speaks TLS.
    pub certificates: bool,
    /// It names time zones.
    pub zones: bool,
    /// It looks up users.
    pub accounts: bool,
    /// It writes temporary files.
    pub tmp: bool,
    /// Sonames that the image lacks, all of them in the catalog.
    pub libraries: Vec<&'static str>,
}

/// Who is process 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Init {
    /// The program itself.
    #[default]
    None,
    /// The one that `docker run --init` brings.
    Docker,
    /// tini, in the image.
    Tini,
}

/// How a runtime finds out that the program still answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    #[default]
    None,
    /// The program has a subcommand `health` that ends with 0 or 1.
    Own,
    /// A request for this path on the first port.
    Http(String),
}

impl<'c> Plan<'c> {
    /// A program on an image, as user 65532, and nothing else.
    pub fn new(image: &'c BaseImage, recipe: Recipe) -> Self {
        Plan {
            image,
            recipe,
            uid: NONROOT,
            init: Init::None,
            ports: Vec::new(),
            directories: Vec::new(),
            volumes: Vec::new(),
            health: Health::None,
            stop_signal: None,
            labels: false,
            digest: None,
            builder_digest: None,
            debug: false,
            strip: true,
            upx: false,
            certificates: false,
            zones: false,
            accounts: false,
            tmp: false,
            libraries: Vec::new(),
        }
    }

    /// The port that health checks and commands ask on.
    pub(super) fn first_port(&self) -> u16 {
        self.ports.first().copied().unwrap_or(8080)
    }

    /// Whether the image has a library of this name.
    pub(super) fn image_has(&self, soname: &str) -> bool {
        let catalog = Catalog::of(Architecture::Amd64);
        let contents = catalog.image(self.image.slug).and_then(|image| image.contents.as_ref());
        contents
            .is_some_and(|contents| catalog.libraries(contents).any(|(library, _)| library.soname == soname))
    }
}

/// Writes the Dockerfile, or says in a sentence why there is none.
pub fn write(plan: &Plan<'_>) -> Result<Dockerfile, String> {
    if let Some(sentence) = last::library_refusal(plan) {
        return Err(sentence);
    }
    let mut program: Program = language::program(plan)?;
    let is_bookworm =
        |stage: &Stage| stage.name == Some(language::BUILD) && stage.from.ends_with("-bookworm");
    if plan.upx && program.stages.iter().any(is_bookworm) {
        return Err(
            "Debian 12 has no package of UPX. Leave it out, or take an image of Debian 13.".to_owned()
        );
    }
    if let (Some(builder), Some(digest)) = (program.stages.first_mut(), &plan.builder_digest) {
        builder.digest = Some(digest.clone());
    }
    let mut stages: Vec<Stage> = std::mem::take(&mut program.stages);
    stages.extend(last::stages(plan, program));
    Ok(Dockerfile { stages })
}
