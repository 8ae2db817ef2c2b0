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
    /// `measured`: the day on which the catalog's images were last measured.
    Measured,
    /// `security IMAGE`: the day on which the distribution's security team hands over to long term support.
    Security { image: String },
    /// `user IMAGE`: the number of the user that the recommended tag runs as.
    User { image: String },
    /// `package-count IMAGE`: how many packages are in it.
    PackageCount { image: String },
    /// `packages IMAGE`: their names, with commas between.
    Packages { image: String },
    /// `package IMAGE NAME`: a package with its upstream version, as `libssl3t64 3.5.7`.
    Package { image: String, name: String },
    /// `library-count IMAGE`: how many shared libraries the loader can find in it.
    LibraryCount { image: String },
    /// `library IMAGE SONAME`: where a library lies, or that it is not there.
    Library { image: String, soname: String },
    /// `defines IMAGE SONAME FAMILY`: the newest version of a family that a library defines, as `GLIBCXX_3.4.33`.
    Defines { image: String, soname: String, family: String },
    /// `shell IMAGE`: the path of its shell, or `none`.
    Shell { image: String },
    /// `certificates IMAGE`: the path of its bundle of certificates, or `none`.
    Certificates { image: String },
    /// `zones IMAGE`: the directory of its time zones, or `none`.
    Zones { image: String },
    /// `linking SAMPLE`: `static`, `static-pie` or `dynamic`.
    Linking { sample: String },
    /// `rests SAMPLE`: the smallest supported image that holds it, as written after `FROM`.
    Rests { sample: String },
    /// `versions SAMPLE SONAME`: what it asks of a library, from the oldest to the newest.
    Versions { sample: String, soname: String },
    /// `symbols SAMPLE VERSION`: the functions behind such a version.
    Symbols { sample: String, version: String },
    /// `exit IMAGE SAMPLE`: the exit status with which it fails.
    Exit { image: String, sample: String },
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
    "measured",
    "security IMAGE",
    "user IMAGE",
    "package-count IMAGE",
    "packages IMAGE",
    "package IMAGE NAME",
    "library-count IMAGE",
    "library IMAGE SONAME",
    "defines IMAGE SONAME FAMILY",
    "shell IMAGE",
    "certificates IMAGE",
    "zones IMAGE",
    "linking SAMPLE",
    "rests SAMPLE",
    "versions SAMPLE SONAME",
    "symbols SAMPLE VERSION",
    "exit IMAGE SAMPLE",
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
        // The templates of `docker … --format` look alike, and begin with a dot.
        if inside.starts_with('.') {
            filled.push_str(&written);
            rest = after;
            continue;
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
        ["measured"] => Fact::Measured,
        ["security", i] => Fact::Security { image: image(i)? },
        ["user", i] => Fact::User { image: image(i)? },
        ["package-count", i] => Fact::PackageCount { image: image(i)? },
        ["packages", i] => Fact::Packages { image: image(i)? },
        ["package", i, name] => Fact::Package { image: image(i)?, name: name.into() },
        ["library-count", i] => Fact::LibraryCount { image: image(i)? },
        ["library", i, soname] => Fact::Library { image: image(i)?, soname: soname.into() },
        ["defines", i, soname, family] => {
            Fact::Defines { image: image(i)?, soname: soname.into(), family: family.into() }
        }
        ["shell", i] => Fact::Shell { image: image(i)? },
        ["certificates", i] => Fact::Certificates { image: image(i)? },
        ["zones", i] => Fact::Zones { image: image(i)? },
        ["linking", s] => Fact::Linking { sample: sample(s)? },
        ["rests", s] => Fact::Rests { sample: sample(s)? },
        ["versions", s, soname] => Fact::Versions { sample: sample(s)?, soname: soname.into() },
        ["symbols", s, version] => Fact::Symbols { sample: sample(s)?, version: version.into() },
        ["exit", i, s] => Fact::Exit { image: image(i)?, sample: sample(s)? },
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
