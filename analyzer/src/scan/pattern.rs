//! What the scan looks for. A row is a string that compilers or linkers leave in a program when it can do a
//! certain thing; the comment says why the string stands for it. What follows from a mark is decided in `need`
//! and `process`, never here.
//!
//! Two kinds of rows are exact names. `\0name\0` is an entry of a string table, which is how a dynamic program
//! names what it imports (gABI, "String Table"). `package.Function\0` is an entry of Go's function table
//! (`runtime/symtab.go`), in which Go's linker keeps what can be reached and nothing else.

use serde::{Deserialize, Serialize};

use crate::toolchain::trace::Trace;

/// A byte string, and what it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    pub mark: Mark,
    pub bytes: &'static [u8],
}

/// What a string in a program stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    // Certificates
    /// Go looks for the system's certificates.
    GoSystemRoots,
    /// Go falls back on certificates that are compiled in.
    GoOwnRoots,
    /// Go speaks HTTP or TLS as a client.
    GoClient,
    /// OpenSSL is asked for its default certificates.
    SslDefaultRoots,
    /// OpenSSL, compiled in, says where its directory is.
    SslDirectory,
    GnutlsSystemRoots,
    /// libcurl fetches something.
    Curl,
    /// A Rust library looks for the system's certificates.
    RustSystemRoots,
    /// Certificates of authorities are compiled in: the name of one of them.
    OwnRoots,

    // Time zones
    /// Go looks a zone up by its name.
    GoZone,
    /// The zone database is compiled in (`time/tzdata`).
    GoOwnZones,
    /// C's functions for local time.
    LocalTime,
    /// The directory of the zone files, by name.
    ZoneDirectory,

    // Accounts
    GoUser,
    /// Go looks users up through the C library.
    GoUserByC,
    AccountById,
    AccountByName,
    /// Go asks for the home directory.
    GoHome,
    /// Go asks for a directory below it to keep things in.
    GoCache,
    /// .NET unpacks a bundle below it.
    DotnetBundle,

    // Temporary files
    GoTemporary,
    /// Go reads forms with files in them, which it may put into temporary ones.
    GoForms,
    Temporary,
    RustTemporary,

    // A shell
    /// `system` and `popen` start `/bin/sh` (POSIX).
    ShellFunction,
    ShellPath,

    /// glibc's `system`, compiled in, tries with this command whether there is a shell.
    GlibcSystem,

    // Names of hosts and services
    /// Looks host names up.
    HostName,
    /// glibc's resolver, compiled in, reads this file.
    GlibcResolver,
    /// glibc's name service, compiled in, reads this file.
    GlibcNameService,
    /// Before glibc 2.34 every service is a library of its own, named like this.
    GlibcOldServices,
    /// Users are looked up through the name service.
    GlibcAccounts,

    // Language and character set
    Locale,
    /// C++ asks for a locale by its name, and throws where there is none.
    NamedLocale,
    Iconv,
    /// glibc's `iconv`, compiled in: the name of its source, which an assertion prints.
    GlibcIconv,

    // Libraries that are opened later
    Dlopen,
    /// A file name of a shared library.
    LibraryName,
    ThreadCancel,
    ThreadExit,
    Icu,
    IcuInvariant,
    /// What .NET prints where there is no ICU, in UTF-16 as .NET has its strings. A program that was compiled ahead of
    /// time to do without has the sentence no longer.
    IcuMessage,

    // Files
    /// SQLite writes a journal beside its database.
    Sqlite,
    /// go-sqlite3 as it is without cgo.
    SqliteStub,
    /// Go reads templates or serves files from a directory.
    GoFiles,
    /// Files are compiled in.
    GoEmbed,

    // Ports
    LowPort,

    // Processes and signals
    /// Go starts other programs.
    GoExec,
    Fork,
    /// Waits for children.
    Wait,
    /// Installs handlers for signals.
    SignalHandler,
    /// Go asks to be told of signals.
    GoNotify,
    RustSignals,

    // What made it
    /// A string of a language's runtime.
    Toolchain(Trace),
}

const fn row(mark: Mark, bytes: &'static [u8]) -> Pattern {
    Pattern { mark, bytes }
}

/// Everything that is looked for.
pub const PATTERNS: &[Pattern] = &[
    // crypto/x509/root_linux.go and root_unix.go; SetFallbackRoots is linked only where a package with
    // certificates calls it.
    row(Mark::GoSystemRoots, b"crypto/x509.loadSystemRoots\0"),
    row(Mark::GoOwnRoots, b"crypto/x509.SetFallbackRoots\0"),
    row(Mark::GoClient, b"net/http.(*Client).do\0"),
    row(Mark::GoClient, b"crypto/tls.Client\0"),
    row(Mark::GoClient, b"crypto/tls.(*Dialer).DialContext\0"),
    row(Mark::SslDefaultRoots, b"\0SSL_CTX_set_default_verify_paths\0"),
    row(Mark::SslDefaultRoots, b"\0X509_STORE_set_default_paths\0"),
    row(Mark::SslDefaultRoots, b"\0SSL_CTX_set_default_verify_dir\0"),
    row(Mark::SslDirectory, b"OPENSSLDIR: \""),
    row(Mark::GnutlsSystemRoots, b"\0gnutls_certificate_set_x509_system_trust\0"),
    row(Mark::GnutlsSystemRoots, b"\0gnutls_x509_trust_list_add_system_trust\0"),
    row(Mark::Curl, b"\0curl_easy_perform\0"),
    row(Mark::Curl, b"\0curl_multi_perform\0"),
    row(Mark::RustSystemRoots, b"/rustls-native-certs-"),
    row(Mark::RustSystemRoots, b"/rustls-platform-verifier-"),
    // Vendored and stripped builds have no paths of crates. These two are openssl-probe's list of directories and a
    // message of rustls-native-certs.
    row(Mark::RustSystemRoots, b"/data/data/com.termux/files/usr/etc/tls"),
    row(Mark::RustSystemRoots, b"could not load PEM file"),
    // Authorities that every bundle of Mozilla's list has.
    row(Mark::OwnRoots, b"ISRG Root X1"),
    row(Mark::OwnRoots, b"DigiCert Global Root G2"),
    row(Mark::GoZone, b"time.LoadLocation\0"),
    row(Mark::GoOwnZones, b"time/tzdata.loadFromEmbeddedTZData\0"),
    row(Mark::LocalTime, b"\0localtime\0"),
    row(Mark::LocalTime, b"\0localtime_r\0"),
    row(Mark::LocalTime, b"\0tzset\0"),
    row(Mark::ZoneDirectory, b"/usr/share/zoneinfo"),
    row(Mark::GoUser, b"os/user.Current\0"),
    row(Mark::GoUser, b"os/user.Lookup\0"),
    row(Mark::GoUser, b"os/user.LookupId\0"),
    row(Mark::DotnetBundle, b"DOTNET_BUNDLE_EXTRACT_BASE_DIR"),
    row(Mark::AccountById, b"\0getpwuid\0"),
    row(Mark::AccountById, b"\0getpwuid_r\0"),
    row(Mark::AccountByName, b"\0getpwnam\0"),
    row(Mark::AccountByName, b"\0getpwnam_r\0"),
    row(Mark::AccountByName, b"\0getgrnam\0"),
    row(Mark::AccountByName, b"\0initgroups\0"),
    row(Mark::GoUserByC, b"os/user.lookupUnixUid\0"),
    row(Mark::GoHome, b"os.UserHomeDir\0"),
    row(Mark::GoCache, b"os.UserCacheDir\0"),
    row(Mark::GoCache, b"os.UserConfigDir\0"),
    row(Mark::GoTemporary, b"os.CreateTemp\0"),
    row(Mark::GoTemporary, b"os.MkdirTemp\0"),
    row(Mark::GoTemporary, b"io/ioutil.TempFile\0"),
    row(Mark::GoForms, b"mime/multipart.(*Reader).readForm\0"),
    row(Mark::Temporary, b"\0mkstemp\0"),
    row(Mark::Temporary, b"\0mkstemp64\0"),
    row(Mark::Temporary, b"\0mkostemp\0"),
    row(Mark::Temporary, b"\0mkdtemp\0"),
    row(Mark::Temporary, b"\0tmpfile\0"),
    row(Mark::Temporary, b"\0tmpfile64\0"),
    row(Mark::RustTemporary, b"/tempfile-3."),
    row(Mark::ShellFunction, b"\0system\0"),
    row(Mark::ShellFunction, b"\0popen\0"),
    row(Mark::ShellFunction, b"\0wordexp\0"),
    row(Mark::ShellPath, b"/bin/sh"),
    // sysdeps/posix/system.c of glibc. `/bin/sh` alone stands in everything that can start a program.
    row(Mark::GlibcSystem, b"\0exit 0\0"),
    row(Mark::HostName, b"\0getaddrinfo\0"),
    row(Mark::HostName, b"\0gethostbyname\0"),
    row(Mark::HostName, b"\0gethostbyname_r\0"),
    // nss/getaddrinfo.c, nss/nss_database.c and nss/nss_module.c of glibc.
    row(Mark::GlibcResolver, b"/etc/gai.conf"),
    row(Mark::GlibcNameService, b"/etc/nsswitch.conf"),
    row(Mark::GlibcOldServices, b"libnss_%s.so.%d.%d"),
    row(Mark::GlibcAccounts, b"__nss_passwd_lookup"),
    row(Mark::Locale, b"\0setlocale\0"),
    row(Mark::Locale, b"\0newlocale\0"),
    row(Mark::NamedLocale, b"\0_ZNSt6localeC1EPKc\0"),
    row(Mark::Iconv, b"\0iconv_open\0"),
    // iconv/iconv.c of glibc. `gconv-modules` stands in every static program.
    row(Mark::GlibcIconv, b"\0iconv.c\0"),
    row(Mark::Dlopen, b"\0dlopen\0"),
    row(Mark::LibraryName, b".so\0"),
    row(Mark::LibraryName, b".so."),
    row(Mark::ThreadCancel, b"\0pthread_cancel\0"),
    row(Mark::ThreadExit, b"\0pthread_exit\0"),
    row(Mark::Icu, b"libicuuc"),
    row(Mark::IcuInvariant, b"System.Globalization.Invariant\": true"),
    row(Mark::IcuMessage, b"f\0i\0n\0d\0 \0a\0 \0v\0a\0l\0i\0d\0 \0I\0C\0U\0"),
    row(Mark::Sqlite, b"SQLite format 3\0"),
    row(Mark::SqliteStub, b"go-sqlite3 requires cgo to work. This is a stub"),
    row(Mark::GoFiles, b"html/template.ParseGlob\0"),
    row(Mark::GoFiles, b"html/template.ParseFiles\0"),
    row(Mark::GoFiles, b"text/template.ParseGlob\0"),
    row(Mark::GoFiles, b"text/template.ParseFiles\0"),
    row(Mark::GoEmbed, b"embed.FS.Open\0"),
    row(Mark::LowPort, b"0.0.0.0:80"),
    row(Mark::LowPort, b"0.0.0.0:443"),
    row(Mark::LowPort, b"[::]:80"),
    row(Mark::LowPort, b"[::]:443"),
    row(Mark::GoExec, b"os/exec.(*Cmd).Start\0"),
    row(Mark::Fork, b"\0fork\0"),
    row(Mark::Fork, b"\0vfork\0"),
    row(Mark::Fork, b"\0posix_spawn\0"),
    row(Mark::Fork, b"\0posix_spawnp\0"),
    row(Mark::Wait, b"\0wait\0"),
    row(Mark::Wait, b"\0wait3\0"),
    row(Mark::Wait, b"\0wait4\0"),
    row(Mark::Wait, b"\0waitid\0"),
    row(Mark::Wait, b"\0waitpid\0"),
    row(Mark::SignalHandler, b"\0sigaction\0"),
    row(Mark::SignalHandler, b"\0signal\0"),
    row(Mark::SignalHandler, b"\0sigwait\0"),
    row(Mark::SignalHandler, b"\0sigwaitinfo\0"),
    row(Mark::SignalHandler, b"\0signalfd\0"),
    row(Mark::GoNotify, b"os/signal.Notify\0"),
    row(Mark::RustSignals, b"/signal-hook-registry-"),
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
    row(Mark::Toolchain(Trace::ZigNull), b"attempt to use null value"),
    row(Mark::Toolchain(Trace::ZigUnion), b"access of union field '"),
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
