//! Java: the jar on an image with a Java runtime, or with one that jlink makes of the modules it needs.

use super::{BUILD, Program, build_stage, distribution, run, sources, workdir};
use crate::dockerfile::instruction::{Copy, Instruction, Mount, Run, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version;
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Java {
    /// The jar is there already, as app.jar.
    pub is_built: bool,
    /// Version 21 instead of 25. An image with a runtime decides by itself.
    pub older: bool,
    /// Modules of the runtime, where jdeps shall not find them out.
    pub modules: Option<String>,
}

const RUNTIME: &str = "runtime";

impl Java {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Result<Program, String> {
        let image = plan.image;
        let has_runtime = image.language == "java";
        // The virtual machine loads libz; the C++ library is in it.
        if !has_runtime && (image.libc == "none" || !plan.image_has("libz.so.1")) {
            return Err(format!(
                "A Java program needs a virtual machine, and that needs a C library and libz. {} does not have them; distroless java, base and cc, Debian slim and Alpine do.",
                image.reference
            ));
        }
        let older = if has_runtime { image.reference.contains("java21") } else { self.older };
        let mut stages = Vec::new();
        if !self.is_built {
            stages.push(jar(older));
        }
        let mut copies = Vec::new();
        let java: Word = if has_runtime {
            "/usr/bin/java".into()
        } else {
            stages.push(self.runtime(plan, older));
            let copy = Copy {
                from: Some(RUNTIME.into()),
                sources: vec!["/jre".into()],
                destination: "/jre".into(),
                ..Copy::default()
            };
            let reason = "A Java runtime with the modules of this program and no other.";
            copies.push(Step::new(Instruction::Copy(copy), lesson::LANGUAGES, reason));
            "/jre/bin/java".into()
        };
        let (from, source, reason) = if self.is_built {
            (None, "./app.jar", "Your program, named app.jar, beside the Dockerfile.")
        } else {
            (Some(BUILD.into()), "/out/app.jar", "Only the jar leaves the build stage.")
        };
        let copy = Copy {
            from,
            mode: Some("0444"),
            sources: vec![source.into()],
            destination: "/app.jar".into(),
            ..Copy::default()
        };
        copies.push(Step::new(Instruction::Copy(copy), lesson::STAGES, reason));
        Ok(Program {
            stages,
            copies,
            // Of the memory that the container may have, not of the machine's.
            environment: vec![(
                "JAVA_TOOL_OPTIONS",
                "-XX:MaxRAMPercentage=75 -XX:+ExitOnOutOfMemoryError".into(),
            )],
            entrypoint: vec![java, "-jar".into(), "/app.jar".into()],
            ..Program::default()
        })
    }

    fn runtime(&self, plan: &Plan<'_>, older: bool) -> Stage {
        let toolchain = if older { version::JAVA_OLDER } else { version::JAVA };
        let copy = if self.is_built {
            Copy { sources: vec!["./app.jar".into()], destination: "/app.jar".into(), ..Copy::default() }
        } else {
            Copy {
                from: Some(BUILD.into()),
                sources: vec!["/out/app.jar".into()],
                destination: "/app.jar".into(),
                ..Copy::default()
            }
        };
        let release = if older { "21" } else { "25" };
        let modules: Word = match &self.modules {
            Some(_) => "modules=\"$MODULES\"".into(),
            None => format!(
                "modules=\"$(jdeps --ignore-missing-deps --multi-release {release} --print-module-deps /app.jar)\""
            )
            .into(),
        };
        let link = vec![
            modules,
            "jlink --add-modules \"$modules\" --strip-debug --no-header-files --no-man-pages --output /jre"
                .into(),
        ];
        let mut steps = vec![Step::new(
            Instruction::Copy(copy),
            lesson::LANGUAGES,
            "jdeps reads the jar to find out which modules it needs.",
        )];
        if let Some(modules) = &self.modules {
            let argument = Instruction::Arg(vec![("MODULES", Some(modules.clone().into()))]);
            steps.push(Step::new(argument, lesson::LANGUAGES, "The modules of the runtime, by name."));
        }
        steps.push(run(
            link,
            lesson::LANGUAGES,
            "Makes a runtime of these modules. What a framework loads by name jdeps does not see: name such modules in the option.",
        ));
        Stage {
            name: Some(RUNTIME),
            ..build_stage(
                toolchain.on(distribution(plan)),
                lesson::LANGUAGES,
                "Temurin\u{2019}s builds run with any glibc since 2.17; for Alpine there are builds with musl.",
                steps,
            )
        }
    }
}

/// Maven makes the jar.
fn jar(older: bool) -> Stage {
    let maven = if older { version::MAVEN_OLDER } else { version::MAVEN };
    let jar = Instruction::Arg(vec![("JAR", Some("target/app.jar".into()))]);
    let mounts = vec![Mount::cache("/root/.m2")];
    let commands =
        vec!["mvn --batch-mode package -DskipTests".into(), "install -D \"$JAR\" /out/app.jar".into()];
    let steps = vec![
        workdir("/src"),
        sources("The sources, with pom.xml."),
        Step::new(
            jar,
            lesson::LANGUAGES,
            "The runnable jar that the build makes. Change it here or with --build-arg JAR=….",
        ),
        Step::new(
            Instruction::Run(Run { mounts, commands }),
            lesson::LANGUAGES,
            "The cache mount keeps the dependencies between builds.",
        ),
    ];
    let stage = build_stage(
        maven.to_owned(),
        lesson::LANGUAGES,
        "Runs on the machine that builds: a jar is the same for every platform.",
        steps,
    );
    Stage { on_build_platform: true, ..stage }
}
