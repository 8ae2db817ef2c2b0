//! C and C++, with make or CMake: linked to the final image's release, or static.

use super::{
    CLibrary, Program, build_stage, distribution, install, run, single_program, sources, upx, workdir,
};
use crate::dockerfile::instruction::{Instruction, Word};
use crate::dockerfile::plan::Plan;
use crate::dockerfile::version::{self, Distribution};
use crate::dockerfile::{Stage, Step, lesson};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct C {
    /// It is C++.
    pub cxx: bool,
    pub cmake: bool,
    pub is_static: bool,
    /// Which C library is in a static program.
    pub library: CLibrary,
    /// The target that makes the program; `app` when absent.
    pub target: Option<String>,
}

impl C {
    pub(super) fn program(&self, plan: &Plan<'_>) -> Program {
        let program = single_program(vec![self.build(plan)]);
        // Alpine comes without the C++ library, and a static program has it inside.
        let alpine = if self.cxx && !self.is_static { vec!["libstdc++"] } else { Vec::new() };
        let debian = if self.cxx && !self.is_static { vec!["libstdc++6"] } else { Vec::new() };
        let libraries =
            if self.cxx && !self.is_static { vec!["libstdc++.so.6", "libgcc_s.so.1"] } else { Vec::new() };
        Program { alpine, debian, libraries, ..program }
    }

    fn build(&self, plan: &Plan<'_>) -> Stage {
        let distribution = match distribution(plan) {
            Distribution::Debian(_) if self.is_static && self.library == CLibrary::Musl => {
                Distribution::Alpine(version::ALPINE)
            }
            same => same,
        };
        let mut steps = Vec::new();
        match (distribution, self.cmake) {
            (Distribution::Debian(_), false) => {}
            (Distribution::Debian(_), true) => {
                steps.push(install(distribution, &["cmake"], &[], "CMake; the compiler and make are there."));
            }
            (Distribution::Alpine(_), false) => {
                steps.push(install(distribution, &[], &["build-base"], "A compiler and make."));
            }
            (Distribution::Alpine(_), true) => {
                steps.push(install(
                    distribution,
                    &[],
                    &["build-base", "cmake"],
                    "A compiler, make and CMake.",
                ));
            }
        }
        steps.push(workdir("/src"));
        let named = if self.cmake {
            "The sources, with a CMakeLists.txt whose target TARGET makes the program."
        } else {
            "The sources, with a Makefile whose target TARGET makes the program."
        };
        steps.push(sources(named));
        let target = self.target.clone().map_or(Word::Borrowed("app"), Into::into);
        let reason = "The name of your target, and of the program it makes. Change it here or with --build-arg TARGET=….";
        steps.push(Step::new(Instruction::Arg(vec![("TARGET", Some(target))]), lesson::NATIVE, reason));
        steps.push(self.compile(plan));
        if plan.upx {
            steps.push(upx(distribution));
        }
        let language = if self.cxx { "C++" } else { "C" };
        let reason = match (self.is_static, distribution) {
            (true, Distribution::Alpine(_)) => {
                "Alpine\u{2019}s C library is musl: linked in whole, it needs no file of the final image to look up names.".to_owned()
            }
            _ => format!(
                "The release of the final stage, with that release\u{2019}s version of the {language} compiler: the program then asks for no newer library than the final stage has."
            ),
        };
        build_stage(distribution.compiler(), lesson::NATIVE, &reason, steps)
    }

    fn compile(&self, plan: &Plan<'_>) -> Step {
        let strip = if plan.strip { " -s" } else { "" };
        let commands: Vec<Word> = if self.cmake {
            let flags = if self.is_static { " -DCMAKE_EXE_LINKER_FLAGS=-static" } else { "" };
            vec![
                format!("cmake -S . -B /build -DCMAKE_BUILD_TYPE=Release{flags}").into(),
                "cmake --build /build --parallel --target \"$TARGET\"".into(),
                format!("install -D{strip} \"/build/$TARGET\" /out/app").into(),
            ]
        } else {
            let flags = if self.is_static { " LDFLAGS=-static" } else { "" };
            vec![
                format!("make \"$TARGET\"{flags}").into(),
                format!("install -D{strip} \"$TARGET\" /out/app").into(),
            ]
        };
        let reason = match (self.is_static, self.library) {
            (true, CLibrary::Glibc) => {
                "-static links every library in. glibc\u{2019}s name service (getaddrinfo, getpwnam) still loads files at run time."
            }
            (true, CLibrary::Musl) => "-static links every library in.",
            (false, _) => "Builds the program and puts it where the final stage takes it from.",
        };
        run(commands, lesson::NATIVE, reason)
    }
}
