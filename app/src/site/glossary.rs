//! `content/glossary.toml`: the words of the field, each with the source that defines it and the lesson where it works.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use lessons::Course;
use serde::Deserialize;

pub struct Term {
    pub name: String,
    /// What follows `#` in a link to it.
    pub id: String,
    /// Plain text, with code in backticks.
    pub text: String,
    pub source: Source,
    /// The lesson's slug, and the heading in it, which may be empty.
    pub lesson: String,
    pub heading: String,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: String,
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    source: BTreeMap<String, Source>,
    term: Vec<WrittenTerm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTerm {
    name: String,
    text: String,
    source: String,
    lesson: String,
}

/// In the order of the alphabet. A source or a lesson that is not there is a mistake in the file.
pub(super) fn load(file: &Path, course: &Course) -> Result<Vec<Term>, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let written: Written = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut terms = Vec::new();
    for WrittenTerm { name, text, source, lesson } in written.term {
        let wrong = |what: String| format!("{}: {name}: {what}", file.display());
        let source =
            written.source.get(&source).ok_or_else(|| wrong(format!("no source `{source}`")))?.clone();
        let (slug, heading) = lesson.split_once('#').unwrap_or((&lesson, ""));
        let found = course.lessons.iter().find(|lesson| lesson.slug == slug);
        let found = found.ok_or_else(|| wrong(format!("no lesson `{slug}`")))?;
        if !heading.is_empty() && !found.headings.iter().any(|other| other.id == heading) {
            return Err(wrong(format!("`{slug}` has no heading `{heading}`")).into());
        }
        let (lesson, heading) = (slug.to_owned(), heading.to_owned());
        terms.push(Term { id: id(&name), name, text, source, lesson, heading });
    }
    terms.sort_by_key(|term| term.id.clone());
    Ok(terms)
}

/// `time zone database` as `time-zone-database`, `$ORIGIN` as `origin`.
fn id(name: &str) -> String {
    let kept: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    kept.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn an_id_is_the_name_as_an_address_has_it() {
        assert_eq!(id("time zone database"), "time-zone-database");
        assert_eq!(id("$ORIGIN"), "origin");
        assert_eq!(id("ld.so.cache"), "ld.so.cache");
    }
}
