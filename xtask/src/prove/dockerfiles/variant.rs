//! What a Dockerfile can be asked for: a project in a language, tried on every image of the catalog, and
//! options, each tried where it shows.

/// A project of `corpus/dockerfiles/` and the choices that build it.
pub(super) struct Variant {
    pub(super) name: &'static str,
    /// Its folder, or what [`super::context`] makes first.
    pub(super) project: &'static str,
    pub(super) choices: &'static str,
    /// The word that the program calls itself.
    pub(super) says: &'static str,
    pub(super) images: Images,
}

/// Images that a variant is made for. The generator itself refuses where it can know: a finished file could be
/// of any kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Images {
    All,
    WithGlibc,
    WithMusl,
}

/// A choice of the form beyond language and image.
pub(super) struct Extra {
    pub(super) name: &'static str,
    pub(super) variant: &'static str,
    pub(super) image: &'static str,
    pub(super) choices: &'static str,
    pub(super) says: Option<&'static str>,
}

pub(super) const VARIANTS: &[Variant] = &[
    of("go", "go", "language=go", "Go"),
    of("go-cgo", "go", "language=go&cgo=on", "Go-with-C-42"),
    of("rust", "rust", "language=rust", "Rust"),
    of("rust-static-glibc", "rust", "language=rust&static=on&libc=glibc", "Rust"),
    of("rust-static-musl", "rust", "language=rust&static=on", "Rust"),
    of("c-make", "c", "language=c", "C"),
    of("c-cmake", "c", "language=c&build=cmake", "C"),
    of("c-static-glibc", "c", "language=c&static=on&libc=glibc", "C"),
    of("c-static-musl", "c", "language=c&static=on", "C"),
    of("cpp-make", "cpp", "language=cpp", "C++"),
    of("cpp-cmake", "cpp", "language=cpp&build=cmake", "C++"),
    of("cpp-static-glibc", "cpp", "language=cpp&static=on&libc=glibc", "C++"),
    of("cpp-static-musl", "cpp", "language=cpp&static=on", "C++"),
    of("zig", "zig", "language=zig", "Zig"),
    of("python-pip", "python", "language=python", "Python"),
    of("python-uv", "python", "language=python&packages=uv", "Python"),
    of("java-maven", "java", "language=java", "Java"),
    of("java-ready", "java-ready", "language=java&jar=ready", "Java"),
    of("node", "node", "language=node", "Node.js"),
    of("dotnet", "dotnet", "language=dotnet", ".NET"),
    of("binary-static", "binary-static", "language=binary", "C"),
    of("binary-musl", "binary-musl", "language=binary", "C").only(Images::WithMusl),
    of("binary-glibc", "binary-glibc", "language=binary", "C").only(Images::WithGlibc),
    of("binary-with-sqlite", "binary-with-sqlite", "language=binary&library=libsqlite3.so.0", "SQLite")
        .only(Images::WithGlibc),
    of("folder", "folder-built", "language=folder&program=/app/bin/app", "Folder").only(Images::WithGlibc),
];

const STATIC: &str = "distroless-static-debian13";
const BASE: &str = "distroless-base-debian13";
const PYTHON: &str = "distroless-python3-debian13";

pub(super) const EXTRAS: &[Extra] = &[
    extra("tini", "go", STATIC, "init=tini"),
    extra("tini", "go", "scratch", "init=tini"),
    extra("tini", "go-cgo", BASE, "init=tini"),
    extra("tini", "python-pip", PYTHON, "init=tini"),
    extra("tini of Debian", "go", "debian-trixie-slim", "init=tini"),
    extra("tini of Debian", "go", "debian-bookworm-slim", "init=tini"),
    extra("docker run --init", "go", STATIC, "init=docker"),
    extra("docker run --init", "python-pip", PYTHON, "init=docker"),
    extra("volume", "go", STATIC, "volume=/data"),
    extra("volume", "go", "scratch", "volume=/data"),
    extra("volume and directory", "go-cgo", BASE, "volume=/data&directory=/var/cache/app"),
    extra("directory", "go", "debian-trixie-slim", "directory=/var/cache/app"),
    extra("user", "go", STATIC, "user=10001"),
    extra("root", "go", STATIC, "user=0"),
    extra("ports", "go", STATIC, "port=8080&port=9090"),
    extra("own health check", "go", STATIC, "health=own"),
    extra("health check by wget", "go", STATIC, "health=http&port=8080"),
    extra("health check by wget", "go-cgo", BASE, "health=http&port=8080"),
    extra("health check by wget", "go", "debian-trixie-slim", "health=http&port=8080"),
    extra("health check by Python", "python-pip", PYTHON, "health=http&port=8080"),
    extra("health check by Node.js", "node", "distroless-nodejs24-debian13", "health=http&port=8080"),
    extra("labels", "go", STATIC, "labels=on"),
    extra("stop signal", "go", STATIC, "stop-signal=SIGINT"),
    extra("debug", "go", STATIC, "debug=on"),
    extra("debug", "go-cgo", BASE, "debug=on"),
    extra("files of scratch", "go", "scratch", "zones=on&accounts=on&tmp=on"),
    extra("zones", "go", "debian-trixie-slim", "zones=on"),
    extra("without certificates", "go", "scratch", "certificates=off"),
    extra("unstripped", "go-cgo", BASE, "strip=off"),
    extra("unstripped", "c-make", BASE, "strip=off"),
    extra("UPX", "go", STATIC, "upx=on"),
    extra("UPX", "c-make", BASE, "upx=on"),
    extra("older Go", "go", STATIC, "go=1.26"),
    extra("package", "go", STATIC, "package=./cmd/server").saying("Go-server"),
    extra("package and tags", "go", STATIC, "package=./cmd/server&tags=netgo").saying("Go-server-with-a-tag"),
    extra(
        "a service with SQLite",
        "go-cgo",
        BASE,
        "tags=sqlite_fts5&volume=/data&port=8080&health=own&init=docker",
    ),
    extra(
        "everything",
        "go",
        STATIC,
        "volume=/data&port=8080&health=http&labels=on&zones=on&stop-signal=SIGINT",
    ),
];

const fn of(name: &'static str, project: &'static str, choices: &'static str, says: &'static str) -> Variant {
    Variant { name, project, choices, says, images: Images::All }
}

const fn extra(
    name: &'static str,
    variant: &'static str,
    image: &'static str,
    choices: &'static str,
) -> Extra {
    Extra { name, variant, image, choices, says: None }
}

impl Variant {
    const fn only(self, images: Images) -> Variant {
        Variant { images, ..self }
    }

    pub(super) fn suits(&self, libc: &str) -> bool {
        match self.images {
            Images::All => true,
            Images::WithGlibc => libc == "glibc",
            Images::WithMusl => libc == "musl",
        }
    }
}

impl Extra {
    const fn saying(self, says: &'static str) -> Extra {
        Extra { says: Some(says), ..self }
    }
}
