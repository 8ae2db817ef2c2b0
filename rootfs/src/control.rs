//! The stanza format that Debian writes Packages, Release, control and *.sources files in (deb822(5)).

use std::collections::BTreeMap;

/// One stanza: field names in lower case, values with continuation lines joined by line feeds.
pub(crate) type Stanza<'a> = BTreeMap<String, Value<'a>>;

/// A field's value; most are one line and borrow it.
pub(crate) type Value<'a> = std::borrow::Cow<'a, str>;

/// Splits a file into stanzas, keeping only the fields that `keep` names (in lower case).
///
/// A Packages file has sixty thousand stanzas of thirty fields, so what is not asked for is not stored.
pub(crate) fn stanzas<'a>(text: &'a str, keep: &[&str]) -> Vec<Stanza<'a>> {
    let mut all = Vec::new();
    let mut stanza = Stanza::new();
    let mut open: Option<String> = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.trim().is_empty() {
            if !stanza.is_empty() {
                all.push(std::mem::take(&mut stanza));
            }
            open = None;
        } else if line.starts_with([' ', '\t']) {
            if let Some(value) = open.as_ref().and_then(|field| stanza.get_mut(field)) {
                let value = value.to_mut();
                value.push('\n');
                value.push_str(line.trim());
            }
        } else if let Some((field, value)) = line.split_once(':') {
            open = None;
            if let Some(field) = keep.iter().find(|kept| kept.eq_ignore_ascii_case(field)) {
                stanza.insert((*field).to_string(), Value::Borrowed(value.trim()));
                open = Some((*field).to_string());
            }
        }
    }
    if !stanza.is_empty() {
        all.push(stanza);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuation_lines_belong_to_the_field_above() {
        let all = stanzas("Suites: a\n b\n# a comment\n c\n\n\nTypes: deb\n", &["suites", "types"]);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0]["suites"], "a\nb\nc");
        assert_eq!(all[1]["types"], "deb");
    }

    #[test]
    fn continuation_of_an_unwanted_field_is_dropped() {
        let all = stanzas("Suites: a\nDescription: x\n long text\n", &["suites"]);
        assert_eq!(all[0]["suites"], "a");
    }
}
