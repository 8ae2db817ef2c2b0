//! The byte strings that are looked for, and what each stands for.

use serde::{Deserialize, Serialize};

use crate::toolchain::trace::Trace;

/// A string to look for: four bytes at least. Several may have one mark.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    pub mark: Mark,
    pub bytes: &'static [u8],
}

/// What a hit stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    GoX509Roots,
    GoTimeZones,
    GoUser,
    GoExec,
    CertificateFiles,
    OpensslDirectory,
    RustlsRoots,
    ZoneFiles,
    UserFiles,
    Home,
    TemporaryDirectory,
    Shell,
    Resolver,
    NameServiceSwitch,
    Locale,
    Iconv,
    Icu,
    UnwindingLibrary,
    GraphicsLibrary,
    Sqlite,
    LowPort,
    FilesBeside,
    Upx,
    Electron,
    Java,
    Dotnet,
    Python,
    Node,
    Signals,
    /// A string of a language's runtime.
    Toolchain(Trace),
}

/// One row for each string.
pub const PATTERNS: &[Pattern] = &[
    // Go: names of functions in the table that every Go program carries.
    row(Mark::GoX509Roots, b"crypto/x509.loadSystemRoots"),
    row(Mark::GoX509Roots, b"crypto/x509.systemRootsPool"),
    row(Mark::GoTimeZones, b"time/tzdata.init"),
    row(Mark::GoTimeZones, b"time.LoadLocation"),
    row(Mark::GoUser, b"os/user.Current"),
    row(Mark::GoUser, b"os/user.lookupUser"),
    row(Mark::GoExec, b"os/exec.(*Cmd).Start"),
    row(Mark::Home, b"os.UserHomeDir"),
    row(Mark::TemporaryDirectory, b"os.CreateTemp"),
    // Certificates.
    row(Mark::CertificateFiles, b"/etc/ssl/certs/ca-certificates.crt"),
    row(Mark::CertificateFiles, b"/etc/pki/tls/certs/ca-bundle.crt"),
    row(Mark::CertificateFiles, b"/etc/ssl/cert.pem"),
    row(Mark::CertificateFiles, b"SSL_CERT_FILE"),
    row(Mark::OpensslDirectory, b"OPENSSLDIR: \""),
    row(Mark::OpensslDirectory, b"/usr/lib/ssl"),
    row(Mark::RustlsRoots, b"webpki-roots"),
    row(Mark::RustlsRoots, b"rustls-native-certs"),
    row(Mark::RustlsRoots, b"rustls-platform-verifier"),
    // Time zones.
    row(Mark::ZoneFiles, b"/usr/share/zoneinfo"),
    row(Mark::ZoneFiles, b"/etc/localtime"),
    // Users, homes, temporary files.
    row(Mark::UserFiles, b"/etc/passwd"),
    row(Mark::UserFiles, b"/etc/group"),
    row(Mark::UserFiles, b"getpwuid_r"),
    row(Mark::UserFiles, b"getpwnam_r"),
    row(Mark::Home, b"XDG_CACHE_HOME"),
    row(Mark::Home, b"XDG_CONFIG_HOME"),
    row(Mark::TemporaryDirectory, b"/var/tmp"),
    row(Mark::TemporaryDirectory, b"mkstemp"),
    row(Mark::TemporaryDirectory, b"TMPDIR"),
    // Shells.
    row(Mark::Shell, b"/bin/sh"),
    row(Mark::Shell, b"/bin/bash"),
    row(Mark::Shell, b"posix_spawnp"),
    // Names of hosts.
    row(Mark::Resolver, b"getaddrinfo"),
    row(Mark::Resolver, b"/etc/resolv.conf"),
    row(Mark::Resolver, b"/etc/hosts"),
    row(Mark::NameServiceSwitch, b"/etc/nsswitch.conf"),
    row(Mark::NameServiceSwitch, b"libnss_"),
    row(Mark::NameServiceSwitch, b"in statically linked applications requires at runtime"),
    // Languages and character sets.
    row(Mark::Locale, b"/usr/lib/locale"),
    row(Mark::Locale, b"locale-archive"),
    row(Mark::Locale, b"setlocale"),
    row(Mark::Iconv, b"iconv_open"),
    row(Mark::Iconv, b"gconv-modules"),
    // Libraries that are opened later.
    row(Mark::Icu, b"libicuuc.so"),
    row(Mark::Icu, b"libicui18n.so"),
    row(Mark::UnwindingLibrary, b"libgcc_s.so.1"),
    row(Mark::GraphicsLibrary, b"libGL.so.1"),
    row(Mark::GraphicsLibrary, b"libX11.so.6"),
    row(Mark::GraphicsLibrary, b"libvulkan.so"),
    // What it writes and where it listens.
    row(Mark::Sqlite, b"SQLite format 3"),
    row(Mark::Sqlite, b"database disk image is malformed"),
    row(Mark::LowPort, b"bind: permission denied"),
    row(Mark::FilesBeside, b"templates/*.html"),
    row(Mark::FilesBeside, b"/proc/self/exe"),
    // What it is packed by, or runs in.
    row(Mark::Upx, b"$Info: This file is packed with the UPX executable packer"),
    row(Mark::Electron, b"chrome-sandbox"),
    row(Mark::Java, b"libjvm.so"),
    row(Mark::Dotnet, b"libhostfxr.so"),
    row(Mark::Python, b"_MEIPASS"),
    row(Mark::Node, b"NODE_SEA_BLOB"),
    row(Mark::Signals, b"os/signal.Notify"),
    row(Mark::Signals, b"sigaction"),
    // What made it.
    row(Mark::Toolchain(Trace::RustSource), b"/library/std/src/"),
    row(Mark::Toolchain(Trace::RustSource), b"/library/core/src/"),
    row(Mark::Toolchain(Trace::RustSource), b"/library/alloc/src/"),
    row(Mark::Toolchain(Trace::RustSource), b"/src/libcore/"),
    row(Mark::Toolchain(Trace::RustSource), b"/src/libstd/"),
    row(Mark::Toolchain(Trace::RustSource), b"/src/liballoc/"),
    row(Mark::Toolchain(Trace::RustSource), b"/rustc-1."),
    row(Mark::Toolchain(Trace::RustSource), b"/rustc/"),
    row(Mark::Toolchain(Trace::RustMain), b"has overflowed its stack"),
    row(Mark::Toolchain(Trace::RustUnwind), b"TSUR\0ZOM"),
    row(Mark::Toolchain(Trace::Haskell), b"    (GHC version %s for %s)"),
    row(Mark::Toolchain(Trace::OcamlSettings), b"OCAMLRUNPARAM"),
    row(Mark::Toolchain(Trace::OcamlException), b"Fatal error: exception %s"),
    row(Mark::Toolchain(Trace::Nim), b"SIGSEGV: Illegal storage access. (Attempt to read from nil?)"),
    row(Mark::Toolchain(Trace::Crystal), b"CRYSTAL_LOAD_DEBUG_INFO"),
    row(Mark::Toolchain(Trace::CrystalSource), b"/src/exception/call_stack"),
    row(Mark::Toolchain(Trace::DSource), b"/runtime/druntime/src/"),
    row(Mark::Toolchain(Trace::Ada), b"GNAT Version: "),
    row(Mark::Toolchain(Trace::Fortran), b"Fortran runtime error: "),
    row(Mark::Toolchain(Trace::Pascal), b"FPC 2."),
    row(Mark::Toolchain(Trace::Pascal), b"FPC 3."),
    row(Mark::Toolchain(Trace::DotnetVersion), b"@(#)Version "),
    row(Mark::Toolchain(Trace::DotnetHost), b"c3ab8ff13720e8ad9047dd39466b3c89"),
    row(Mark::Toolchain(Trace::DotnetFramework), b".NETCoreApp,Version=v"),
    row(Mark::Toolchain(Trace::NodeFuse), b"NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:"),
    row(Mark::Toolchain(Trace::NodeRelease), b"https://nodejs.org/download/release/v"),
    row(Mark::Toolchain(Trace::BunAgent), b"Bun/1."),
    row(Mark::Toolchain(Trace::BunAgent), b"Bun/2."),
    row(Mark::Toolchain(Trace::DenoAgent), b"Deno/1."),
    row(Mark::Toolchain(Trace::DenoAgent), b"Deno/2."),
    row(Mark::Toolchain(Trace::DenoAgent), b"Deno/3."),
    row(Mark::Toolchain(Trace::GraalJava), b"com.oracle.svm.core.VM.Java.Version="),
    row(Mark::Toolchain(Trace::Nuitka), b"NUITKA_ONEFILE_PARENT"),
    row(Mark::Toolchain(Trace::Nuitka), b"NUITKA_LAUNCH_TOKEN"),
    row(Mark::Toolchain(Trace::Libcxx), b"libc++abi: terminating"),
    row(Mark::Toolchain(Trace::Libstdcxx), b"basic_string: construction from null is not valid"),
];

const fn row(mark: Mark, bytes: &'static [u8]) -> Pattern {
    Pattern { mark, bytes }
}

#[cfg(test)]
mod tests {
    use super::PATTERNS;

    #[test]
    fn every_pattern_is_long_enough_to_be_looked_for_and_stands_there_once() {
        for (place, pattern) in PATTERNS.iter().enumerate() {
            let text = String::from_utf8_lossy(pattern.bytes);
            assert!(pattern.bytes.len() >= search::SHORTEST, "{text}");
            assert!(PATTERNS[..place].iter().all(|other| other.bytes != pattern.bytes), "{text}");
        }
    }
}
