//! Debian's packages, installed when this is Debian and we are root; otherwise a sentence that says what to
//! install by hand.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::Done;

/// Installs what is named, saying why first. `why` completes the sentence "NAMES: …".
pub(crate) fn install(packages: &[&str], why: &str) -> Done {
    let names = packages.join(" ");
    if !Path::new("/etc/debian_version").exists() {
        return Err(format!("{names}: {why}. This is not Debian, so please install it and try again.").into());
    }
    let sh = Shell::new()?;
    if cmd!(sh, "id -u").quiet().read()? != "0" {
        return Err(
            format!("{names}: {why}. Please run `sudo apt-get install {names}` and try again.").into()
        );
    }
    println!("setup: {names}: {why}; installing with apt-get (about 2 min)");
    // A fresh machine has no package lists, and an old list names files the mirror no longer has.
    cmd!(sh, "apt-get update -qq").quiet().run()?;
    cmd!(sh, "apt-get install -qq -y --no-install-recommends {packages...}")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .quiet()
        .run()?;
    Ok(())
}
