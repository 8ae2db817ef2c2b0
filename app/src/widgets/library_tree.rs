//! The libraries that the loader opens in one image, as a tree of who asked for whom.

use analyzer::report::FoundReport;
use yew::prelude::*;

pub(super) fn library_tree(libraries: &[FoundReport], image_name: &str) -> Html {
    html! {
        <>
            <p>{ "In " }{ image_name }{ ", in the order the loader opens them:" }</p>
            { branch(libraries, "", 0) }
        </>
    }
}

/// Deeper than any chain of real libraries; a report that names itself as its own parent ends here.
const DEEPEST: usize = 32;

fn branch(libraries: &[FoundReport], needed_by: &str, depth: usize) -> Html {
    let asked = libraries.iter().filter(|found| found.needed_by == needed_by);
    let mut items = asked.map(|found| leaf(libraries, found, depth)).peekable();
    if items.peek().is_none() {
        return Html::default();
    }
    html! { <ul class="tree">{ for items }</ul> }
}

fn leaf(libraries: &[FoundReport], found: &FoundReport, depth: usize) -> Html {
    let place = match &found.path {
        Some(path) => html! {
            <span class="tree-place">
                <code>{ path }</code>
                if let Some(package) = &found.package {
                    { " from " }<code>{ package }</code>
                }
            </span>
        },
        None => html! { <strong class="tree-missing">{ "missing" }</strong> },
    };
    html! {
        <li>
            <code class="tree-name">{ &found.library }</code>
            { " " }
            { place }
            if depth < DEEPEST && !found.library.is_empty() && found.library != found.needed_by {
                { branch(libraries, &found.library, depth + 1) }
            }
        </li>
    }
}
