//! One recipe for each way to come by the program: built from source in Go, Rust, C or C++, or copied as
//! it is. The final stage is the same for all of them.

use super::builder::Distribution;
use super::{Copy, Dockerfile, Instruction, Mount, Run, Stage, Step};
use crate::catalog::BaseImage;

/// How the program comes into the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipe {
    Go {
        cgo: bool,
    },
    Rust {
        is_static: bool,
    },
    C {
        is_static: bool,
    },
    Cxx {
        is_static: bool,
    },
    /// The file itself, from the build context.
    Prebuilt,
    /// The program in a folder with its own libraries. Where it lies is what [`place`] answers; nothing where
    /// the directory's name is the visitor's own, who has to write it in.
    Folder {
        program: Option<&'static str>,
    },
}

/// The user that distroless calls `nonroot`; any number but 0 does as well.
pub(crate) const NONROOT: u32 = 65_532;

/// Writes the Dockerfile that puts a program on this image.
pub fn write(image: &BaseImage, recipe: Recipe) -> Dockerfile {
    let distribution = Distribution::of(image.family, image.release);
    let builder = match recipe {
        Recipe::Go { cgo } => Some(go(distribution, cgo)),
        Recipe::Rust { is_static } => Some(rust(distribution, is_static)),
        Recipe::C { is_static } | Recipe::Cxx { is_static } => Some(make(distribution, recipe, is_static)),
        Recipe::Prebuilt | Recipe::Folder { .. } => None,
    };
    let last = final_stage(image, recipe);
    Dockerfile { stages: builder.into_iter().chain([last]).collect() }
}

fn final_stage(image: &BaseImage, recipe: Recipe) -> Stage {
    let copy = |from, source, reason| {
        let copy = Copy { from, mode: Some("0555"), sources: vec![source], destination: PROGRAM };
        step(Instruction::Copy(copy), reason)
    };
    let exec_form =
        "Exec form: the program is PID 1 and gets the signals. The shell form needs a shell.".to_owned();
    let (copy, program, reason) = match recipe {
        Recipe::Prebuilt => (
            copy(
                None,
                "./app",
                "Your program, named app, beside the Dockerfile. Mode 0555: everyone may run it and no one may change it.",
            ),
            PROGRAM,
            exec_form,
        ),
        Recipe::Folder { program } => (
            copy(
                None,
                "./app/",
                match program {
                    Some(_) => {
                        "Your files in their shape, in a folder named app beside the Dockerfile; the program in it is named app too. Mode 0555: everyone may read and run them and no one may change them."
                    }
                    None => {
                        "Your files in their shape, in a folder named app beside the Dockerfile. Mode 0555: everyone may read and run them and no one may change them."
                    }
                },
            ),
            program.unwrap_or(IN_FOLDER),
            match program {
                Some(_) => exec_form,
                None => format!(
                    "Change this path: write the one of your program below /app, which has a directory of a name of its own. Do not move the program instead, because $ORIGIN in its search paths counts from that directory. {exec_form}"
                ),
            },
        ),
        _ => (
            copy(
                Some("build"),
                "/out/app",
                "Only the program leaves the build stage. Mode 0555: everyone may run it and no one may change it.",
            ),
            PROGRAM,
            exec_form,
        ),
    };
    Stage {
        from: image.from(),
        on_build_platform: false,
        name: None,
        reason: format!("The final stage. {}", image.summary),
        steps: vec![
            copy,
            step(
                Instruction::User { uid: NONROOT, gid: NONROOT },
                "Not root. A number needs no /etc/passwd, and Kubernetes can check it with runAsNonRoot.",
            ),
            step(Instruction::Entrypoint(vec![program]), &reason),
        ],
    }
}

/// Where a program of the given path lies in its folder: `$ORIGIN` depends on the directory. No name of the
/// visitor's gets into the Dockerfile, so a directory that is not a usual one is not written.
pub(crate) fn place(path: &str) -> Option<&'static str> {
    let usual = [
        ("/app/", IN_FOLDER),
        ("/app/bin/", "/app/bin/app"),
        ("/app/sbin/", "/app/sbin/app"),
        ("/app/usr/bin/", "/app/usr/bin/app"),
        ("/app/libexec/", "/app/libexec/app"),
    ];
    let directory = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default();
    usual.into_iter().find(|(known, _)| *known == directory).map(|(_, place)| place)
}

const IN_FOLDER: &str = "/app/app";
const PROGRAM: &str = crate::layout::PROGRAM;

fn go(distribution: Distribution<'_>, cgo: bool) -> Stage {
    let build = if cgo {
        "CGO_ENABLED=1 go build -trimpath -ldflags=\"-s -w\" -o /out/app ."
    } else {
        "CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags=\"-s -w\" -o /out/app ."
    };
    let mut steps = vec![
        step(Instruction::Workdir("/src"), "Creates the directory and moves there."),
        step(
            Instruction::Copy(Copy {
                from: None,
                mode: None,
                sources: vec!["go.mod", "go.sum*"],
                destination: "./",
            }),
            "The module files first: the next step stays cached until they change. A module without dependencies has no go.sum.",
        ),
        step(
            Instruction::Run(Run {
                mounts: vec![Mount::Cache("/go/pkg/mod")],
                commands: vec!["go mod download".to_owned()],
            }),
            "Downloads the dependencies once; the cache mount keeps them out of the image.",
        ),
        step(
            Instruction::Copy(Copy { from: None, mode: None, sources: vec!["."], destination: "." }),
            "The sources.",
        ),
    ];
    if !cgo {
        steps.push(step(
            Instruction::Arg { names: "TARGETOS TARGETARCH" },
            "BuildKit sets both. A default here would win over the platform that was asked for.",
        ));
    }
    steps.push(step(
        Instruction::Run(Run {
            mounts: vec![Mount::Cache("/go/pkg/mod"), Mount::Cache("/root/.cache/go-build")],
            commands: vec![build.to_owned()],
        }),
        if cgo {
            "With cgo, the C compiler of this release links the program to this release's glibc."
        } else {
            "Without cgo, Go links statically and cross-compiles. -trimpath and -s -w leave paths and debug tables out."
        },
    ));
    Stage {
        from: distribution.go(),
        on_build_platform: !cgo,
        name: Some("build"),
        reason: if cgo {
            "The builder has the release of the final stage, so it asks for no newer glibc.".to_owned()
        } else {
            "Runs on the machine that builds, and compiles for the platform that was asked for.".to_owned()
        },
        steps,
    }
}

fn rust(distribution: Distribution<'_>, is_static: bool) -> Stage {
    let mut commands = Vec::new();
    // On Alpine, rustc's own target is musl's already.
    let flags = match (distribution, is_static) {
        (Distribution::Alpine(_), true) | (Distribution::Debian(_), false) => "",
        (Distribution::Alpine(_), false) => "RUSTFLAGS=\"-C target-feature=-crt-static\" ",
        (Distribution::Debian(_), true) => {
            // Naming the target keeps the flag away from build scripts and macros.
            commands.push("target=\"$(rustc --print host-tuple)\"".to_owned());
            "RUSTFLAGS=\"-C target-feature=+crt-static\" "
        }
    };
    let (target, folder) = match (distribution, is_static) {
        (Distribution::Debian(_), true) => (" --target \"$target\"", "target/$target/release"),
        _ => ("", "target/release"),
    };
    commands.push(format!("{flags}cargo build --release --locked --bin \"$BIN\"{target}"));
    commands.push(format!("install -D \"{folder}/$BIN\" /out/app"));
    Stage {
        from: distribution.rust(),
        on_build_platform: false,
        name: Some("build"),
        reason: "The builder has the release of the final stage, so it asks for no newer C library."
            .to_owned(),
        steps: vec![
            step(Instruction::Workdir("/src"), "Creates the directory and moves there."),
            step(
                Instruction::Copy(Copy { from: None, mode: None, sources: vec!["."], destination: "." }),
                "The sources, with Cargo.lock.",
            ),
            step(
                Instruction::Arg { names: "BIN=app" },
                "The name of your binary target. Change it here or with --build-arg BIN=….",
            ),
            step(
                Instruction::Run(Run {
                    mounts: vec![Mount::Cache("/usr/local/cargo/registry"), Mount::Cache("/src/target")],
                    commands,
                }),
                if is_static {
                    "+crt-static links the C library in. The program leaves the cache mount, which is gone after this step."
                } else {
                    "The cache mounts keep crates and object files between builds. The program leaves them, because they are gone after this step."
                },
            ),
        ],
    }
}

fn make(distribution: Distribution<'_>, recipe: Recipe, is_static: bool) -> Stage {
    let language = if matches!(recipe, Recipe::Cxx { .. }) { "C++" } else { "C" };
    let build = if is_static { "make app LDFLAGS=-static" } else { "make app" };
    let install = distribution.install_compiler().map(|command| {
        step(
            Instruction::Run(Run { mounts: Vec::new(), commands: vec![command.to_owned()] }),
            "A compiler and make.",
        )
    });
    let steps = [
        step(Instruction::Workdir("/src"), "Creates the directory and moves there."),
        step(
            Instruction::Copy(Copy { from: None, mode: None, sources: vec!["."], destination: "." }),
            "The sources, with a Makefile whose target app makes the program.",
        ),
        step(
            Instruction::Run(Run {
                mounts: Vec::new(),
                commands: vec![build.to_owned(), "install -D app /out/app".to_owned()],
            }),
            if is_static {
                "-static links every library in. glibc's name service (getaddrinfo, getpwnam) still loads files at run time."
            } else {
                "Builds the program and puts it where the final stage takes it from."
            },
        ),
    ];
    Stage {
        from: distribution.compiler(),
        on_build_platform: false,
        name: Some("build"),
        reason: format!(
            "The release of the final stage, with that release's version of the {language} compiler: the program then asks for no newer library than the final stage has."
        ),
        steps: install.into_iter().chain(steps).collect(),
    }
}

fn step(instruction: Instruction, reason: &str) -> Step {
    Step { instruction, reason: reason.to_owned() }
}
