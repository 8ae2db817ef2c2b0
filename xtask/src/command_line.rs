//! The command line, built as it is released, for the tasks that run it.

use std::env;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Done, project};

/// Builds `finalstage` and returns where it is.
pub(crate) fn build() -> Done<PathBuf> {
    let sh = Shell::new()?;
    let _root = sh.push_dir(project::root());
    cmd!(sh, "cargo build --quiet --profile native --package finalstage").quiet().run()?;
    // This program lies in <target>/<profile>/, wherever the target directory was moved to.
    let this = env::current_exe()?;
    let target = this.parent().and_then(Path::parent).ok_or("this program lies in no target directory")?;
    let program = target.join("native/finalstage");
    if program.is_file() { Ok(program) } else { Err(format!("{} was not built", program.display()).into()) }
}
