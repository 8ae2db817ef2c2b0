//! What was found out about the program: the part of the analyzer's report that rules ask for. It is read from the
//! report's JSON in the browser, where another bundle judges, and taken from the report elsewhere.

use analyzer::report::Report;
use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Program {
    pub(crate) file: File,
    /// `linux/arm64/v8`; absent for what is no ELF file.
    #[serde(default)]
    pub(crate) elf: Option<Elf>,
    pub(crate) images: Vec<Judged>,
    #[serde(default)]
    pub(crate) recommendation: Option<Recommended>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct File {
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Elf {
    pub platform: String,
    pub linking: String,
    pub libc: String,
}

/// One image's verdict.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Judged {
    pub slug: String,
    pub outcome: String,
    pub blockers: Vec<Reason>,
    pub caveats: Vec<Reason>,
}

/// A blocker or a caveat.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Reason {
    pub code: String,
    #[serde(default)]
    pub subject: String,
    pub sentence: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Recommended {
    pub image: String,
    pub tag: String,
}

impl Program {
    pub(crate) fn judged(&self, slug: &str) -> Option<&Judged> {
        self.images.iter().find(|image| image.slug == slug)
    }
}

impl Recommended {
    /// What to write after `FROM`.
    pub(crate) fn from(&self) -> String {
        if self.tag.is_empty() { self.image.clone() } else { format!("{}:{}", self.image, self.tag) }
    }
}

impl From<&Report> for Program {
    fn from(report: &Report) -> Self {
        let reason = |code: &str, subject: &str, sentence: &str| Reason {
            code: code.to_owned(),
            subject: subject.to_owned(),
            sentence: sentence.to_owned(),
        };
        let images = report.images.iter().map(|image| Judged {
            slug: image.slug.clone(),
            outcome: image.outcome.clone(),
            blockers: image
                .blockers
                .iter()
                .map(|one| reason(&one.code, &one.subject, &one.sentence))
                .collect(),
            caveats: image.caveats.iter().map(|one| reason(&one.code, "", &one.sentence)).collect(),
        });
        Program {
            file: File { name: report.file.name.clone() },
            elf: report.elf.as_ref().map(|elf| Elf {
                platform: elf.platform.clone(),
                linking: elf.linking.clone(),
                libc: elf.libc.clone(),
            }),
            images: images.collect(),
            recommendation: report
                .recommendation
                .as_ref()
                .map(|one| Recommended { image: one.image.clone(), tag: one.tag.clone() }),
        }
    }
}
