//! Facts that a lesson asks for by name, out of the catalog and the samples' analyses.

use analyzer::catalog::{BaseImage, Catalog, Contents};
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
            Fact::Libc { image } => Ok(self.libc(self.image(image)?)),
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

    /// "glibc 2.41", or "none". What a distribution adds to the version says nothing about linking.
    fn libc(&self, image: &BaseImage) -> String {
        let package = match image.libc {
            "glibc" => "libc6",
            libc => libc,
        };
        let contents = image.contents.as_ref();
        let version =
            contents.and_then(|contents| self.catalog.packages(contents).find(|found| found.name == package));
        match version {
            Some(package) => {
                let upstream =
                    package.version.split_once('-').map_or(package.version, |(upstream, _)| upstream);
                format!("{} {upstream}", image.libc)
            }
            None if image.libc.is_empty() => "none".to_owned(),
            None => image.libc.to_owned(),
        }
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

fn stated(value: Option<String>, what: &str) -> Result<String, String> {
    value.ok_or_else(|| format!("the catalog states no {what} for it"))
}

/// `GLIBC_2.2.5` as numbers, which compare as versions do.
fn numbers(version: &str) -> Vec<u32> {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.split('.').filter_map(|part| part.parse().ok()).collect()
}
