//! Whether a program explains a finding: what was read in its file, and what was judged of it, against the error. Who asks
//! hands in the report as plain values (`cli/src/explain.rs`, `app/assets/paste.js`), so that the page and the command
//! line say the same.

use crate::finding::Finding;

/// What a report says of a program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Blockers and caveats, image by image.
    pub lacks: Vec<Lack>,
    /// Codes and sentences of what it needs when it runs.
    pub needs: Vec<(String, String)>,
    /// What the file names at all: interpreter, libraries, versions.
    pub names: Vec<String>,
    /// The whole of it was gone over.
    pub searched: bool,
}

/// Why an image does not hold it.
#[derive(Clone, Debug, Default)]
pub struct Lack {
    /// As people call the image.
    pub image: String,
    pub code: String,
    /// Empty where there is none.
    pub subject: String,
    pub sentence: String,
}

/// Whether the file explains the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes(String),
    No(String),
    /// The file says nothing about it.
    Unknown(String),
}

impl Answer {
    pub fn word(&self) -> &'static str {
        match self {
            Answer::Yes(_) => "yes",
            Answer::No(_) => "no",
            Answer::Unknown(_) => "unknown",
        }
    }

    pub fn sentence(&self) -> &str {
        match self {
            Answer::Yes(sentence) | Answer::No(sentence) | Answer::Unknown(sentence) => sentence,
        }
    }
}

/// Codes that one message may stand for.
fn is_same(found: &str, judged: &str) -> bool {
    let both = [found, judged];
    let among = |codes: &[&str]| both.iter().all(|code| codes.contains(code));
    found == judged
        || among(&["wrong-architecture", "wrong-format"])
        || among(&["permission", "unusable-interpreter"])
        || among(&["writable-path", "home"])
}

/// Codes whose subject a message names, so that only the same one is an explanation.
fn names_its_subject(code: &str) -> bool {
    matches!(code, "missing-library" | "missing-version" | "missing-symbol" | "opened-library")
}

/// Codes that the linkage settles for good.
fn is_linkage(code: &str) -> bool {
    matches!(
        code,
        "missing-interpreter"
            | "missing-library"
            | "missing-version"
            | "missing-symbol"
            | "wrong-architecture"
            | "wrong-format"
            | "unusable-interpreter"
            | "cpu-level"
    )
}

impl Program {
    /// Whether this program is one to die so.
    pub fn explains(&self, finding: &Finding) -> Answer {
        let subject = base(&finding.subject);
        let fits = |lack: &&Lack| {
            is_same(finding.code, &lack.code)
                && (!names_its_subject(finding.code) || base(&lack.subject) == subject)
        };
        let lacks: Vec<&Lack> = self.lacks.iter().filter(fits).collect();
        if let Some(first) = lacks.first() {
            let mut images: Vec<&str> = lacks.iter().map(|lack| lack.image.as_str()).collect();
            images.dedup();
            let mut sentence = [first.sentence.as_str(), " So it is in ", &listed(&images), "."].concat();
            if let Some((_, need)) = self.needs.iter().find(|(code, _)| code == finding.code)
                && !first.sentence.starts_with(need.as_str())
            {
                sentence = [need.as_str(), " ", &sentence].concat();
            }
            return Answer::Yes(sentence);
        }
        if let Some((_, need)) = self.needs.iter().find(|(code, _)| is_same(finding.code, code)) {
            return Answer::Yes(need.clone());
        }
        self.without_a_lack(finding, subject)
    }

    fn without_a_lack(&self, finding: &Finding, subject: &str) -> Answer {
        if !is_linkage(finding.code) {
            let sentence = if self.searched {
                "Nothing in the file points to it. What it is started with decides: image, user, mounts, command."
            } else {
                "The file was not gone over whole, so what it needs at run time is not known."
            };
            return Answer::Unknown(sentence.to_owned());
        }
        if names_its_subject(finding.code) {
            let named = self.names.iter().any(|name| base(name) == subject);
            return if named {
                Answer::Unknown(format!(
                    "It needs {subject}, which every image of the catalog that gets so far has."
                ))
            } else {
                Answer::No(format!(
                    "This file does not ask for {subject}. The error comes from another file: a library of its own, another build, or another program."
                ))
            };
        }
        Answer::No("It dies so in no image of the catalog. The error comes from another file, or from another build of it.".to_owned())
    }
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A few names, and how many more there are.
fn listed(names: &[&str]) -> String {
    const SHOWN: usize = 4;
    let shown = names.get(..SHOWN).unwrap_or(names).join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
