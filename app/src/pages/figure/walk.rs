//! What the kernel and the loader do with a program in an image, step by step: which file is opened, in which
//! directories it was looked for before, and where the walk ends.

use std::collections::HashMap;

use analyzer::catalog::{BaseImage, Contents, Library, Version};
use analyzer::report::{Elf, FoundReport, ImageReport, VersionReport};
use lessons::Walk;
use yew::prelude::*;

use super::{caption, slot};
use crate::site::Site;
use crate::view;
use crate::widgets::{Signal, signal_mark};

/// One step, and whether it went well.
struct Step {
    says: Html,
    holds: bool,
}

pub(super) fn figure(site: &Site, asked: &Walk) -> Option<Html> {
    let sample = site.content.sample(&asked.sample)?;
    let report = &sample.answer.report;
    let judged = report.images.iter().find(|image| image.slug == asked.image)?;
    let (image, _) = site.content.image(&asked.image)?;
    let steps = steps(site, report.elf.as_ref()?, judged, image);
    let rows = steps.into_iter().map(|step| {
        let class = if step.holds { "step-holds" } else { "step-breaks" };
        html! { <li {class}>{ step.says }</li> }
    });
    Some(html! {
        <figure class="figure walk">
            <p class="figure-name"><code>{ &sample.name }</code>{ " in " }<code>{ view::short_reference(judged) }</code></p>
            { slot() }
            <ol>{ for rows }</ol>
            { end(judged) }
            { caption(&asked.caption) }
        </figure>
    })
}

fn steps(site: &Site, elf: &Elf, judged: &ImageReport, image: &BaseImage) -> Vec<Step> {
    let Some(interpreter) = &elf.interpreter else {
        let says = html! {
            <>{ "The kernel maps the program. It finds no " }<code>{ "PT_INTERP" }</code>{ ", so it jumps to the program\u{2019}s entry. Nothing else is opened." }</>
        };
        return vec![Step { says, holds: true }];
    };
    let mut steps = vec![interpreted(interpreter, judged)];
    if !steps[0].holds {
        return steps;
    }
    // glibc gives up at the first library that it does not find (`elf/dl-load.c`); musl names them all.
    let goes_on = elf.libc == "musl";
    for found in &judged.libraries {
        steps.push(opened(elf, found, judged, image));
        if found.path.is_none() && !goes_on {
            return steps;
        }
    }
    if steps.iter().any(|step| !step.holds) {
        return steps;
    }
    steps.extend(versions(site, elf, judged, image));
    steps
}

/// The kernel opens the interpreter before it starts anything.
fn interpreted(path: &str, judged: &ImageReport) -> Step {
    let missing = judged.blockers.iter().any(|blocker| blocker.code == "missing-interpreter");
    let says = if missing {
        html! { <>{ "The kernel reads " }<code>{ "PT_INTERP" }</code>{ " and opens " }<code>{ path }</code>{ ". The image has no such file: " }<code>{ "ENOENT" }</code>{ ". Nothing is started." }</> }
    } else {
        html! { <>{ "The kernel reads " }<code>{ "PT_INTERP" }</code>{ ", maps the program and " }<code>{ path }</code>{ ", and starts the loader." }</> }
    };
    Step { says, holds: !missing }
}

/// The loader looks for one library, in the order of its directories.
fn opened(elf: &Elf, found: &FoundReport, judged: &ImageReport, image: &BaseImage) -> Step {
    let by = match found.needed_by.as_str() {
        "" => html! { { "The program" } },
        library => html! { <code>{ library }</code> },
    };
    let needs = html! { <>{ by }{ " needs " }<code>{ &found.library }</code>{ "." }</> };
    let Some(path) = &found.path else {
        let blocker = judged.blockers.iter().find(|blocker| blocker.subject == found.library);
        let tried = blocker.map(|blocker| blocker.tried.as_slice()).unwrap_or_default();
        let says = html! { <>{ needs }{ " The loader looks in " }{ directories(tried) }{ " and finds it nowhere." }</> };
        return Step { says, holds: false };
    };
    let before = passed(elf, path, image.contents.as_ref());
    let package = found.package.as_ref().map(|package| format!(", of {package}")).unwrap_or_default();
    let says = html! {
        <>
            { needs }
            if !before.is_empty() {
                { " It is not in " }{ directories(&before) }{ "." }
            }
            { " The loader opens " }<code>{ path }</code>{ package }{ "." }
        </>
    };
    Step { says, holds: true }
}

/// The directories in which the loader looked before it found a library; none where an index of them led it
/// there at once.
fn passed(elf: &Elf, path: &str, contents: Option<&Contents>) -> Vec<String> {
    let Some(contents) = contents else { return Vec::new() };
    if contents.loader_cache || !elf.rpath.is_empty() || !elf.runpath.is_empty() {
        return Vec::new();
    }
    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    if !contents.library_path.contains(&directory) {
        return Vec::new();
    }
    let before = contents.library_path.iter().take_while(|own| **own != directory);
    before.map(|own| (*own).to_owned()).collect()
}

fn directories(paths: &[String]) -> Html {
    let last = paths.len().saturating_sub(1);
    let entry = |(place, path): (usize, &String)| {
        // That a directory is one of the loader's own need not be said each time.
        let path = path.strip_suffix(" (default)").unwrap_or(path);
        let before = match place {
            0 => "",
            place if place == last => " and ",
            _ => ", ",
        };
        html! { <>{ before }<code>{ path.to_owned() }</code></> }
    };
    html! { { for paths.iter().enumerate().map(entry) } }
}

/// The loader compares what the program asks of each library with what the library defines.
fn versions(site: &Site, elf: &Elf, judged: &ImageReport, image: &BaseImage) -> Vec<Step> {
    let Some(contents) = image.contents.as_ref() else { return Vec::new() };
    let libraries: HashMap<&str, &Library> =
        site.content.catalog.libraries(contents).map(|(library, _)| (library.soname, library)).collect();
    let mut asked: Vec<&str> = Vec::new();
    for need in &elf.versions {
        if !asked.contains(&need.library.as_str()) {
            asked.push(&need.library);
        }
    }
    let step = |soname: &str| {
        let needs: Vec<&VersionReport> = elf.versions.iter().filter(|need| need.library == soname).collect();
        let newest =
            needs.iter().max_by_key(|need| Version::parse(&need.version).map(|version| version.number))?;
        let missing: Vec<&str> = judged
            .blockers
            .iter()
            .filter(|blocker| blocker.code == "missing-version")
            .filter(|blocker| needs.iter().any(|need| need.version == blocker.subject))
            .map(|blocker| blocker.subject.as_str())
            .collect();
        let family = Version::parse(&newest.version).map_or("", |version| version.family);
        let most = libraries.get(soname).and_then(|library| library.newest(family));
        let says = html! {
            <>
                { "Of " }<code>{ soname }</code>{ " the program asks for versions up to " }<code>{ &newest.version }</code>{ "." }
                if let Some(most) = most {
                    { " This one defines them up to " }<code>{ most.to_string() }</code>{ "." }
                }
                if !missing.is_empty() {
                    { " Missing: " }<code>{ missing.join(", ") }</code>{ "." }
                }
            </>
        };
        Some(Step { says, holds: missing.is_empty() })
    };
    asked.into_iter().filter_map(step).collect()
}

/// Where the walk ends, in the terminal's words when it ends badly.
fn end(judged: &ImageReport) -> Html {
    let last = match judged.outcome.as_str() {
        "runs" | "starts" => "The loader writes the addresses into the program and jumps to its entry.",
        _ => "",
    };
    // What the machine never came to.
    let further: Vec<&str> = judged.blockers.iter().skip(1).map(|blocker| blocker.subject.as_str()).collect();
    let is_static = judged.libraries.is_empty() && judged.error.is_none();
    html! {
        <div class="walk-end">
            { signal_mark(Signal::of(&judged.outcome)) }
            if !last.is_empty() && !is_static {
                <p>{ last }</p>
            }
            if let Some(error) = &judged.error {
                <pre class="error">{ error }</pre>
            }
            if !further.is_empty() && judged.said_by.as_deref() != Some("musl") {
                <p>{ "It would also lack " }<code>{ further.join(", ") }</code>{ "." }</p>
            }
        </div>
    }
}
