//! The TOML inside a widget's fence, and the places of what is wrong in it.

use serde::de::DeserializeOwned;

use super::super::{Known, error::Errors, fact::known_name, phrase};
use crate::Phrase;

/// What is between the lines of a fence.
pub(super) struct Body<'a, 'k, 'e> {
    pub(super) text: &'a str,
    /// Where `text` begins in the file.
    pub(super) start: usize,
    pub(super) known: &'a Known<'k>,
    pub(super) errors: &'a mut Errors<'e>,
}

/// A widget whose names have to be known and whose phrases become HTML.
pub(super) trait Checked: DeserializeOwned {
    fn check(&mut self, body: &mut Body);
}

impl Body<'_, '_, '_> {
    pub(super) fn read<T: Checked>(&mut self) -> Option<T> {
        let mut widget: T = from_toml(self.text, self.start, self.errors)?;
        widget.check(self);
        Some(widget)
    }

    pub(super) fn sample(&mut self, key: &str, name: &str) {
        if let Err(why) = known_name("sample", name, self.known.samples) {
            self.wrong(key, why);
        }
    }

    pub(super) fn image(&mut self, key: &str, name: &str) {
        if let Err(why) = known_name("image", name, self.known.images) {
            self.wrong(key, why);
        }
    }

    pub(super) fn images(&mut self, key: &str, names: &[String]) {
        if names.is_empty() {
            self.wrong(key, "found no image".to_owned());
        }
        for name in names {
            self.image(key, name);
        }
    }

    pub(super) fn phrase(&mut self, phrase: &mut Phrase) {
        phrase.0 = phrase::html(&phrase.0, self.start, self.known, self.errors);
    }

    /// Reports a mistake at the first line that begins with `key`.
    pub(super) fn wrong(&mut self, key: &str, why: String) {
        let at_line_start = |place: &usize| *place == 0 || self.text[..*place].ends_with('\n');
        let places = self.text.match_indices(key).map(|(place, _)| place);
        let within = places.into_iter().find(at_line_start).unwrap_or(0);
        self.errors.at(self.start + within, why);
    }
}

/// Reads TOML that begins at `offset`; what is wrong with it is reported at its own line.
pub(in crate::compile) fn from_toml<T: DeserializeOwned>(
    text: &str,
    offset: usize,
    errors: &mut Errors,
) -> Option<T> {
    toml::from_str(text)
        .inspect_err(|error| {
            let within = error.span().map_or(0, |span| span.start);
            errors.at(offset + within, error.message().replace('\n', " "));
        })
        .ok()
}
