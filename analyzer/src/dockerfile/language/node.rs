//! Node.js: the packages that the lock file names, on an image with Node.js, or with the program node
//! copied onto one that has the C++ library.

use super::{BUILD, Program, build_stage, distribution, workdir};
use crate::dockerfile::instruction::{Copy, Instruction, Mount, Run, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version;
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Version 22 instead of 24. An image with Node.js decides by itself.
    pub older: bool,
    /// The script that is started; `index.js` when absent.
    pub script: Option<String>,
}

impl Node {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Result<Program, String> {
        let image = plan.image;
        let has_node = image.language == "Node.js";
        let installs = matches!(image.family, "debian" | "ubuntu" | "alpine");
        if !has_node && (image.libc == "none" || !(installs || plan.image_has("libstdc++.so.6"))) {
            return Err(format!(
                "Node.js needs the C and the C++ library, and {} does not have them. distroless nodejs and cc, Debian slim and Alpine have them or can install them.",
                image.reference
            ));
        }
        let older = if has_node { image.reference.contains("nodejs22") } else { self.older };
        let mut copies = Vec::new();
        let node: Word = if has_node {
            "/nodejs/bin/node".into()
        } else {
            let copy = Copy {
                from: Some(BUILD.into()),
                sources: vec!["/usr/local/bin/node".into()],
                destination: "/usr/local/bin/node".into(),
                ..Copy::default()
            };
            let reason = "The program node alone, without npm.";
            copies.push(Step::new(Instruction::Copy(copy), lesson::LANGUAGES, reason));
            "/usr/local/bin/node".into()
        };
        let copy = Copy {
            from: Some(BUILD.into()),
            sources: vec!["/app".into()],
            destination: "/app".into(),
            ..Copy::default()
        };
        copies.push(Step::new(
            Instruction::Copy(copy),
            lesson::STAGES,
            "The sources and the packages, to read and not to write.",
        ));
        let script = self.script.clone().unwrap_or_else(|| "index.js".to_owned());
        Ok(Program {
            stages: vec![build(plan, older)],
            copies,
            environment: vec![("NODE_ENV", "production".into())],
            directory: Some("/app"),
            entrypoint: vec![node, script.into()],
            debian: if has_node { Vec::new() } else { vec!["libstdc++6"] },
            alpine: if has_node { Vec::new() } else { vec!["libstdc++"] },
            probe: Some(if has_node {
                |address| probe("/nodejs/bin/node", address)
            } else {
                |address| probe("/usr/local/bin/node", address)
            }),
            ..Program::default()
        })
    }
}

fn probe(node: &'static str, address: &str) -> Vec<Word> {
    let ask = format!("fetch('{address}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))");
    vec![node.into(), "-e".into(), ask.into()]
}

fn build(plan: &Plan<'_>, older: bool) -> Stage {
    let toolchain = if older { version::NODE_OLDER } else { version::NODE };
    let mounts =
        vec![Mount::cache("/root/.npm"), Mount::file("package.json"), Mount::file("package-lock.json")];
    let commands = vec!["npm ci --omit=dev".into()];
    let copy = Copy { sources: vec!["./".into()], destination: "./".into(), ..Copy::default() };
    let steps = vec![
        workdir("/app"),
        Step::new(
            Instruction::Run(Run { mounts, commands }),
            lesson::LANGUAGES,
            "Exactly what package-lock.json names, without what only development needs. Both files are mounted for this step; what npm downloads is kept between builds.",
        ),
        Step::new(
            Instruction::Copy(copy),
            lesson::STAGES,
            "The sources come last: the packages stay cached while only they change.",
        ),
    ];
    let reason = "The release of the final stage: packages with modules in C are made for its C library.";
    build_stage(toolchain.on(distribution(plan)), lesson::LANGUAGES, reason, steps)
}
