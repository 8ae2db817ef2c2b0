//! The command line, built as it is released: static and at a fixed address, so that it starts as quickly as
//! a program can and runs in `scratch`.

use std::env;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Done, project};

pub(crate) fn run(_arguments: &[String]) -> Done {
    println!("{}", build()?.display());
    Ok(())
}

/// Builds `finalstage` and returns where it is.
pub(crate) fn build() -> Done<PathBuf> {
    let sh = Shell::new()?;
    let _root = sh.push_dir(project::root());
    let host = cmd!(sh, "rustc --print host-tuple").quiet().read()?;
    // Flags for a named target stay away from build scripts and macros, which cannot be static.
    let flags =
        format!("target.{host}.rustflags=['-Ctarget-feature=+crt-static','-Crelocation-model=static']");
    cmd!(sh, "cargo build --quiet --profile native --package finalstage --target {host} --config {flags}")
        .env_remove("RUSTFLAGS")
        .quiet()
        .run()?;
    // This program lies in <target>/<profile>/, wherever the target directory was moved to.
    let this = env::current_exe()?;
    let target = this.parent().and_then(Path::parent).ok_or("this program lies in no target directory")?;
    let program = target.join(host).join("native/finalstage");
    if program.is_file() { Ok(program) } else { Err(format!("{} was not built", program.display()).into()) }
}
