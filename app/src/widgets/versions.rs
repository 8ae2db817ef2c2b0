//! The symbol versions a program needs, with the symbols that ask for them.

use analyzer::report::VersionReport;
use yew::prelude::Html;

use crate::markup::{code, container, element, fixed, list_of, with, words};

pub(super) fn versions(versions: &[VersionReport]) -> Html {
    let heading = |name| with("th", &["scope"], &["col"], [fixed(name)]);
    let headings = element("tr", "", [heading("Library"), heading("Version"), heading("Asked for by")]);
    let table = element(
        "table",
        "",
        [element("thead", "", [headings]), container("tbody", "", versions.iter().map(row).collect())],
    );
    // What scrolls must be reachable by keyboard. No landmark: a lesson may show two programs.
    let keys = &["class", "tabindex", "role", "aria-label"];
    with("div", keys, &["scroll", "0", "group", "Symbol versions"], [table])
}

fn row(need: &VersionReport) -> Html {
    let cell = |children| container("td", "", children);
    let weak = if need.weak { " (weak)" } else { "" };
    let version = vec![code(&need.version), fixed(weak)];
    element("tr", "", [cell(vec![code(&need.library)]), cell(version), cell(vec![symbols(need)])])
}

fn symbols(need: &VersionReport) -> Html {
    let mut parts = Vec::new();
    for symbol in &need.symbols {
        if !parts.is_empty() {
            parts.push(fixed(", "));
        }
        parts.push(code(symbol));
    }
    let more = usize::try_from(need.symbol_count).unwrap_or(usize::MAX).saturating_sub(need.symbols.len());
    if more > 0 {
        let text = if parts.is_empty() { format!("{more} symbols") } else { format!(" and {more} more") };
        parts.push(words(&text));
    }
    list_of(parts)
}
