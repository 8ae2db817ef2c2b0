//! Facts that a lesson asks for by name, out of the catalog and the samples' analyses.

use analyzer::catalog::{BaseImage, Catalog, Contents, Library, Package};
use analyzer::report::{Elf, ImageReport};
use lessons::{Fact, Facts};

use super::content::Sample;
use crate::measure;

pub(super) struct Measured<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) samples: &'a [Sample],
}

impl Facts for Measured<'_> {
    fn state(&self, fact: &Fact) -> Result<String, String> {
        match fact {
            Fact::Size { image } => stated(self.contents(image)?.size.map(measure::size), "size"),
            Fact::Download { image } => {
                stated(self.contents(image)?.compressed.map(measure::size), "download size")
            }
            Fact::Libc { image } => Ok(libc(self.catalog, self.image(image)?)),
            Fact::Support { image } => {
                let image = self.image(image)?;
                let day = Some(image.supported_until).filter(|day| !day.is_empty());
                stated(day.map(str::to_owned), "end of support")
            }
            Fact::From { image } => Ok(self.image(image)?.from()),
            Fact::Outcome { image, sample } => Ok(self.judged(image, sample)?.outcome.clone()),
            Fact::Error { image, sample } => {
                let judged = self.judged(image, sample)?;
                judged.error.clone().ok_or_else(|| format!("`{sample}` does not fail in `{image}`"))
            }
            Fact::SampleSize { sample } => Ok(measure::size(self.sample(sample)?.answer.report.file.size)),
            Fact::Interpreter { sample } => {
                let interpreter = self.elf(sample)?.interpreter.clone();
                interpreter.ok_or_else(|| format!("`{sample}` asks for no interpreter"))
            }
            Fact::Needed { sample } => Ok(self.elf(sample)?.needed.join(", ")),
            Fact::NewestGlibc { sample } => {
                let versions = self.elf(sample)?.versions.iter().map(|need| need.version.as_str());
                let newest = versions
                    .filter(|version| version.starts_with("GLIBC_"))
                    .max_by_key(|version| numbers(version));
                newest.map(str::to_owned).ok_or_else(|| format!("`{sample}` asks for no version of glibc"))
            }
            Fact::Measured => Ok(self.catalog.date.to_owned()),
            Fact::Security { image } => {
                let day = Some(self.image(image)?.security_until).filter(|day| !day.is_empty());
                stated(day.map(str::to_owned), "end of security support")
            }
            Fact::User { image } => {
                let user = self.contents(image)?.user;
                Ok(if user.is_empty() { "0".to_owned() } else { user.to_owned() })
            }
            Fact::PackageCount { image } => Ok(self.packages(image)?.len().to_string()),
            Fact::Packages { image } => {
                let names: Vec<&str> = self.packages(image)?.iter().map(|package| package.name).collect();
                Ok(names.join(", "))
            }
            Fact::Package { image, name } => {
                let packages = self.packages(image)?;
                let package = packages.iter().find(|package| package.name == name);
                let package = package.ok_or_else(|| format!("`{image}` has no package `{name}`"))?;
                Ok(format!("{} {}", package.name, upstream(package.version)))
            }
            Fact::LibraryCount { image } => {
                Ok(self.catalog.libraries(self.contents(image)?).count().to_string())
            }
            Fact::Library { image, soname } => {
                let found = self.library(image, soname)?;
                Ok(found.map_or("not there", |library| library.path).to_owned())
            }
            Fact::Defines { image, soname, family } => {
                let library = self.library(image, soname)?;
                let library = library.ok_or_else(|| format!("`{image}` has no `{soname}`"))?;
                let newest = library.newest(family);
                stated(newest.map(|version| version.to_string()), &format!("version `{family}_…`"))
            }
            Fact::Shell { image } => Ok(or_none(self.contents(image)?.shell)),
            Fact::Certificates { image } => Ok(or_none(self.contents(image)?.ca_bundle)),
            Fact::Zones { image } => Ok(or_none(self.contents(image)?.zoneinfo)),
            Fact::Linking { sample } => Ok(self.elf(sample)?.linking.clone()),
            Fact::Rests { sample } => {
                let advice = self.sample(sample)?.answer.report.recommendation.as_ref();
                let advice = advice.ok_or_else(|| format!("no image holds `{sample}`"))?;
                Ok(match advice.tag.as_str() {
                    "" => advice.image.clone(),
                    tag => format!("{}:{tag}", advice.image),
                })
            }
            Fact::Versions { sample, soname } => {
                let needs = self.elf(sample)?.versions.iter().filter(|need| need.library == *soname);
                let mut versions: Vec<&str> = needs.map(|need| need.version.as_str()).collect();
                versions.sort_by_key(|version| numbers(version));
                let versions = Some(versions.join(", ")).filter(|versions| !versions.is_empty());
                versions.ok_or_else(|| format!("`{sample}` asks for no version of `{soname}`"))
            }
            Fact::Symbols { sample, version } => {
                let need = self.elf(sample)?.versions.iter().find(|need| need.version == *version);
                let need = need.ok_or_else(|| format!("`{sample}` asks for no `{version}`"))?;
                Ok(need.symbols.join(", "))
            }
            Fact::Exit { image, sample } => {
                let status: Vec<String> =
                    self.judged(image, sample)?.exit_status.iter().map(ToString::to_string).collect();
                let status = Some(status.join(" or ")).filter(|status| !status.is_empty());
                status.ok_or_else(|| format!("`{sample}` does not fail in `{image}`"))
            }
        }
    }
}

impl Measured<'_> {
    fn image(&self, slug: &str) -> Result<&BaseImage, String> {
        let found = self.catalog.images.iter().find(|image| image.slug == slug);
        found.ok_or_else(|| format!("the catalog has no `{slug}`"))
    }

    fn contents(&self, slug: &str) -> Result<&Contents, String> {
        self.image(slug)?
            .contents
            .as_ref()
            .ok_or_else(|| format!("the catalog does not know what is in `{slug}`"))
    }

    fn packages(&self, slug: &str) -> Result<Vec<&Package>, String> {
        let packages: Vec<&Package> = self.catalog.packages(self.contents(slug)?).collect();
        if packages.is_empty() && slug != "scratch" {
            return Err(format!("the catalog does not list the packages of `{slug}`"));
        }
        Ok(packages)
    }

    /// `None` when the image is known not to have it.
    fn library(&self, slug: &str, soname: &str) -> Result<Option<&Library>, String> {
        let libraries = self.catalog.libraries(self.contents(slug)?);
        let found = libraries.map(|(library, _)| library).find(|library| library.soname == soname);
        if found.is_none() && !self.image(slug)?.complete {
            return Err(format!("the catalog does not know every library of `{slug}`"));
        }
        Ok(found)
    }

    fn sample(&self, name: &str) -> Result<&Sample, String> {
        let found = self.samples.iter().find(|sample| sample.name == name);
        found.ok_or_else(|| format!("there is no sample `{name}`"))
    }

    fn elf(&self, sample: &str) -> Result<&Elf, String> {
        self.sample(sample)?.answer.report.elf.as_ref().ok_or_else(|| format!("`{sample}` is no ELF file"))
    }

    fn judged(&self, image: &str, sample: &str) -> Result<&ImageReport, String> {
        let images = &self.sample(sample)?.answer.report.images;
        let found = images.iter().find(|judged| judged.slug == image);
        found.ok_or_else(|| format!("`{sample}` was not judged against `{image}`"))
    }
}

/// "glibc 2.41", or "none". What a distribution adds to the version says nothing about linking.
pub(super) fn libc(catalog: &Catalog, image: &BaseImage) -> String {
    let package = match image.libc {
        "glibc" => "libc6",
        libc => libc,
    };
    let contents = image.contents.as_ref();
    let version =
        contents.and_then(|contents| catalog.packages(contents).find(|found| found.name == package));
    match version {
        Some(package) => format!("{} {}", image.libc, upstream(package.version)),
        None if image.libc.is_empty() => "none".to_owned(),
        None => image.libc.to_owned(),
    }
}

/// A Debian version as upstream writes it: without epoch, revision and the distribution's marks, so that
/// `1:1.3.dfsg+really1.3.1-1` is `1.3.1`.
pub(crate) fn upstream(version: &str) -> &str {
    let version = version.split_once(':').map_or(version, |(_, version)| version);
    let version = version.rsplit_once('-').map_or(version, |(upstream, _)| upstream);
    let version = version.split_once("+really").map_or(version, |(_, really)| really);
    version.split_once("+dfsg").map_or(version, |(upstream, _)| upstream)
}

fn or_none(path: &str) -> String {
    if path.is_empty() { "none".to_owned() } else { path.to_owned() }
}

fn stated(value: Option<String>, what: &str) -> Result<String, String> {
    value.ok_or_else(|| format!("the catalog states no {what} for it"))
}

/// `GLIBC_2.2.5` as numbers, which compare as versions do.
fn numbers(version: &str) -> Vec<u32> {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split('.').filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::upstream;

    #[test]
    fn a_version_is_as_upstream_writes_it() {
        for (debian, expected) in [
            ("2.41-12+deb13u4", "2.41"),
            ("1:1.3.dfsg+really1.3.1-1+deb13u1", "1.3.1"),
            ("1.5.7+dfsg-1", "1.5.7"),
            ("13.8+deb13u7", "13.8+deb13u7"),
        ] {
            assert_eq!(upstream(debian), expected);
        }
    }
}
