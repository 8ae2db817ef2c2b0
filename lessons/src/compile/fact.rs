//! `{{size distroless-base-debian13}}`: a fact that prose names and the build works out.
//!
//! A lesson never types a size, a version or an error text. It asks for it, and the prerenderer
//! answers from the same catalog and the same analyzer as the tool.

use super::{
    Known,
    error::{Errors, allowed},
};

/// What prose may ask for. Images and samples are known ones by the time it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// `size IMAGE`: what the image takes unpacked.
    Size { image: String },
    /// `download IMAGE`: what is fetched, gzip-compressed.
    Download { image: String },
    /// `libc IMAGE`: its C library with the version, or that it has none.
    Libc { image: String },
    /// `support IMAGE`: the day its support ends.
    Support { image: String },
    /// `from IMAGE`: what to write after `FROM`.
    From { image: String },
    /// `outcome IMAGE SAMPLE`: `runs`, `starts`, `fails` or `unknown`.
    Outcome { image: String, sample: String },
    /// `error IMAGE SAMPLE`: what the terminal shows, word for word.
    Error { image: String, sample: String },
    /// `sample-size SAMPLE`: the length of the file.
    SampleSize { sample: String },
    /// `interpreter SAMPLE`: the path in `PT_INTERP`.
    Interpreter { sample: String },
    /// `needed SAMPLE`: the libraries in `DT_NEEDED`, in order, with commas between.
    Needed { sample: String },
    /// `newest-glibc SAMPLE`: the highest version of glibc it asks for, as `GLIBC_2.38`.
    NewestGlibc { sample: String },
}

/// Works facts out. The prerenderer implements it with the analyzer and the catalog.
pub trait Facts {
    /// The fact as plain text, or why there is none ("the catalog states no size for it").
    fn state(&self, fact: &Fact) -> Result<String, String>;
}

/// How each fact is written, for the error that lists them.
const FORMS: &[&str] = &[
    "size IMAGE",
    "download IMAGE",
    "libc IMAGE",
    "support IMAGE",
    "from IMAGE",
    "outcome IMAGE SAMPLE",
    "error IMAGE SAMPLE",
    "sample-size SAMPLE",
    "interpreter SAMPLE",
    "needed SAMPLE",
    "newest-glibc SAMPLE",
];

/// `text` with every `{{…}}` answered. `offset` is where `text` begins in the file.
pub(super) fn fill(text: &str, offset: usize, known: &Known, errors: &mut Errors) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // Markdown escapes make `text` differ from the file, so each reference is looked for in the file.
    let mut from = offset;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((inside, after)) = after.split_once("}}") else {
            errors.at(from, "found `{{` without `}}`");
            return filled;
        };
        let written = format!("{{{{{inside}}}}}");
        if let Some(place) = errors.text().get(from..).and_then(|text| text.find(&written)) {
            from += place;
        }
        match parse(inside, known).and_then(|fact| known.facts.state(&fact)) {
            Ok(answer) => filled.push_str(&answer),
            Err(why) => errors.at(from, format!("`{written}`: {why}")),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn parse(inside: &str, known: &Known) -> Result<Fact, String> {
    let words: Vec<&str> = inside.split_whitespace().collect();
    let image = |name: &str| known_name("image", name, known.images);
    let sample = |name: &str| known_name("sample", name, known.samples);
    Ok(match *words.as_slice() {
        ["size", i] => Fact::Size { image: image(i)? },
        ["download", i] => Fact::Download { image: image(i)? },
        ["libc", i] => Fact::Libc { image: image(i)? },
        ["support", i] => Fact::Support { image: image(i)? },
        ["from", i] => Fact::From { image: image(i)? },
        ["outcome", i, s] => Fact::Outcome { image: image(i)?, sample: sample(s)? },
        ["error", i, s] => Fact::Error { image: image(i)?, sample: sample(s)? },
        ["sample-size", s] => Fact::SampleSize { sample: sample(s)? },
        ["interpreter", s] => Fact::Interpreter { sample: sample(s)? },
        ["needed", s] => Fact::Needed { sample: sample(s)? },
        ["newest-glibc", s] => Fact::NewestGlibc { sample: sample(s)? },
        _ => return Err(format!("no such fact; {}", allowed(FORMS))),
    })
}

pub(super) fn known_name(kind: &str, name: &str, names: &[String]) -> Result<String, String> {
    if names.iter().any(|known| known == name) {
        Ok(name.into())
    } else {
        Err(format!("unknown {kind} `{name}`; {}", allowed(names)))
    }
}
