//! The libraries that the loader opens in one image, as a tree of who asked for whom.

use analyzer::report::FoundReport;
use yew::prelude::Html;

use crate::markup::{code, container, element, fixed, list, nothing, words};

pub(super) fn library_tree(libraries: &[FoundReport], image_name: &str) -> Html {
    let place =
        element("p", "", [fixed("In "), words(image_name), fixed(", in the order the loader opens them:")]);
    list([place, branch(libraries, "", 0)])
}

/// Deeper than any chain of real libraries; a report that names itself as its own parent ends here.
const DEEPEST: usize = 32;

fn branch(libraries: &[FoundReport], needed_by: &str, depth: usize) -> Html {
    let asked = libraries.iter().filter(|found| found.needed_by == needed_by);
    let leaves: Vec<Html> = asked.map(|found| leaf(libraries, found, depth)).collect();
    if leaves.is_empty() { nothing() } else { container("ul", "tree", leaves) }
}

fn leaf(libraries: &[FoundReport], found: &FoundReport, depth: usize) -> Html {
    let place = match &found.path {
        Some(path) => {
            let own = found.own.then(|| fixed(", your own"));
            let package = found.package.iter().map(|package| list([fixed(" from "), code(package)]));
            container("span", "tree-place", [code(path)].into_iter().chain(package).chain(own).collect())
        }
        None => element("strong", "tree-missing", [fixed("missing")]),
    };
    let mut parts = vec![element("span", "tree-name", [code(&found.library)]), fixed(" "), place];
    if depth < DEEPEST && !found.library.is_empty() && found.library != found.needed_by {
        parts.push(branch(libraries, &found.library, depth + 1));
    }
    container("li", "", parts)
}
