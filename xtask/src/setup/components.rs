//! The parts of Rust's tool chain that a minimal installation leaves out and the gate needs.

use xshell::{Shell, cmd};

use crate::{Done, project};

/// Makes `cargo fmt` and `cargo clippy` usable.
pub(crate) fn ready() -> Done {
    let sh = Shell::new()?;
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if cmd!(sh, "cargo {subcommand} --version").quiet().ignore_stdout().ignore_stderr().run().is_ok() {
            continue;
        }
        if project::on_path("rustup").is_none() {
            return Err(
                format!("`cargo {subcommand}` is missing; please install {component} for this Rust").into()
            );
        }
        println!("setup: {component}: the gate runs `cargo {subcommand}`; through rustup (a few seconds)");
        cmd!(sh, "rustup component add {component}").run()?;
    }
    Ok(())
}
