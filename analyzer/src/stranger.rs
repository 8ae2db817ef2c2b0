//! Files that are no Linux programs: what they are, kindly, and what to do instead.

use crate::catalog::Catalog;
use crate::format::Format;
use crate::jar::Jar;
use crate::python;
use crate::report::Stranger;

/// The Mach-O processor numbers of today's Macs (`mach/machine.h`).
const CPU_ARM64: u32 = 0x0100_000c;
const CPU_X86_64: u32 = 0x0100_0007;

/// `None` for ELF.
pub(crate) fn describe(
    format: &Format,
    jar: Option<&Jar>,
    name: &str,
    catalog: &Catalog,
) -> Option<Stranger> {
    if let (Format::Jar, Some(jar)) = (format, jar) {
        return Some(of_jar(jar, catalog));
    }
    if let (Format::Wheel, Some(python)) = (format, python::of_wheel(name)) {
        let sentence = python.sentence(catalog);
        return Some(Stranger {
            what: "A Python wheel.".to_owned(),
            advice: format!(
                "It is installed, not run: pip install it in a build stage and copy the environment. {sentence} Drop a .so from inside to see what that needs."
            ),
            shebang: None,
        });
    }
    let (what, advice) = match format {
        Format::Elf => return None,
        Format::Script { interpreter, .. } => {
            return Some(Stranger {
                what: format!("A script for {}.", interpreter.shown()),
                advice: if interpreter.as_bytes().ends_with(b"\r") {
                    "Its first line ends in a carriage return, which the kernel takes for a part of the name. Save the file with Unix line ends."
                } else {
                    "The kernel starts its interpreter, so the image must have that, and what it runs. Take an image made for the language, or a slim one for a shell script."
                }
                .to_owned(),
                shebang: Some(interpreter.shown()),
            });
        }
        Format::Pe { machine } => (
            match machine {
                0x8664 => "A Windows program (PE, x86-64).",
                0xaa64 => "A Windows program (PE, ARM64).",
                0x014c => "A Windows program (PE, 32-bit x86).",
                _ => "A Windows or DOS program (PE).",
            },
            "Build it for Linux: GOOS=linux go build, cargo build --target x86_64-unknown-linux-gnu, or dotnet publish -r linux-x64.",
        ),
        Format::MachO { cpu } => (
            match *cpu {
                CPU_ARM64 => "A macOS program (Mach-O, arm64).",
                CPU_X86_64 => "A macOS program (Mach-O, x86-64).",
                _ => "A macOS program (Mach-O).",
            },
            "A container on a Mac still runs Linux. Rebuild it there: GOOS=linux go build, cargo build --target x86_64-unknown-linux-musl, or inside docker build.",
        ),
        Format::MachOFat => (
            "A macOS program for several processors (universal Mach-O).",
            "A container on a Mac still runs Linux. Rebuild it there: GOOS=linux go build, cargo build --target x86_64-unknown-linux-musl, or inside docker build.",
        ),
        Format::Wasm => (
            "A WebAssembly module.",
            "The kernel does not run it. It needs a runtime such as wasmtime, or a container runtime with a WebAssembly shim.",
        ),
        Format::Jar => (
            "A Java archive.",
            "The kernel does not run it. The final stage needs a Java runtime: gcr.io/distroless/java21-debian13 or java25-debian13.",
        ),
        Format::Wheel => (
            "A Python wheel.",
            "It is installed, not run: pip install it in a build stage and copy the environment to gcr.io/distroless/python3-debian13. Drop a .so from inside to see what that needs.",
        ),
        Format::Zip => ("A zip archive.", "Unpack it and drop the program inside."),
        Format::Gzip => {
            ("A gzip-compressed file.", "Unpack it (gunzip, tar -xzf) and drop the program inside.")
        }
        Format::Xz => ("An xz-compressed file.", "Unpack it (unxz, tar -xJf) and drop the program inside."),
        Format::Zstd => {
            ("A zstd-compressed file.", "Unpack it (unzstd, tar --zstd -xf) and drop the program inside.")
        }
        Format::Tar => ("A tar archive.", "Unpack it (tar -xf) and drop the program inside."),
        Format::Ar => (
            "A static library (ar archive).",
            "It holds object files for a linker. Drop the program that is linked from it.",
        ),
        Format::Deb => ("A Debian package.", "Unpack it (dpkg-deb -x) and drop the program inside."),
        Format::Text => (
            "A text file without #! in its first line.",
            "The kernel does not know what should run it. Give it a first line such as #!/bin/sh, or drop the program you meant.",
        ),
        Format::Empty => (
            "An empty file.",
            "Nothing was written to it. Look at the step that should have made it, and at the disk's free space.",
        ),
        Format::Unknown { first } => {
            let bytes: Vec<String> = first.iter().map(|byte| format!("{byte:02x}")).collect();
            return Some(Stranger {
                what: format!("Not a program of any known kind: it begins with the bytes {}.", bytes.join(" ")),
                advice: "A Linux program begins with 7f 45 4c 46. Look whether the file was cut, encrypted or packed.".to_owned(),
                shebang: None,
            });
        }
    };
    Some(Stranger { what: what.to_owned(), advice: advice.to_owned(), shebang: None })
}

/// The smallest Java of the catalog that runs its classes.
fn of_jar(jar: &Jar, catalog: &Catalog) -> Stranger {
    let release = |slug: &str| {
        let digits = slug.strip_prefix("distroless-java")?.split('-').next()?;
        digits.parse::<u16>().ok()
    };
    let needed = jar.java();
    let mut images: Vec<(u16, &str)> = catalog
        .images
        .iter()
        .filter_map(|image| Some((release(image.slug)?, image.reference)))
        .filter(|(java, _)| needed.is_none_or(|needed| needed <= *java))
        .collect();
    images.sort_unstable();
    let what = match needed {
        Some(java) => format!("A Java archive for Java {java} or later."),
        None => "A Java archive.".to_owned(),
    };
    let image = match (images.first(), needed) {
        (Some((_, image)), _) => format!("The smallest image of the catalog with such a Java is {image}."),
        (None, Some(java)) => format!("No image of the catalog has Java {java}: take a JRE of that release."),
        (None, None) => "The final stage needs a Java runtime.".to_owned(),
    };
    let start = match &jar.main_class {
        Some(_) => "Its entrypoint is java -jar already: name the archive after it, as CMD.",
        None => {
            "Its manifest names no Main-Class: it is a library, or is started with -cp and the name of a class."
        }
    };
    Stranger { what, advice: format!("The kernel does not run it. {image} {start}"), shebang: None }
}
