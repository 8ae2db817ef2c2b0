//! `corpus/toolchains.toml`.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::{Done, project};

const HEAD: &str = "# Written by `cargo xtask toolchains`: what made each program, who says so, and what finalstage names.\n\n";

#[derive(Deserialize, Serialize)]
pub(super) struct Table {
    pub(super) program: Vec<Row>,
}

/// One program.
#[derive(Deserialize, Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) sha256: String,
    /// `another` for a language that the tool has no word for, `not known` where nobody tells.
    pub(super) language: String,
    pub(super) language_from: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) version_from: Option<String>,
    pub(super) named: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) named_version: Option<String>,
    /// Of Rust: the release by the paths of its standard library alone, another mark than the compiler's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) by_paths: Option<String>,
}

impl Row {
    pub(super) fn is_named(&self) -> bool {
        self.named != "unknown"
    }

    /// What is wrong with what the tool names, when something is.
    pub(super) fn mistake(&self) -> Option<String> {
        let (name, named) = (&self.name, &self.named);
        let is_told = self.language != "not known";
        if self.is_named() && is_told && *named != self.language {
            return Some(format!("{name}: called {named}, and it is {}", self.language));
        }
        if let (Some(mark), Some(paths)) = (&self.named_version, &self.by_paths)
            && mark != paths
        {
            return Some(format!("{name}: its compiler's mark says {mark}, its paths say {paths}"));
        }
        let (said, is) = self.named_version.as_ref().zip(self.version.as_ref())?;
        // Go adds its experiments: `go1.26.4 X:nodwarf5`.
        let said = said.split(' ').next().unwrap_or_default();
        let is = is.split(' ').next().unwrap_or_default();
        (said != is).then(|| {
            let from = self.version_from.as_deref().unwrap_or_default();
            format!("{name}: made by {named} {said}, and it is {is} ({from})")
        })
    }

    /// Both versions are known.
    pub(super) fn is_versioned(&self) -> bool {
        self.is_named() && self.version.is_some() && self.named_version.is_some()
    }
}

impl Table {
    fn file() -> PathBuf {
        project::root().join("corpus/toolchains.toml")
    }

    #[cfg(test)]
    pub(super) fn read() -> Done<Table> {
        Ok(toml::from_str(&fs::read_to_string(Table::file())?)?)
    }

    pub(super) fn write(&self) -> Done {
        Ok(fs::write(Table::file(), format!("{HEAD}{}", toml::to_string(self)?))?)
    }

    pub(super) fn counts(&self) -> String {
        let count = |is_it: fn(&Row) -> bool| self.program.iter().filter(|row| is_it(row)).count();
        format!(
            "{} programs, {} named, {} with a version that somebody else tells too, {} mistakes",
            self.program.len(),
            count(Row::is_named),
            count(Row::is_versioned),
            count(|row| row.mistake().is_some()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prove;

    /// What the table is asked to hold.
    const FEWEST_NAMED: usize = 180;
    const FEWEST_VERSIONED: usize = 60;

    #[test]
    fn no_program_is_called_what_it_is_not() {
        let mistakes: Vec<String> = Table::read().unwrap().program.iter().filter_map(Row::mistake).collect();
        assert!(mistakes.is_empty(), "{mistakes:#?}");
    }

    #[test]
    fn many_programs_are_named_and_many_versions_are_held_against_another_source() {
        let table = Table::read().unwrap();
        let named = table.program.iter().filter(|row| row.is_named()).count();
        let versioned = table.program.iter().filter(|row| row.is_versioned()).count();
        assert!(named >= FEWEST_NAMED && versioned >= FEWEST_VERSIONED, "{}", table.counts());
    }

    #[test]
    fn the_table_is_of_this_corpus() {
        let table = Table::read().unwrap();
        let programs = prove::programs().unwrap();
        for program in programs.iter().filter(|program| program.is_real()) {
            let row = table.program.iter().find(|row| row.name == program.name);
            assert!(row.is_some(), "{}: run `cargo xtask toolchains`", program.name);
        }
    }

    #[test]
    fn unknown_is_no_mistake_and_another_language_or_version_is() {
        let row = |named: &str, version: Option<&str>| Row {
            name: "a".into(),
            sha256: String::new(),
            language: "rust".into(),
            language_from: String::new(),
            version: Some("1.85.0".into()),
            version_from: None,
            named: named.into(),
            named_version: version.map(str::to_owned),
            by_paths: None,
        };
        assert!(row("unknown", None).mistake().is_none());
        assert!(row("rust", None).mistake().is_none());
        assert!(row("rust", Some("1.85.0")).mistake().is_none());
        assert!(row("rust", Some("1.84.0")).mistake().is_some());
        assert!(row("c", None).mistake().is_some());
    }
}
