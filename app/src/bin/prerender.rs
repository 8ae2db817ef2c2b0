//! The build's half: Trunk calls it when both bundles lie in the staging folder, and it writes every page.

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let told =
        |name: &str| std::env::var(name).map_err(|_| format!("{name} is not set; `trunk build` sets it"));
    let staging = PathBuf::from(told("TRUNK_STAGING_DIR")?);
    let source = PathBuf::from(told("TRUNK_SOURCE_DIR")?);
    let public_url = told("TRUNK_PUBLIC_URL")?;
    let pages = app::site::build(&source, &staging, &public_url)?;
    println!("prerendered {pages} pages");
    Ok(())
}
