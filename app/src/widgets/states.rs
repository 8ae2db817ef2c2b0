//! What is shown while a file is being read, and when it could not be.

use yew::prelude::Html;

use super::controls::button;
use crate::markup::{element, fixed, list, paragraph, with, words};
use crate::measure;
use crate::session::{Breakage, Failure, FailureReason, Reading};

/// Nothing for the first moment: most answers are here before it ends.
pub(super) fn reading_note(reading: &Reading) -> Html {
    if !reading.slow {
        return element("div", "reading", []);
    }
    let so_far = match reading.slices {
        0 => "Getting ready to read it.".to_owned(),
        slices => {
            format!("{} read, in {slices} {}.", measure::size(reading.bytes), measure::slices(slices))
        }
    };
    element("div", "reading", [element("p", "", [words(&so_far)]), button("quiet", "Cancel", "cancel")])
}

pub(super) fn failure_note(failure: &Failure) -> Html {
    let (headline, way_out) = match &failure.reason {
        FailureReason::Unreadable(sentence) => {
            ("Nothing can be said about this file.", element("p", "", [words(sentence)]))
        }
        FailureReason::NoSample => (
            "The sample could not be fetched.",
            paragraph(
                "Are you offline? A file of your own can still be read, if the analyzer has been fetched.",
            ),
        ),
        FailureReason::Broke(Breakage::Unreachable) => (
            "The analyzer could not be fetched.",
            paragraph("The file was not opened. Check the connection and choose it again."),
        ),
        FailureReason::Broke(Breakage::NoWebAssembly) => (
            "This browser does not run WebAssembly here.",
            list([
                paragraph(
                    "The analyzer is WebAssembly, which a setting or a policy has switched off. The file was not \
                     opened. The command line does the same:",
                ),
                element("pre", "machine", [fixed("finalstage check "), words(&quoted(&failure.name))]),
            ]),
        ),
        FailureReason::Broke(Breakage::Crashed) => (
            "The analyzer stopped in the middle of this file.",
            paragraph(
                "This is a fault in Final Stage, not in your file. The analyzer is started afresh for the next one: \
                 other files can be read.",
            ),
        ),
    };
    let headline = with("h2", &["id", "tabindex"], &["answer", "-1"], [fixed(headline)]);
    element("section", "failure", [headline, way_out])
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-/".contains(c);
    if !name.is_empty() && name.chars().all(plain) {
        return name.to_owned();
    }
    ["'", &name.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_with_a_quote_stays_one_word_in_the_shell() {
        assert_eq!(super::quoted("app"), "app");
        assert_eq!(super::quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
