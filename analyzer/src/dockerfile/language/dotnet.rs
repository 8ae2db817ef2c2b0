//! .NET: one file with the runtime inside, for an image with the C++ library.

use super::{Program, build_stage, distribution, single_program, sources, target_architecture, workdir};
use crate::dockerfile::instruction::{Instruction, Mount, Run};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dotnet {
    /// The assembly's name; `app` when absent.
    pub assembly: Option<String>,
}

impl Dotnet {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Result<Program, String> {
        let image = plan.image;
        let installs = matches!(image.family, "debian" | "ubuntu" | "alpine");
        if image.libc == "none" || !(installs || plan.image_has("libstdc++.so.6")) {
            return Err(format!(
                "The .NET runtime needs the C and the C++ library, and {} does not have them. distroless cc, Debian slim, Ubuntu and Alpine have them or can install them.",
                image.reference
            ));
        }
        let program = single_program(vec![self.build(plan)]);
        Ok(Program {
            environment: vec![
                // Without it the runtime looks for ICU, which none of these images has.
                ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1".into()),
                ("ASPNETCORE_HTTP_PORTS", plan.first_port().to_string().into()),
            ],
            debian: vec!["libstdc++6"],
            alpine: vec!["libstdc++"],
            ..program
        })
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let distribution = distribution(plan);
        let os = if matches!(distribution, Distribution::Alpine(_)) { "linux-musl" } else { "linux" };
        let assembly = self.assembly.clone().map_or("app".into(), Into::into);
        let mounts = vec![Mount::cache("/root/.nuget/packages")];
        let commands = vec![
            format!(
                "dotnet publish --configuration Release --os {os} --arch \"$TARGETARCH\" --self-contained -p:PublishSingleFile=true -p:InvariantGlobalization=true --output /publish"
            )
            .into(),
            "install -D \"/publish/$ASSEMBLY\" /out/app".into(),
        ];
        let steps = vec![
            workdir("/src"),
            sources("The sources, with the project file."),
            Step::new(
                Instruction::Arg(vec![("ASSEMBLY", Some(assembly))]),
                lesson::LANGUAGES,
                "The name of the assembly, and so of the program.",
            ),
            target_architecture(),
            Step::new(
                Instruction::Run(Run { mounts, commands }),
                lesson::LANGUAGES,
                "One file with the runtime in it. Invariant globalization does without ICU, which the final image has not.",
            ),
        ];
        let reason = "Runs on the machine that builds, and publishes for the platform that was asked for. The runtime in the package is made for older C libraries than any final stage here has.";
        let stage = build_stage(version::DOTNET.on(distribution), lesson::LANGUAGES, reason, steps);
        Stage { on_build_platform: true, ..stage }
    }
}
