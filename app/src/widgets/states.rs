//! What is shown while a file is being read, and when it could not be.

use yew::prelude::*;

use crate::engine::Breakage;
use crate::measure;
use crate::session::{Failure, FailureReason, Reading};

/// Nothing for the first moment: most answers are here before it ends.
pub(super) fn reading_note(reading: &Reading, on_cancel: &Callback<MouseEvent>) -> Html {
    if !reading.slow {
        return html! { <div class="reading" /> };
    }
    let so_far = match (reading.size, reading.slices) {
        (None, _) => "Fetching the sample.".to_owned(),
        (Some(_), 0) => "Fetching the analyzer.".to_owned(),
        (Some(size), slices) => format!(
            "{} of {} read, in {slices} {}.",
            measure::size(reading.bytes as u64),
            measure::size(size as u64),
            if slices == 1 { "slice" } else { "slices" }
        ),
    };
    html! {
        <div class="reading">
            <p>{ so_far }</p>
            <button type="button" class="quiet" onclick={on_cancel.clone()}>{ "Cancel" }</button>
        </div>
    }
}

pub(super) fn failure_note(failure: &Failure) -> Html {
    let (headline, way_out) = match &failure.reason {
        FailureReason::Unreadable(sentence) => (
            "Nothing can be said about this file.",
            html! { <p>{ sentence }</p> },
        ),
        FailureReason::NoSample => (
            "The sample could not be fetched.",
            html! { <p>{ "Are you offline? A file of your own can still be read, if the analyzer has been fetched." }</p> },
        ),
        FailureReason::Broke(Breakage::Unreachable) => (
            "The analyzer could not be fetched.",
            html! { <p>{ "The file was not opened. Check the connection and choose it again." }</p> },
        ),
        FailureReason::Broke(Breakage::NoWebAssembly) => (
            "This browser does not run WebAssembly here.",
            html! {
                <>
                    <p>{ "The analyzer is WebAssembly, which a setting or a policy has switched off. The file was not \
                          opened. The command line does the same:" }</p>
                    <pre class="machine">{ format!("finalstage check {}", quoted(&failure.name)) }</pre>
                </>
            },
        ),
        FailureReason::Broke(Breakage::Crashed) => (
            "The analyzer stopped in the middle of this file.",
            html! {
                <p>{ "This is a fault in Final Stage, not in your file. The analyzer has been started afresh: other \
                      files can be read." }</p>
            },
        ),
    };
    html! {
        <section class="failure">
            <h2>{ headline }</h2>
            { way_out }
        </section>
    }
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-/".contains(c);
    if !name.is_empty() && name.chars().all(plain) { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_with_a_quote_stays_one_word_in_the_shell() {
        assert_eq!(super::quoted("app"), "app");
        assert_eq!(super::quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
