//! Measured facts as TOML that people can read and compare: one fact a line, short lists on one line.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rootfs::{Arch, Error, Image, LibraryFacts, MeasuredImage, Package, PackageFacts, Release};
use toml::Value;

const WIDTH: usize = 110;

/// Writes `catalog/measured/<slug>.toml`.
pub(super) fn image(
    path: &Path,
    image: &Image,
    today: &str,
    measured: &BTreeMap<Arch, MeasuredImage>,
) -> Result<(), Error> {
    let mut text = format!(
        "# Measured by `cargo xtask catalog` from catalog/images/{}.toml; do not edit.\n",
        image.slug
    );
    line(&mut text, "date", today);
    for (arch, facts) in measured {
        let _ = write!(text, "\n[{arch}]\n");
        list(&mut text, "packages", &facts.packages);
        tree(&mut text, facts);
        optional(&mut text, "user", facts.user.as_deref());
        optional(&mut text, "workdir", facts.workdir.as_deref());
        optional(&mut text, "entrypoint", facts.entrypoint.clone());
        optional(&mut text, "cmd", facts.cmd.clone());
        list(&mut text, "env", &facts.env);
    }
    save(path, &text)
}

/// An unpacked image as `[contents.ARCH]`, with its libraries.
pub(super) fn contents(arch: Arch, facts: &MeasuredImage, libraries: &[LibraryFacts]) -> String {
    let mut text = format!("[contents.{arch}]\n");
    tree(&mut text, facts);
    for each in libraries {
        let _ = write!(text, "\n[[contents.{arch}.libraries]]\n");
        line(&mut text, "path", each.path.as_str());
        line(&mut text, "soname", each.soname.as_str());
        list(&mut text, "links", &each.links);
        list(&mut text, "needed", &each.needed);
        list(&mut text, "defines", &each.defines);
    }
    text
}

fn tree(text: &mut String, facts: &MeasuredImage) {
    line(text, "size", number(facts.size));
    line(text, "compressed", number(facts.compressed));
    line(text, "merged_usr", facts.merged_usr);
    list(text, "interpreters", &facts.interpreters);
    line(text, "loader_cache", facts.loader_cache);
    list(text, "library_path", &facts.library_path);
    optional(text, "shell", facts.shell.as_deref());
    optional(text, "ca_bundle", facts.ca_bundle.as_deref());
    optional(text, "zoneinfo", facts.zoneinfo.as_deref());
    optional(text, "tmp", facts.tmp.as_deref());
    let users = facts.users.iter().map(|user| {
        let (name, home, shell) = (quoted(&user.name), quoted(&user.home), quoted(&user.shell));
        format!("name = {name}, uid = {}, gid = {}, home = {home}, shell = {shell}", user.uid, user.gid)
    });
    tables(text, "users", users);
    let groups =
        facts.groups.iter().map(|group| format!("name = {}, gid = {}", quoted(&group.name), group.gid));
    tables(text, "groups", groups);
    list(text, "nsswitch", &facts.nsswitch);
}

/// Writes `catalog/packages/<release>-<arch>.toml`.
pub(super) fn packages(
    path: &Path,
    release: Release,
    arch: Arch,
    today: &str,
    packages: &[PackageFacts],
) -> Result<(), Error> {
    let mut text = format!(
        "# Measured by `cargo xtask catalog`: the packages of {} for {arch} that images have; do not edit.\n",
        release.codename()
    );
    line(&mut text, "date", today);
    for package in packages {
        text.push_str("\n[[package]]\n");
        line(&mut text, "name", package.name.as_str());
        line(&mut text, "version", package.version.as_str());
        line(&mut text, "sha256", package.sha256.as_str());
        line(&mut text, "installed", number(package.installed));
        for library in &package.libraries {
            text.push_str("\n[[package.library]]\n");
            line(&mut text, "path", library.path.as_str());
            line(&mut text, "soname", library.soname.as_str());
            list(&mut text, "links", &library.links);
            list(&mut text, "needed", &library.needed);
            list(&mut text, "defines", &library.defines);
            tables(
                &mut text,
                "requires",
                library.requires.iter().map(|need| {
                    format!(
                        "library = {}, versions = {}",
                        quoted(&need.library),
                        Value::from(need.versions.clone())
                    )
                }),
            );
        }
    }
    save(path, &text)
}

/// Writes `catalog/libraries/<release>.toml`, a library a line.
pub(super) fn libraries(
    path: &Path,
    codename: &str,
    today: &str,
    packages: &[(Package, Vec<LibraryFacts>)],
) -> Result<(), Error> {
    let mut text = format!(
        "# Measured by `cargo xtask catalog --libraries`: packages of {codename} that bring libraries, for amd64; on arm64 they\n# are the same in that architecture's directory. Do not edit.\n"
    );
    line(&mut text, "date", today);
    for (package, libraries) in packages {
        text.push_str("\n[[package]]\n");
        line(&mut text, "name", package.name.as_str());
        line(&mut text, "version", package.version.as_str());
        let rows = libraries.iter().filter(|library| !is_of_processor(&library.soname)).map(|library| {
            let needed: Vec<String> =
                library.needed.iter().filter(|name| !is_of_processor(name)).cloned().collect();
            let directory = library.path.rsplit_once('/').map(|(directory, _)| directory).unwrap_or_default();
            format!(
                "soname = {}, directory = {}, needed = {}",
                quoted(&library.soname),
                quoted(directory),
                Value::from(needed)
            )
        });
        tables(&mut text, "libraries", rows);
    }
    save(path, &text)
}

/// The loader, and libraries that glibc and GCC have for one processor only.
pub(super) fn is_of_processor(soname: &str) -> bool {
    let of_its_kind = ["ld-linux", "libmvec.", "libquadmath."].iter().any(|start| soname.starts_with(start));
    of_its_kind || soname.contains("x86_64") || soname.contains("aarch64")
}

/// Writes `catalog/symbols/<library>.toml`: names, by the builds that have them.
pub(super) fn symbols(
    path: &Path,
    library: &str,
    beside_versions: bool,
    today: &str,
    groups: &[(Vec<String>, Vec<String>)],
) -> Result<(), Error> {
    let mut text = format!(
        "# Measured by `cargo xtask catalog`: the names by which symbols of {library} are found without a version; do not edit.\n",
    );
    line(&mut text, "date", today);
    if beside_versions {
        text.push_str("# It has others, each with a version.\n");
        line(&mut text, "beside_versions", true);
    }
    for (builds, names) in groups {
        text.push_str("\n[[alike]]\n");
        list(&mut text, "in", builds);
        list(&mut text, "names", names);
    }
    save(path, &text)
}

fn line(text: &mut String, key: &str, value: impl Into<Value>) {
    let _ = writeln!(text, "{key} = {}", value.into());
}

fn optional(text: &mut String, key: &str, value: Option<impl Clone + Into<Value>>) {
    if let Some(value) = value {
        line(text, key, value);
    }
}

/// What is absent is left out, an empty list too.
fn list(text: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    let one = format!("{key} = {}", Value::from(values.to_vec()));
    if one.len() <= WIDTH {
        let _ = writeln!(text, "{one}");
        return;
    }
    let _ = writeln!(text, "{key} = [");
    let mut row = String::from("   ");
    for value in values {
        let item = format!(" {},", quoted(value));
        if row.len() + item.len() > WIDTH && row.len() > 3 {
            let _ = writeln!(text, "{row}");
            row.truncate(3);
        }
        row.push_str(&item);
    }
    let _ = writeln!(text, "{row}\n]");
}

fn tables(text: &mut String, key: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    if !rows.is_empty() {
        let _ = writeln!(text, "{key} = [");
        for row in rows {
            let _ = writeln!(text, "    {{ {row} }},");
        }
        text.push_str("]\n");
    }
}

fn quoted(text: &str) -> Value {
    Value::from(text)
}

/// TOML's integers are signed; no image comes near the difference.
fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn save(path: &Path, text: &str) -> Result<(), Error> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| Error::new(path.display(), error))
}
