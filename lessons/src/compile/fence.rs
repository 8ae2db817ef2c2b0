//! A fence ```` ```widget NAME ```` with a TOML body becomes a [`Widget`].

use serde::de::DeserializeOwned;

use super::{
    Known,
    error::{Errors, allowed},
    fact::known_name,
};
use crate::{Analysis, Widget};

const WIDGETS: &[&str] = &["analysis"];

/// `opening` and `body` are offsets in the file: of the fence's first line and of the text inside.
pub(super) fn widget(
    name: &str,
    text: &str,
    opening: usize,
    body: usize,
    known: &Known,
    errors: &mut Errors,
) -> Option<Widget> {
    match name {
        "analysis" => {
            let analysis: Analysis = from_toml(text, body, errors)?;
            check_name("sample", &analysis.sample, known.samples, text, body, errors);
            if let Some(image) = &analysis.image {
                check_name("image", image, known.images, text, body, errors);
            }
            Some(Widget::Analysis(analysis))
        }
        _ => {
            errors.at(opening, format!("unknown widget `{name}`; {}", allowed(WIDGETS)));
            None
        }
    }
}

/// Reads TOML that begins at `offset`; what is wrong with it is reported at its own line.
pub(super) fn from_toml<T: DeserializeOwned>(text: &str, offset: usize, errors: &mut Errors) -> Option<T> {
    toml::from_str(text)
        .inspect_err(|error| {
            let within = error.span().map_or(0, |span| span.start);
            errors.at(offset + within, error.message().replace('\n', " "));
        })
        .ok()
}

fn check_name(key: &str, name: &str, names: &[String], text: &str, body: usize, errors: &mut Errors) {
    if let Err(why) = known_name(key, name, names) {
        let at_line_start = |place: &usize| *place == 0 || text[..*place].ends_with('\n');
        let within = text.match_indices(key).map(|(place, _)| place).find(at_line_start).unwrap_or(0);
        errors.at(body + within, why);
    }
}
