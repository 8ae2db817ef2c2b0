//! The standard library for wasm32-unknown-unknown: through rustup where rustup can, otherwise built once from
//! the sources in Debian's own Rust packages.

use std::fs;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use super::Tools;
use crate::{Done, debian, project};

const TARGET: &str = "wasm32-unknown-unknown";
/// Named by its path, so that rustup's proxy of the same name does not answer.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Makes the target usable, and tells `tools` when that takes another compiler or linker than the default one.
pub(crate) fn ready(tools: &mut Tools) -> Done {
    let sh = Shell::new()?;
    if has_std(&sh, "rustc") {
        return choose_linker(&sh, "rustc", tools);
    }
    if project::on_path("rustup").is_some() {
        println!("setup: {TARGET}: Rust's standard library for the browser, through rustup (a few seconds)");
        if cmd!(sh, "rustup target add {TARGET}").run().is_ok() && has_std(&sh, "rustc") {
            return choose_linker(&sh, "rustc", tools);
        }
        println!("setup: rustup cannot get {TARGET} here");
    }
    through_debian(&sh, tools)
}

fn has_std(sh: &Shell, rustc: &str) -> bool {
    let Ok(directory) =
        cmd!(sh, "{rustc} --print target-libdir --target {TARGET}").quiet().ignore_stderr().read()
    else {
        return false;
    };
    libraries(Path::new(&directory)).is_ok_and(|found| found.iter().any(|file| is_crate(file, "std")))
}

/// Debian ships the compiler, the sources of the standard library and the linker, but no library for this
/// target, so it is built here. From then on no unstable flag is needed.
fn through_debian(sh: &Shell, tools: &mut Tools) -> Done {
    if !Path::new(DEBIAN_RUSTC).exists() || !has_std(sh, DEBIAN_RUSTC) {
        debian::install(
            &["rustc-web", "cargo-web", "rust-web-src"],
            "Rust that can compile for the browser, with the sources of its standard library",
        )?;
        // The linker comes first: building the library already needs it.
        choose_linker(sh, DEBIAN_RUSTC, &mut Tools::default())?;
        build_std(sh)?;
    }
    if project::on_path("rustup").is_some() {
        cmd!(sh, "rustup toolchain link debian /usr").quiet().run()?;
        tools.variables.push(("RUSTUP_TOOLCHAIN", "debian".into()));
    }
    choose_linker(sh, DEBIAN_RUSTC, tools)
}

/// rustup's compilers bring `rust-lld`; a distribution's use the LLVM linker of the same version beside them.
fn choose_linker(sh: &Shell, rustc: &str, tools: &mut Tools) -> Done {
    let rustlib = sysroot(sh, rustc)?.join("lib/rustlib");
    let hosts = fs::read_dir(rustlib)?.flatten();
    if hosts.map(|host| host.path().join("bin/rust-lld")).any(|linker| linker.exists()) {
        return Ok(());
    }
    let major = llvm_major(sh, rustc)?;
    let linker = format!("wasm-ld-{major}");
    if project::on_path(&linker).is_none() {
        let package = format!("lld-{major}");
        debian::install(&[package.as_str()], "the linker for WebAssembly that matches this Rust")?;
    }
    tools.variables.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()));
    Ok(())
}

fn build_std(sh: &Shell) -> Done {
    println!("setup: {TARGET}: building Rust's standard library for the browser (about 1 min, once)");
    let package = sh.create_temp_dir()?;
    let _inside = sh.push_dir(package.path());
    sh.write_file("src/lib.rs", "")?;
    sh.write_file(
        "Cargo.toml",
        "[package]\nname = \"empty\"\nedition = \"2021\"\n\n\
         [workspace]\n\n[profile.release]\nopt-level = \"s\"\ncodegen-units = 1\n",
    )?;
    // rustup's proxies would pick its own compiler again, so Debian's directory goes first. The bitcode is
    // what lets the site use link-time optimisation through the standard library.
    let path = format!("/usr/bin:{}", sh.var("PATH")?);
    cmd!(
        sh,
        "/usr/bin/cargo build -Zbuild-std=std,panic_abort --target {TARGET} --release --target-dir built"
    )
    .env("PATH", path)
    .env("RUSTC_BOOTSTRAP", "1")
    .env("RUSTFLAGS", "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes")
    .run()?;
    let destination = sysroot(sh, DEBIAN_RUSTC)?.join(format!("lib/rustlib/{TARGET}/lib"));
    fs::create_dir_all(&destination)?;
    for file in libraries(&package.path().join(format!("built/{TARGET}/release/deps")))? {
        if !is_crate(&file, "empty") {
            sh.copy_file(&file, &destination)?;
        }
    }
    Ok(())
}

fn sysroot(sh: &Shell, rustc: &str) -> Done<PathBuf> {
    Ok(cmd!(sh, "{rustc} --print sysroot").quiet().read()?.into())
}

fn llvm_major(sh: &Shell, rustc: &str) -> Done<String> {
    let report = cmd!(sh, "{rustc} --version --verbose").quiet().read()?;
    parse_llvm_major(&report)
        .ok_or_else(|| format!("{rustc} --version --verbose names no LLVM version:\n{report}").into())
}

fn parse_llvm_major(report: &str) -> Option<String> {
    let version = report.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    let major = version.split('.').next()?;
    (!major.is_empty() && major.chars().all(|digit| digit.is_ascii_digit())).then(|| major.to_owned())
}

fn libraries(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory)?.map(|entry| entry.map(|entry| entry.path()));
    let files = entries.collect::<std::io::Result<Vec<_>>>()?;
    Ok(files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "rlib"))
        .collect())
}

fn is_crate(library: &Path, name: &str) -> bool {
    library
        .file_name()
        .and_then(|file| file.to_str())
        .is_some_and(|file| file.starts_with(&format!("lib{name}-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_follows_the_compilers_llvm() {
        let report = "rustc 1.96.0 (Debian)\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.2\n";
        assert_eq!(parse_llvm_major(report).as_deref(), Some("22"));
        assert_eq!(parse_llvm_major("rustc 1.96.0"), None);
    }

    #[test]
    fn std_is_told_from_libraries_that_only_start_like_it() {
        assert!(is_crate(Path::new("/lib/libstd-0123.rlib"), "std"));
        assert!(!is_crate(Path::new("/lib/libstd_detect-0123.rlib"), "std"));
    }
}
