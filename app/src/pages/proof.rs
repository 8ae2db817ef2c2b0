//! How we know: what happened when the programs were really started, against what the analyzer says.

use std::collections::BTreeMap;

use yew::prelude::*;

use super::PageContent;
use crate::measure::{grouped, hundredths};
use crate::site::{Behaviour, Engines, Limit, Musl, Site, Summary};

pub(super) fn page(site: &Site) -> PageContent {
    let proof = &site.content.proof;
    PageContent {
        title: "How we know \u{b7} Final Stage".to_owned(),
        description:
            "Real programs were really started in real images, and what the kernel and the loader said is \
                      compared word for word with what Final Stage says."
                .to_owned(),
        body: html! {
            <div class="plain proof">
                <h1>{ "How we know" }</h1>
                <p class="lead">{ "Each verdict is a prediction. These were put to the test: real programs, really started in \
                                  the root file systems of real images, each as a container runtime would start it." }</p>
                { figures(&proof.summary) }
                { compared() }
                { programs(&proof.summary) }
                { outcomes(site, &proof.summary) }
                { limits(&proof.summary, &proof.limits) }
                { after_the_start(&proof.behaviour, &proof.musl) }
                { with_engines(&proof.engines) }
                { again() }
            </div>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn number(number: usize) -> String {
    grouped(number as u64)
}

fn figures(summary: &Summary) -> Html {
    let figure = |value: String, name: &'static str| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <>
            <dl class="figures">
                { figure(number(summary.files()), "programs and traps") }
                { figure(number(summary.images), "images") }
                { figure(number(summary.pairs), "pairs") }
                { figure(hundredths(summary.agree, summary.pairs - summary.no_verdict), "agree") }
            </dl>
            <p>
                { format!("Of {} pairs of a program and an image, {} came out exactly as predicted.", number(summary.pairs), number(summary.agree)) }
                if summary.limits > 0 {
                    { format!(" {} are known limits, told below.", number(summary.limits)) }
                }
                if summary.no_verdict > 0 {
                    { format!(" On {} the tool gives no verdict and says why: they are no programs, or depend on the processor.", number(summary.no_verdict)) }
                }
                { format!(" Last run on {}, on {}.", summary.date, summary.kernel) }
            </p>
        </>
    }
}

fn compared() -> Html {
    html! {
        <>
            <h2 id="compared">{ "What has to agree" }</h2>
            <ul>
                <li><strong>{ "Starts or not." }</strong>{ " Whether " }{ link("execve(2)", "https://man7.org/linux/man-pages/man2/execve.2.html") }
                    { " succeeds, and whether the loader lets the program begin." }</li>
                <li><strong>{ "The first message." }</strong>{ " What the loader writes, word for word, or the number with which the \
                    kernel refuses." }</li>
                <li><strong>{ "Everything that is missing." }</strong>{ " The complete set of libraries and symbol versions, from the \
                    loader\u{2019}s own list (" }<code>{ "LD_TRACE_LOADED_OBJECTS" }</code>{ ", " }
                    { link("ld.so(8)", "https://man7.org/linux/man-pages/man8/ld.so.8.html") }{ ")." }</li>
            </ul>
            <p>{ "Each program lies at " }<code>{ "/app" }</code>{ ", or with its libraries below it, and runs as an unprivileged \
                 user in namespaces of its own, without a network." }</p>
        </>
    }
}

/// What programs do once they run, and what musl says, which no measured image has.
fn after_the_start(behaviour: &Behaviour, musl: &Musl) -> Html {
    html! {
        <>
            <h2 id="behaviour">{ "After the start" }</h2>
            <p>{ format!("{} programs were made or taken for what they need once they run: certificates, a time zone, a user, a \
                 shell, a directory, a library that they open. Each starts in an image and fails there, and works where it has \
                 what it needs. In {} starts they did what was written down, and the report had foretold it where the file \
                 tells. Last run on {}. ", behaviour.program.len(), behaviour.starts(), behaviour.date()) }
                <code>{ "corpus/behaviour/" }</code>{ " has them." }</p>
            <p>{ format!("No measured image has musl. Its loader was started alone, from Debian\u{2019}s package {}, with {} programs \
                 that name it, and said what Alpine\u{2019}s is predicted to say.", musl.musl, musl.start.len()) }</p>
        </>
    }
}

fn link(name: &'static str, address: &'static str) -> Html {
    html! { <a href={address}>{ name }</a> }
}

fn programs(summary: &Summary) -> Html {
    let name = |source: &str| match source {
        "bullseye" => "Debian 11, packages".to_owned(),
        "bookworm" => "Debian 12, packages".to_owned(),
        "trixie" => "Debian 13, packages".to_owned(),
        "npm" => "npm, platform packages".to_owned(),
        "pypi" => "PyPI, wheels".to_owned(),
        other => other.to_owned(),
    };
    let mut sources: Vec<(String, usize)> =
        summary.sources.iter().map(|(source, count)| (name(source), *count)).collect();
    sources.sort();
    sources.push(("Made, one for each rule of the kernel and the loader".to_owned(), summary.made));
    sources.push(("Samples of the course".to_owned(), summary.samples));
    let others = summary.files() - sources.iter().map(|(_, count)| count).sum::<usize>();
    sources.push(("Traps out of packages".to_owned(), others));
    html! {
        <>
            <h2 id="programs">{ "The programs" }</h2>
            <table>
                <thead><tr><th scope="col">{ "From" }</th><th scope="col" class="right">{ "Programs" }</th></tr></thead>
                <tbody>
                    { for sources.into_iter().map(|(name, count)| html! {
                        <tr><th scope="row">{ name }</th><td class="right">{ number(count) }</td></tr>
                    }) }
                </tbody>
            </table>
            <p>{ format!("{} in all are traps: libraries, object files, scripts and others that must not be taken for a program. ", summary.traps) }
                { "Each is pinned by version and hash in " }<code>{ "corpus/programs.toml" }</code>{ "; each rule stands with its source in " }
                <code>{ "corpus/made/made.toml" }</code>{ "." }</p>
        </>
    }
}

/// What can happen, in the order of the machine's questions: the key in the record, and a heading.
const OUTCOMES: [(&str, &str); 8] = [
    ("starts", "starts"),
    ("kernel-ENOENT", "no interpreter"),
    ("kernel-ENOEXEC", "not executable here"),
    ("kernel-*", "refused otherwise"),
    ("loader-library", "library missing"),
    ("loader-version", "version missing"),
    ("loader-symbol", "symbol missing"),
    ("loader-other", "other words of the loader"),
];

/// How often an outcome of [`OUTCOMES`] was seen; a star stands for every one that has no column.
fn seen(outcomes: &BTreeMap<String, usize>, key: &str) -> usize {
    match key.strip_suffix('*') {
        None => outcomes.get(key).copied().unwrap_or_default(),
        Some(start) => {
            let has_column = |name: &str| OUTCOMES.iter().any(|(key, _)| *key == name);
            let others = outcomes.iter().filter(|(name, _)| name.starts_with(start) && !has_column(name));
            others.map(|(_, count)| count).sum()
        }
    }
}

fn outcomes(site: &Site, summary: &Summary) -> Html {
    let columns: Vec<_> = OUTCOMES.into_iter().filter(|(key, _)| seen(&summary.outcome, key) > 0).collect();
    let name = |slug: &str| {
        let image = site.content.catalog.images.iter().find(|image| image.slug == slug);
        image.map_or(slug, |image| image.reference.trim_start_matches("gcr.io/")).to_owned()
    };
    let row = |name: Html, outcomes: &BTreeMap<String, usize>, agree: usize, pairs: usize| {
        html! {
            <tr>
                <th scope="row">{ name }</th>
                { for columns.iter().map(|(key, _)| html! { <td class="right">{ number(seen(outcomes, key)) }</td> }) }
                <td class="right">{ format!("{} of {}", number(agree), number(pairs)) }</td>
            </tr>
        }
    };
    html! {
        <>
            <h2 id="outcomes">{ "What happened in each image" }</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="outcomes">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "Image" }</th>
                            { for columns.iter().map(|(_, name)| html! { <th scope="col" class="right">{ *name }</th> }) }
                            <th scope="col" class="right">{ "as predicted" }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for summary.image.iter().map(|image| {
                            row(html! { <code>{ name(&image.slug) }</code> }, &image.outcome, image.agree, image.pairs)
                        }) }
                    </tbody>
                    <tfoot>{ row(html! { "all" }, &summary.outcome, summary.agree, summary.pairs) }</tfoot>
                </table>
            </div>
        </>
    }
}

fn limits(summary: &Summary, limits: &[Limit]) -> Html {
    let limit = |limit: &Limit| {
        let images = match limit.images.len() {
            1 => "one image".to_owned(),
            several => format!("{several} images"),
        };
        html! {
            <li><code>{ &limit.program }</code>{ format!(", in {images}: {} ({})", limit.reason, limit.date) }</li>
        }
    };
    html! {
        <>
            <h2 id="limits">{ "Known limits" }</h2>
            if limits.is_empty() {
                <p>{ "No difference is known." }</p>
            } else {
                <p>{ format!("{} pairs, {}, in which the verdict is known to be wrong:", number(summary.limits), hundredths(summary.limits, summary.pairs)) }</p>
                <ul>{ for limits.iter().map(limit) }</ul>
            }
            <p>{ "The proof says nothing of images that are documented and not measured, nor of what a program does after its \
                 start." }</p>
        </>
    }
}

fn with_engines(engines: &Engines) -> Html {
    let mut runtimes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut classes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for start in &engines.start {
        *runtimes.entry(start.runtime.as_str()).or_default() += 1;
        *classes.entry(start.class.as_str()).or_default().entry(start.runtime.as_str()).or_default() += 1;
    }
    let versions: Vec<String> =
        engines.versions.iter().map(|(program, version)| format!("{program} {version}")).collect();
    let cell = |count: usize| html! { <td class="right">{ number(count) }</td> };
    html! {
        <>
            <h2 id="engines">{ "With real engines" }</h2>
            <p>{ format!("The same images, imported, and programs of each kind of end: {} starts. What the engine printed and its \
                 exit status are held against ours by a test. Run on {} with {}.", number(engines.start.len()), engines.date, versions.join(", ")) }</p>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="engines">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ "What happens" }</th>
                            { for runtimes.keys().map(|runtime| html! { <th scope="col" class="right">{ *runtime }</th> }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for classes.iter().map(|(class, by_runtime)| html! {
                            <tr>
                                <th scope="row">{ class.replace('-', " ") }</th>
                                { for runtimes.keys().map(|runtime| cell(by_runtime.get(runtime).copied().unwrap_or_default())) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <p>{ "Kubernetes was not run: its words are those of containerd and runc, and the event is quoted from the kubelet\u{2019}s source." }</p>
        </>
    }
}

fn again() -> Html {
    html! {
        <>
            <h2 id="again">{ "Run it yourself" }</h2>
            <p>{ "In a checkout of the project, as root on Debian:" }</p>
            <pre class="code">{ "cargo xtask prove           # all of it\ncargo xtask prove --short   # as cargo xtask test does" }</pre>
            <p>{ "It assembles the images from their packages, fetches the programs from their registries, starts each in each, and \
                 fails on any difference that is no known limit. What was seen is in " }<code>{ "corpus/recorded.toml" }</code>
                { ". When the catalog or the model changes and the proof was not run again, a test fails." }</p>
        </>
    }
}
