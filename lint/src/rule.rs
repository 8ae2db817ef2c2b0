//! The rules, each in a file of its own. A rule names what it finds, how bad that is and which lesson explains it;
//! its prose, which no check needs, stands beside it for the page and the command line.

use std::ops::Range;

use crate::document::Document;
use crate::finding::{Finding, Fix, Level};
use crate::program::Program;

/// What a check needs of a rule.
#[derive(Debug)]
pub(crate) struct Rule {
    /// In messages, in comments that silence it, and as the anchor of its description.
    pub id: &'static str,
    pub level: Level,
    /// The slug of the lesson that explains it.
    pub lesson: &'static str,
    pub check: fn(&Context<'_, '_>, &mut Found<'_>),
}

/// A rule as people read it.
#[derive(Debug)]
pub struct About {
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why, and what comes of it. Sentences.
    pub why: &'static str,
    /// Checks of BuildKit and rules of hadolint that coincide with it.
    pub same_as: &'static [&'static str],
    /// The errors that it keeps from happening, by their pages in `content/errors/`; none where what it finds is no error.
    pub errors: &'static [&'static str],
    /// Where it can be read up.
    pub source: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
}

/// What the rules look at.
pub(crate) struct Context<'c, 't> {
    pub document: &'c Document<'t>,
    pub today: &'c str,
    pub program: Option<&'c Program>,
}

/// Takes what one rule finds.
pub(crate) struct Found<'f> {
    rule: &'static Rule,
    findings: &'f mut Vec<Finding>,
}

impl<'f> Found<'f> {
    pub(crate) fn of(rule: &'static Rule, findings: &'f mut Vec<Finding>) -> Self {
        Found { rule, findings }
    }

    pub(crate) fn push(&mut self, span: Range<usize>, message: String, fix: Option<Fix>) {
        self.push_as(self.rule.level, span, message, fix);
    }

    pub(crate) fn push_as(&mut self, level: Level, span: Range<usize>, message: String, fix: Option<Fix>) {
        let Rule { id, lesson, .. } = self.rule;
        self.findings.push(Finding { rule: id, level, message, span, fix, alternative: None, lesson });
    }

    /// Of two ways the first comes first.
    pub(crate) fn push_ways(&mut self, span: Range<usize>, message: String, ways: [Option<Fix>; 2]) {
        let [first, second] = ways;
        let (fix, alternative) = if first.is_some() { (first, second) } else { (second, None) };
        let Rule { id, lesson, level, .. } = self.rule;
        self.findings.push(Finding { rule: id, level: *level, message, span, fix, alternative, lesson });
    }
}

/// One line for each rule: its file, and its places in the two tables.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        pub(crate) static RULES: &[&Rule] = &[$(&$name::RULE),*];
        /// What there is to read of each rule: its id, its level, its lesson, and its prose.
        pub static ABOUT: &[(&str, Level, &str, &About)] =
            &[$(($name::RULE.id, $name::RULE.level, $name::RULE.lesson, &$name::ABOUT)),*];
    };
}

rules![
    program_cannot_start,
    program_lacks,
    dynamic_build,
    builder_newer,
    library_without_needs,
    no_shell,
    mkdir_without_shell,
    wrong_package_manager,
    wrong_package,
    unknown_user,
    entrypoint_doubled,
    link_over_symlink,
    platform_argument,
    missing_certificates,
    missing_zone_files,
    wrong_init,
    unchecked_init,
    add_without_checksum,
    base_unsupported,
    latest_tag,
    root_user,
    secret,
];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Checked, Question, check};

    /// The day of these tests.
    pub(crate) const TODAY: &str = "2026-11-25";

    pub(crate) fn checked(text: &str) -> Checked {
        check(text, Question { today: TODAY, program: None })
            .unwrap_or_else(|error| panic!("{}:{}: {}\n{text}", error.line, error.column, error.what))
    }

    /// The ids of what is found.
    pub(crate) fn ids(text: &str) -> Vec<&'static str> {
        checked(text).findings.iter().map(|finding| finding.rule).collect()
    }

    /// What a rule says of a text: the words it marks, and the text with the fix made.
    pub(crate) fn said(rule: &str, text: &str) -> Vec<(String, Option<String>)> {
        let checked = checked(text);
        let of_rule = checked.findings.iter().filter(|finding| finding.rule == rule);
        of_rule
            .map(|finding| {
                let fixed = finding.fix.as_ref().map(|fix| fix.apply(text));
                (text[finding.span.clone()].to_owned(), fixed)
            })
            .collect()
    }

    /// Neither rules without a program nor those with one find anything they should not.
    pub(crate) fn quiet(rule: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(said(rule, text), [], "{text}");
        }
    }

    #[test]
    fn every_rule_has_words_and_examples_that_hold() {
        for (id, _, lesson, about) in ABOUT {
            assert!(!about.title.is_empty() && about.why.ends_with('.'), "{id}");
            assert!(about.source.starts_with("https://"), "{id}");
            let lesson = format!("{}/../content/lessons/{lesson}.md", env!("CARGO_MANIFEST_DIR"));
            assert!(std::path::Path::new(&lesson).is_file(), "{id}: {lesson}");
            for error in about.errors {
                let page = format!("{}/../content/errors/{error}.md", env!("CARGO_MANIFEST_DIR"));
                assert!(std::path::Path::new(&page).is_file(), "{id}: {page}");
            }
            assert!(id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{id}");
            assert_eq!(ids(about.good), Vec::<&str>::new(), "{id}: {}", about.good);
            if !id.starts_with("program-") {
                assert!(ids(about.bad).contains(id), "{id}: {}", about.bad);
            }
        }
        let mut names: Vec<&str> = ABOUT.iter().map(|(id, ..)| *id).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len(), "an id stands for one rule");
    }

    #[test]
    fn a_fix_mends_what_it_is_for() {
        for (id, _, _, about) in ABOUT {
            for finding in checked(about.bad).findings.iter().filter(|finding| finding.rule == *id) {
                let Some(fix) = &finding.fix else { continue };
                let fixed = fix.apply(about.bad);
                let left = ids(&fixed).iter().filter(|left| *left == id).count();
                let before = ids(about.bad).iter().filter(|left| *left == id).count();
                assert!(left < before, "{id}: {fixed}");
            }
        }
    }
}
