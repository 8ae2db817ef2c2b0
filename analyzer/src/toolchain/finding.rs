//! What the marks say of how the program will behave, without running it.

use super::dotnet::{Dotnet, Form};
use super::{Toolchain, Wrapping};
use crate::elf::Elf;
use crate::untrusted::Untrusted;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Built without cgo, with a package that is an empty shell then.
    CgoStub,
    /// No cgo, and an interpreter all the same.
    DynamicWithoutCgo { pie: bool },
    /// What lies under the packer cannot be read.
    Packed,
    /// Only the host of a .NET program: the runtime has to be in the image.
    DotnetHost { version: Option<String> },
    /// It is mounted before it runs.
    AppImage,
    /// It unpacks itself before it runs.
    Unpacks { by: &'static str },
}

impl Toolchain {
    pub fn findings(&self, elf: &Elf) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let Some(go) = &self.go {
            let without_cgo = go.setting(b"CGO_ENABLED").is_some_and(|value| value.as_bytes() == b"0");
            if without_cgo && go.depends_on(b"github.com/mattn/go-sqlite3") {
                findings.push(Finding::CgoStub);
            }
            if without_cgo && elf.interpreter.is_some() {
                let mode = go.setting(b"-buildmode").map(Untrusted::as_bytes).unwrap_or_default();
                // Older releases do not write the mode down (1.19 does not). What needs no library has its
                // interpreter from the mode alone.
                findings.push(Finding::DynamicWithoutCgo { pie: mode == b"pie" || elf.needed.is_empty() });
            }
        }
        if let Some(Dotnet { form: Form::Host, version }) = &self.dotnet {
            findings.push(Finding::DotnetHost { version: version.as_ref().map(Untrusted::shown) });
        }
        for wrapping in &self.wrappings {
            match wrapping {
                Wrapping::Upx => findings.push(Finding::Packed),
                Wrapping::AppImage => findings.push(Finding::AppImage),
                Wrapping::PyInstaller => findings.push(Finding::Unpacks { by: "PyInstaller" }),
                Wrapping::StaticX => findings.push(Finding::Unpacks { by: "staticx" }),
                Wrapping::Nuitka => findings.push(Finding::Unpacks { by: "Nuitka" }),
                Wrapping::CargoAuditable => {}
            }
        }
        findings
    }
}

impl Finding {
    pub fn code(&self) -> &'static str {
        match self {
            Finding::CgoStub => "cgo-stub",
            Finding::DynamicWithoutCgo { .. } => "dynamic-without-cgo",
            Finding::Packed => "packed",
            Finding::DotnetHost { .. } => "dotnet-host",
            Finding::AppImage => "appimage",
            Finding::Unpacks { .. } => "unpacks-itself",
        }
    }

    pub fn sentence(&self) -> String {
        match self {
            Finding::CgoStub => {
                "It has github.com/mattn/go-sqlite3 and was built with CGO_ENABLED=0. The first use of the database answers: Binary was compiled with 'CGO_ENABLED=0', go-sqlite3 requires cgo to work. This is a stub. Build it with CGO_ENABLED=1, or take modernc.org/sqlite, which needs no C."
            }
            Finding::DynamicWithoutCgo { pie: true } => {
                "It was built with CGO_ENABLED=0 and is dynamic all the same: -buildmode=pie names an interpreter. Without that flag it is static."
            }
            Finding::DynamicWithoutCgo { pie: false } => {
                "It was built with CGO_ENABLED=0 and is dynamic all the same: a package without cgo, such as purego, asks the loader for C libraries."
            }
            Finding::Packed => {
                "UPX packed it. What the program itself needs cannot be read, and a container that forbids memory that is both writable and executable kills it (exit code 139). Judge the file before it is packed."
            }
            Finding::DotnetHost { version } => {
                let version = version.as_ref().map_or_else(String::new, |version| {
                    // The runtime's images are named by major and minor version.
                    let series: Vec<&str> = version.split('.').take(2).collect();
                    [" ", &series.join(".")].concat()
                });
                return format!(
                    "It is the host of a .NET program and looks for the program's .dll beside itself and for the .NET{version} runtime in the image. Take an image with that runtime, or publish with --self-contained."
                );
            }
            Finding::AppImage => {
                "It is an AppImage: it mounts itself through FUSE, which a container does not allow by default. Unpack it with --appimage-extract in a build stage and judge what is inside."
            }
            Finding::Unpacks { by } => {
                return format!(
                    "{by} packed it. At start it writes what it holds to a directory below /tmp and runs it from there: the image must have /tmp, and it must not be mounted noexec. What is inside is not judged here."
                );
            }
        }
        .to_owned()
    }
}
