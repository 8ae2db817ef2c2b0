//! One recipe for each way to come by the program: built from source, or copied as it is. How each is
//! built stands in `language/`; the final stage is the same for all of them.

use super::language::{C, CLibrary, Dotnet, Go, Java, Node, Python, Rust, Zig};

/// How the program comes into the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipe {
    Go(Go),
    Rust(Rust),
    /// C and C++.
    C(C),
    Zig(Zig),
    Python(Python),
    Java(Java),
    Node(Node),
    Dotnet(Dotnet),
    /// The file itself, from the build context.
    Prebuilt,
    /// The program in a folder with its own libraries. Where it lies is what [`place`] answers; nothing where
    /// the directory's name is the visitor's own, who has to write it in.
    Folder {
        program: Option<&'static str>,
    },
}

impl Recipe {
    pub fn go(cgo: bool) -> Self {
        Recipe::Go(Go { cgo, ..Go::default() })
    }

    /// A static program is linked with musl: a static glibc still loads files to look up names.
    pub fn rust(is_static: bool) -> Self {
        Recipe::Rust(Rust { is_static, ..Rust::default() })
    }

    pub fn c(is_static: bool) -> Self {
        Recipe::C(C { is_static, library: CLibrary::Musl, ..C::default() })
    }

    pub fn cxx(is_static: bool) -> Self {
        Recipe::C(C { cxx: true, is_static, library: CLibrary::Musl, ..C::default() })
    }
}

/// Where a program of the given path lies in its folder: `$ORIGIN` depends on the directory. No name of the
/// visitor's gets into the Dockerfile, so a directory that is not a usual one is not written.
pub(crate) fn place(path: &str) -> Option<&'static str> {
    let usual = [
        ("/app/", IN_FOLDER),
        ("/app/bin/", "/app/bin/app"),
        ("/app/sbin/", "/app/sbin/app"),
        ("/app/usr/bin/", "/app/usr/bin/app"),
        ("/app/libexec/", "/app/libexec/app"),
    ];
    let directory = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default();
    usual.into_iter().find(|(known, _)| *known == directory).map(|(_, place)| place)
}

/// What stands there until the visitor writes the directory in.
pub(super) const IN_FOLDER: &str = "/app/app";
