//! A program that is there already: the file itself, or the folder that it ships in.

use super::{PROGRAM, Program};
use crate::dockerfile::instruction::{Copy, Instruction};
use crate::dockerfile::recipe::IN_FOLDER;
use crate::dockerfile::{Step, lesson};

pub(super) fn file() -> Program {
    let reason = "Your program, named app, beside the Dockerfile. Mode 0555: everyone may run it and no one may change it.";
    from_context("./app", PROGRAM, reason)
}

/// Where the directory has a name of the visitor's own, they have to write it in.
pub(super) fn folder(program: Option<&'static str>) -> Program {
    let reason = if program.is_some() {
        "Your files in their shape, in a folder named app beside the Dockerfile; the program in it is named app too. Mode 0555: everyone may read and run them and no one may change them."
    } else {
        "Your files in their shape, in a folder named app beside the Dockerfile. Mode 0555: everyone may read and run them and no one may change them."
    };
    let own_directory = "Change this path: write the one of your program below /app, which has a directory of a name of its own. Do not move the program instead, because $ORIGIN in its search paths counts from that directory.";
    Program {
        entrypoint_remark: if program.is_some() { "" } else { own_directory },
        ..from_context("./app/", program.unwrap_or(IN_FOLDER), reason)
    }
}

fn from_context(source: &'static str, program: &'static str, reason: &str) -> Program {
    let copy = Copy {
        mode: Some("0555"),
        sources: vec![source.into()],
        destination: PROGRAM.into(),
        ..Copy::default()
    };
    Program {
        copies: vec![Step::new(Instruction::Copy(copy), lesson::STAGES, reason)],
        entrypoint: vec![program.into()],
        ..Program::default()
    }
}
