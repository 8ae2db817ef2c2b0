//! The report: the answer, the ladder beside the Dockerfile of the chosen rung, then the facts.

use analyzer::report::{Answer, Report};
use yew::html::Scope;
use yew::prelude::Html;

use super::answer_line::{answer_line, remedies};
use super::controls::{button, select};
use super::dockerfile_view::dockerfile_view;
use super::facts::{InImage, facts};
use super::ladder::{Ground, ladder};
use super::live::Live;
use super::needs::needs;
use super::rung::decoded;
use crate::event::Event;
use crate::markup::{container, element, fixed, list, nothing, paragraph, with, words};
use crate::session::{Found, Session};
use crate::{measure, view};

/// `root` leads from this page to the site's root.
pub(super) fn report_view(found: &Found, session: &Session, link: &Scope<Live>, root: &str) -> Html {
    let answer = &found.answer;
    let report = &answer.report;
    let chosen = view::chosen(answer, session.picked.as_deref());
    let wording = select("runtime", "Messages as printed by", &found.runtime);
    let columns = if let Some(error) = same_error(report, root) {
        element("div", "everywhere", [paragraph("In every image the answer is the same:"), error, wording])
    } else {
        let smaller = match &report.recommendation {
            Some(_) => remedies("What would make it smaller", &report.remedies),
            None => nothing(),
        };
        let column = vec![dockerfile_view(answer, chosen, session, link, root), smaller];
        let on_pick = link.callback(Event::Picked);
        let ground = Ground { group: "image", today: &found.today, root };
        let ladder = ladder(answer, chosen, &ground, wording, &on_pick);
        element("div", "columns", [ladder, container("div", "column", column)])
    };
    let parts = vec![
        handed(found),
        answer_line(answer, &session.search),
        columns,
        needs(report, root),
        facts(report, &in_image(answer, chosen)),
        receipt(found, root),
    ];
    container("article", "report", parts)
}

/// What came along with the program.
fn handed(found: &Found) -> Html {
    let mut parts = Vec::new();
    parts.extend(found.program.as_ref().map(|program| select("program", "Program", program)));
    if !found.note.is_empty() {
        parts.push(element("p", "", [words(&found.note)]));
    }
    if parts.is_empty() { nothing() } else { container("div", "handed", parts) }
}

/// A file that is no Linux program dies everywhere in the same words; a ladder of them says no more.
fn same_error(report: &Report, root: &str) -> Option<Html> {
    let error = report.images.first().and_then(|image| image.error.as_deref());
    let same = report.images.iter().all(|image| image.error.as_deref() == error);
    let code = report.images.first().and_then(|image| image.blockers.first()).map(|blocker| &blocker.code);
    let error = || {
        let said = element("pre", "error", [words(error.unwrap_or_default())]);
        list([said, code.map_or_else(nothing, |code| decoded(root, code))])
    };
    (report.elf.is_none() && same).then(error)
}

/// What the facts need to know of the chosen image.
pub(super) fn in_image(answer: &Answer, chosen: Option<usize>) -> InImage<'_> {
    let image = chosen.and_then(|place| answer.report.images.get(place));
    InImage {
        name: image.map(view::short_reference).unwrap_or_default(),
        libraries: image.map(|image| image.libraries.as_slice()).unwrap_or_default(),
    }
}

fn receipt(found: &Found, root: &str) -> Html {
    let cost = format!(
        "Read {} of {} in {} {} and {} ms.",
        measure::size(found.bytes),
        measure::size(found.size),
        found.slices,
        measure::slices(found.slices),
        found.milliseconds.max(1),
    );
    let cost = match found.searched {
        Some(milliseconds) => format!("{cost} Then searched all of the program in {milliseconds} ms."),
        None => cost,
    };
    let save = button("quiet", "Download the report (JSON)", "save-report");
    let proof = with("a", &["href"], &[&[root, "proof/"].concat()], [fixed("How we know what starts")]);
    element("footer", "receipt", [element("p", "", [words(&cost)]), proof, save])
}
