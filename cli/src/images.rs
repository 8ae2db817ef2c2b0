//! `finalstage images`: what the catalog knows.

use analyzer::catalog::{BaseImage, Catalog};
use analyzer::elf::platform::Architecture;
use serde::Serialize;

use crate::Ending;
use crate::arguments::{Format, Images};
use crate::terminal::{self, Painter, Style};

pub(crate) fn run(options: &Images) -> Ending {
    let catalogs = [Catalog::of(Architecture::Amd64), Catalog::of(Architecture::Arm64)];
    let [amd64, _] = catalogs;
    match &options.image {
        None => {
            let images: Vec<&BaseImage> = amd64.images.iter().collect();
            print(options.format, &catalogs, &images, table);
        }
        Some(name) => {
            let Some(image) = amd64.image(name) else {
                return Ending::Wrong(format!(
                    "the catalog has no image {name:?}; finalstage images lists them"
                ));
            };
            print(options.format, &catalogs, &[image], single);
        }
    }
    Ending::Fine
}

/// The JSON of one image; `cli/README.md` documents it.
#[derive(Serialize)]
struct ImageFacts<'c> {
    schema: u32,
    image: &'c str,
    tag: &'c str,
    name: &'c str,
    family: &'c str,
    libc: &'c str,
    summary: &'c str,
    measured: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    supported_until: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    support_note: &'c str,
    platforms: Vec<PlatformFacts<'c>>,
}

#[derive(Serialize)]
struct PlatformFacts<'c> {
    platform: &'static str,
    size: Option<u64>,
    compressed: Option<u64>,
    interpreters: &'c [&'static str],
    #[serde(skip_serializing_if = "str::is_empty")]
    shell: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    ca_bundle: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    zoneinfo: &'static str,
    user: &'static str,
    packages: Vec<String>,
    libraries: Vec<LibraryFacts<'c>>,
}

#[derive(Serialize)]
struct LibraryFacts<'c> {
    soname: &'static str,
    path: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<&'c str>,
}

impl<'c> ImageFacts<'c> {
    fn of(catalogs: &[&'c Catalog], image: &'c BaseImage) -> Self {
        ImageFacts {
            schema: analyzer::report::SCHEMA,
            image: image.reference,
            tag: image.tag,
            name: image.name,
            family: image.family,
            libc: image.libc,
            summary: image.summary,
            measured: image.measured,
            supported_until: image.supported_until,
            support_note: image.support_note,
            platforms: catalogs.iter().filter_map(|catalog| PlatformFacts::of(catalog, image.slug)).collect(),
        }
    }
}

impl<'c> PlatformFacts<'c> {
    fn of(catalog: &'c Catalog, slug: &str) -> Option<Self> {
        let contents = catalog.image(slug)?.contents.as_ref()?;
        Some(PlatformFacts {
            platform: catalog.architecture.docker(),
            size: contents.size,
            compressed: contents.compressed,
            interpreters: contents.interpreters,
            shell: contents.shell,
            ca_bundle: contents.ca_bundle,
            zoneinfo: contents.zoneinfo,
            user: contents.user,
            packages: catalog
                .packages(contents)
                .map(|package| format!("{} {}", package.name, package.version))
                .collect(),
            libraries: catalog
                .libraries(contents)
                .map(|(library, package)| LibraryFacts {
                    soname: library.soname,
                    path: library.path,
                    package: package.map(|package| package.name),
                })
                .collect(),
        })
    }
}

fn print(
    format: Format,
    catalogs: &[&Catalog],
    images: &[&BaseImage],
    text: fn(&[ImageFacts<'_>], &Painter) -> String,
) {
    let facts: Vec<ImageFacts<'_>> = images.iter().map(|image| ImageFacts::of(catalogs, image)).collect();
    match format {
        Format::Json => {
            let line = |facts| serde_json::to_string(facts).expect("facts are plain values") + "\n";
            terminal::print(&facts.iter().map(line).collect::<String>());
        }
        Format::Text => terminal::print(&text(&facts, &Painter::for_stdout())),
    }
}

fn table(images: &[ImageFacts<'_>], painter: &Painter) -> String {
    let width = images.iter().map(|image| image.image.len()).max().unwrap_or(0);
    let mut text = String::new();
    for image in images {
        let size = image.platforms.first().and_then(|platform| platform.size);
        let size = size.map(terminal::size).unwrap_or_else(|| "?".to_owned());
        let until = if image.supported_until.is_empty() {
            String::new()
        } else {
            format!("until {}", image.supported_until)
        };
        let source = if image.measured { "measured" } else { "documented" };
        text += &format!(
            "{:<width$}  {size:>8}  {:<6}  {source:<10}  {}\n",
            painter.paint(Style::Strong, &format!("{:<width$}", image.image)),
            image.libc,
            painter.paint(Style::Faint, &until),
        );
    }
    text
}

fn single(images: &[ImageFacts<'_>], painter: &Painter) -> String {
    let mut lines = Vec::new();
    for image in images {
        let tag = if image.tag.is_empty() { String::new() } else { format!(":{}", image.tag) };
        lines.push(painter.paint(Style::Strong, &format!("{}{tag}", image.image)));
        lines.push(image.summary.to_owned());
        for platform in &image.platforms {
            lines.push(String::new());
            let sizes = [(platform.size, "unpacked"), (platform.compressed, "compressed")];
            let sizes: Vec<String> = sizes
                .iter()
                .filter_map(|(size, what)| size.map(|size| format!("{} {what}", terminal::size(size))))
                .collect();
            lines.push(format!("{}  {}", platform.platform, sizes.join(", ")));
            let fact = |name: &str, value: &str| {
                format!("  {}{value}", painter.paint(Style::Faint, &format!("{name:<13}")))
            };
            lines.extend(platform.interpreters.iter().map(|path| fact("interpreter", path)));
            for (name, value) in
                [("shell", platform.shell), ("CA bundle", platform.ca_bundle), ("user", platform.user)]
            {
                lines.push(fact(name, if value.is_empty() { "none" } else { value }));
            }
            lines.push(fact("packages", &platform.packages.join(", ")));
            lines.extend(platform.libraries.iter().map(|library| fact("library", library.path)));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}
