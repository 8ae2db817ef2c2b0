//! Measures the images of `catalog/images/` from Debian's packages and writes what was found beside them.
//!
//! `--check` reads every file again and holds them against each other, without a network.

mod check;
mod libraries;
mod symbols;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rootfs::{Arch, Definition, Image, Index, MeasuredImage, Mirror, Package, PackageFacts, Release, Rootfs};

use crate::project;

/// Runs `catalog`, `catalog IMAGE…`, `catalog --check` or `catalog --describe DIRECTORY ARCH`.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let catalog = project::root().join("catalog");
    match arguments {
        [flag] if flag == "--check" => check::run(&catalog),
        [flag] if flag == "--symbols" => {
            let measured =
                Mirror::open().and_then(|mirror| symbols::measure(&catalog, &mirror, &trees(), &today()));
            measured.map_err(|error| error.to_string())
        }
        [flag] if flag == "--libraries" => {
            let measured =
                Mirror::open().and_then(|mirror| libraries::measure(&catalog, &mirror, &trees(), &today()));
            measured.map_err(|error| error.to_string())
        }
        [flag, directory, arch] if flag == "--describe" => {
            describe(directory, arch).map_err(|error| error.to_string())
        }
        named if named.iter().all(|name| !name.starts_with('-')) => {
            measure(&catalog, named).map_err(|error| error.to_string())
        }
        other => Err(format!(
            "{}: not known; `catalog [IMAGE…]` measures, `catalog --symbols` what libraries export alone, `catalog --libraries` which package brings which, `catalog --check` checks",
            other.join(" ")
        )),
    }
}

/// Prints what is in an unpacked image, as the `[contents.ARCH]` of a documented image's file has it.
fn describe(directory: &str, arch: &str) -> Result<(), rootfs::Error> {
    let arch = Arch::named(arch).ok_or_else(|| rootfs::Error::new(arch, "measured are amd64 and arm64"))?;
    let tree = Rootfs::open(Path::new(directory))?;
    let measured = rootfs::measure(&tree, arch, tree.contains("/etc/ld.so.cache"))?;
    print!("{}", write::contents(arch, &measured, &rootfs::libraries_of(&tree, arch)?));
    Ok(())
}

/// Everything one run needs to know, and what it has found so far.
struct Survey {
    images: BTreeMap<String, Image>,
    mirror: Mirror,
    indexes: BTreeMap<(Release, Arch), Index>,
    used: BTreeMap<(Release, Arch), BTreeSet<String>>,
    work: PathBuf,
}

fn measure(catalog: &Path, named: &[String]) -> Result<(), rootfs::Error> {
    let images = Image::read_all(&catalog.join("images"))?;
    if let Some(unknown) = named.iter().find(|slug| !images.contains_key(*slug)) {
        return Err(rootfs::Error::new("catalog", format!("no catalog/images/{unknown}.toml")));
    }
    let mut survey = Survey {
        images,
        mirror: Mirror::open()?,
        indexes: BTreeMap::new(),
        used: BTreeMap::new(),
        work: trees(),
    };
    let today = today();
    for (slug, image) in survey.images.clone() {
        let Some(definition) = &image.definition else { continue };
        let wanted = named.is_empty() || named.contains(&slug);
        let mut by_arch = BTreeMap::new();
        for arch in Arch::ALL {
            let measured = survey.image(&image, definition, arch, wanted)?;
            by_arch.extend(measured.map(|measured| (arch, measured)));
        }
        if wanted {
            write::image(&catalog.join("measured").join(format!("{slug}.toml")), &image, &today, &by_arch)?;
        }
    }
    survey.documented()?;
    for ((release, arch), names) in std::mem::take(&mut survey.used) {
        println!("catalog: {} packages of {} for {arch}", names.len(), release.codename());
        let facts =
            names.iter().map(|name| survey.package(release, arch, name)).collect::<Result<Vec<_>, _>>()?;
        let path = catalog.join("packages").join(format!("{}-{arch}.toml", release.codename()));
        write::packages(&path, release, arch, &today, &facts)?;
    }
    symbols::measure(catalog, &survey.mirror, &survey.work, &today)
}

/// Where images and packages are unpacked for a while.
fn trees() -> PathBuf {
    project::cache().join("trees")
}

impl Survey {
    /// Assembles and measures one image; when it is not asked for, only notes which packages it has.
    fn image(
        &mut self,
        image: &Image,
        definition: &Definition,
        arch: Arch,
        wanted: bool,
    ) -> Result<Option<MeasuredImage>, rootfs::Error> {
        let definition = definition.with_extended(&self.images)?;
        if let Some(release) = image.debian() {
            self.index(release, arch)?;
        }
        let empty = Index::default();
        let index = image.debian().and_then(|release| self.indexes.get(&(release, arch))).unwrap_or(&empty);
        if !wanted {
            let packages = rootfs::packages_of(&definition, index)?;
            self.note(image, arch, &packages);
            return Ok(None);
        }
        println!("catalog: {} for {arch}", image.reference);
        let place = self.work.join(format!("{}-{arch}", image.slug));
        let (tree, packages) = rootfs::assemble(image, &self.images, arch, &self.mirror, index, &place)?;
        let measured = rootfs::measure(&tree, arch, definition.loader_cache)?;
        tree.remove()?;
        self.note(image, arch, &packages);
        let config = &image.config;
        Ok(Some(MeasuredImage {
            packages: packages.into_iter().map(|package| package.name).collect(),
            user: config.user.clone(),
            workdir: config.workdir.clone(),
            entrypoint: config.entrypoint.clone(),
            cmd: config.cmd.clone(),
            env: config.env.clone(),
            ..measured
        }))
    }

    /// Documented images may have packages of a release that no measured image has.
    fn documented(&mut self) -> Result<(), rootfs::Error> {
        for image in self.images.clone().into_values() {
            let Some(release) = image.debian() else { continue };
            for (arch, contents) in &image.contents {
                let arch = Arch::named(arch)
                    .ok_or_else(|| rootfs::Error::new(&image.slug, format!("no architecture {arch}")))?;
                self.index(release, arch)?;
                self.used.entry((release, arch)).or_default().extend(contents.packages.iter().cloned());
            }
        }
        Ok(())
    }

    fn note(&mut self, image: &Image, arch: Arch, packages: &[Package]) {
        if let Some(release) = image.debian() {
            let used = self.used.entry((release, arch)).or_default();
            used.extend(packages.iter().map(|package| package.name.clone()));
        }
    }

    fn index(&mut self, release: Release, arch: Arch) -> Result<(), rootfs::Error> {
        if !self.indexes.contains_key(&(release, arch)) {
            println!("catalog: the package index of {} for {arch}", release.codename());
            self.indexes.insert((release, arch), self.mirror.index(release, arch)?);
        }
        Ok(())
    }

    /// One package by itself: what it installs and which libraries it brings.
    fn package(&self, release: Release, arch: Arch, name: &str) -> Result<PackageFacts, rootfs::Error> {
        let index = self
            .indexes
            .get(&(release, arch))
            .ok_or_else(|| rootfs::Error::new(release.codename(), "its index was not read"))?;
        let package = index.package(name)?;
        let deb = rootfs::Deb::open(&self.mirror.fetch(package)?)?;
        let tree = Rootfs::create(&self.work.join("package"))?;
        deb.unpack(&tree)?;
        let libraries = rootfs::libraries_of(&tree, arch)?;
        tree.remove()?;
        Ok(PackageFacts {
            name: package.name.clone(),
            version: package.version.clone(),
            sha256: package.sha256.clone(),
            installed: deb.installed(),
            libraries,
        })
    }
}

/// `YYYY-MM-DD`, in UTC.
fn today() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    date_of(now.as_secs() / 86_400)
}

/// The civil date of a number of days since 1970-01-01 (Gregorian, years counted from March).
fn date_of(days: u64) -> String {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date_of;

    #[test]
    fn days_become_dates() {
        assert_eq!(date_of(0), "1970-01-01");
        assert_eq!(date_of(19_782), "2024-02-29");
        assert_eq!(date_of(20_778), "2026-11-21");
    }
}
