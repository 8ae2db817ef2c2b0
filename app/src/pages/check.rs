//! The checker: a Dockerfile in a field with what is found in it, and below it every rule. The first text and its
//! findings are worked out while the site is built; `assets/check.js` does the rest. What it wakes (`data-asleep`) has its
//! room from the start, so that nothing moves.

use lint::{ABOUT, About, Finding, Level, Lines, Question};
use serde_json::json;
use yew::prelude::*;

use super::PageContent;
use super::kept::keeping;
use crate::route::Page;
use crate::site::Site;

/// What stands in the field at first: a Dockerfile as many have it.
const FIRST: &str = "\
# syntax=docker/dockerfile:1
FROM rust:1.98-trixie AS build
ARG TARGETARCH=amd64
WORKDIR /src
COPY . .
RUN cargo build --release

FROM gcr.io/distroless/base-debian12
RUN mkdir -p /data
COPY --from=build /src/target/release/app /app
USER app
CMD /app --port 8080
";

pub(super) fn page(site: &Site) -> PageContent {
    PageContent {
        title: "Check a Dockerfile \u{b7} Final Stage".to_owned(),
        description: "Paste a Dockerfile: what its base images contain decides what is wrong with it, and most of it is \
                      mended by one click. With the program at hand, the last stage is judged against it."
            .to_owned(),
        body: html! {
            <>
            { keeping(site, "Hold it against the last stage") }
            <div class="check" id="check">
                { intro(site) }
                { editor() }
                { side(site) }
            </div>
            { rules(site) }
            </>
        },
        has_island: false,
        files: Vec::new(),
    }
}

fn intro(site: &Site) -> Html {
    html! {
        <div class="check-intro">
            <h1>{ "Check a Dockerfile" }</h1>
            <p class="lead">{ "The rules know what each base image contains: its libraries, shell, users and entrypoint. \
                               What they are not sure of they do not say." }</p>
            <p>
                { "The text stays in this page, and is gone when you leave it. No Dockerfile yet? " }
                <a href={site.links.to(&Page::Dockerfile)}>{ "Write one" }</a>
                { "." }
            </p>
            <noscript>
                <p>{ "Checking your own text needs JavaScript. Here is a sample with what is found in it, and every rule; \
                      the command line does the same: finalstage lint Dockerfile." }</p>
            </noscript>
        </div>
    }
}

fn editor() -> Html {
    let numbers: String = (1..=FIRST.split('\n').count()).map(|number| format!("{number}\n")).collect();
    let tool = |name: &'static str, does: &'static str| {
        html! { <button type="button" class="quiet" data-check={does} data-asleep="">{ name }</button> }
    };
    html! {
        <div class="check-editor">
            <div class="check-bar">
                <h2 id="check-name">{ "Dockerfile" }</h2>
                <span data-asleep="">
                    <input type="file" class="unseen" id="check-file" />
                    <label for="check-file" class="button quiet">{ "Open" }</label>
                </span>
                { tool("Copy", "copy") }
                { tool("Download", "save") }
                { tool("Clear", "clear") }
                <button type="button" class="quiet" data-check="undo" id="check-undo" hidden=true>{ "Undo" }</button>
                <button type="button" class="quiet" data-check="mend-all" id="check-mend-all" data-asleep="">{ "Make all changes" }</button>
            </div>
            <div class="check-scroll">
                <pre class="check-numbers" id="check-numbers" aria-hidden="true">{ numbers }</pre>
                <div class="check-cell">
                    <pre class="check-paint" id="check-paint" aria-hidden="true"></pre>
                    <textarea id="check-text" aria-labelledby="check-name" aria-describedby="check-sum check-keys"
                        spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" rows="14" value={FIRST} />
                </div>
            </div>
            <p class="check-said" id="check-said" role="status"></p>
            <p class="check-about" id="check-keys">{ "F8 goes to the next finding. Drop a Dockerfile anywhere on this page." }</p>
        </div>
    }
}

fn side(site: &Site) -> Html {
    let analyzer = &site.assets.analyzer;
    let files = [
        &analyzer.script,
        &analyzer.module,
        &analyzer.judge_script,
        &analyzer.judge_module,
        &analyzer.scanner_script,
        &analyzer.scanner_module,
    ];
    let files: Vec<String> = files.into_iter().map(|file| site.links.file(file)).collect();
    html! {
        <div class="check-side">
            { findings(site) }
            <div class="check-program" id="check-program" data-island="tool" data-files={files.join(" ")}>
                <h2>{ "Against your program" }</h2>
                <p>{ "With the executable at hand, the last stage is judged against it. It is read in this page. Before that, \
                      the page cuts itself off from every network." }</p>
                <p data-asleep="">
                    <input type="file" class="unseen" id="check-program-file" />
                    <label for="check-program-file" class="button quiet">{ "Choose the program" }</label>
                    { " " }
                    <button type="button" class="quiet" id="check-forget" hidden=true>{ "Forget it" }</button>
                </p>
                <p id="check-program-state" role="status">{ "No program is held against it." }</p>
                <p id="check-lock" class="check-about" hidden=true>
                    { "Locked: this page can send nothing any more, not even to its own site. Links still work." }
                </p>
            </div>
            <div data-asleep="">
                <h2 class="unseen">{ "Samples" }</h2>
                <ul class="check-samples">
                    { for site.content.presets.iter().map(|preset| html! {
                        <li>
                            <button type="button" class="quiet" data-check={format!("try check-sample-{}", preset.name)}
                                data-name={preset.title.clone()}>{ &preset.title }</button>
                            <pre id={format!("check-sample-{}", preset.name)} hidden=true>{ preset.was.trim_start() }</pre>
                        </li>
                    }) }
                </ul>
            </div>
        </div>
    }
}

/// What is found in the first text, on the catalog's day.
fn findings(site: &Site) -> Html {
    let question = Question { today: site.content.catalog.date, program: None };
    let checked = lint::check(FIRST, question).expect("the first text is a Dockerfile; a test checks it");
    let lines = Lines::of(FIRST);
    let first = json!({
        "findings": checked.findings.iter().map(|finding| as_in_the_browser(finding, &lines)).collect::<Vec<_>>(),
        "truncated": false,
    });
    html! {
        <>
        <p class="check-sum" id="check-sum" tabindex="-1" role="status">
            { sum(&checked.findings) }
        </p>
        <ol class="check-findings" id="check-findings" aria-label="Findings" data-first={first.to_string()}>
            { for checked.findings.iter().map(|finding| {
                let line = lines.position(finding.span.start).line;
                let level = finding.level.name();
                html! {
                    <li>
                        <p class="check-head">
                            <span class="check-go">{ format!("Line {line}") }</span>
                            <span class={format!("check-level check-is-{level}")}>{ level }</span>
                            <a href={format!("#{}", finding.rule)}>{ finding.rule }</a>
                        </p>
                        <p>{ &finding.message }</p>
                        if finding.fix.is_some() {
                            <p class="check-ways" data-asleep="">
                                { for ways(finding).map(|way| html! { <button type="button" class="quiet">{ &way.title }</button> }) }
                            </p>
                        }
                    </li>
                }
            }) }
        </ol>
        </>
    }
}

fn ways(finding: &Finding) -> impl Iterator<Item = &lint::Fix> {
    finding.fix.iter().chain(&finding.alternative)
}

/// As `assets/check.js` sums them up.
fn sum(findings: &[Finding]) -> String {
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let levels = [Level::Error, Level::Warning, Level::Note]
        .map(|level| (findings.iter().filter(|finding| finding.level == level).count(), level.name()));
    let parts: Vec<String> = levels
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, level)| count(number, level))
        .collect();
    format!("{}: {}.", count(findings.len(), "finding"), parts.join(", "))
}

/// As `linter` writes it.
fn as_in_the_browser(finding: &Finding, lines: &Lines<'_>) -> serde_json::Value {
    let at = |byte| lines.utf16(byte);
    let edit = |edit: &lint::Edit| json!({ "start": at(edit.span.start), "end": at(edit.span.end), "text": edit.replacement });
    let mend = |fix: &lint::Fix| json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() });
    let mut value = json!({
        "rule": finding.rule,
        "level": finding.level.name(),
        "message": finding.message,
        "line": lines.position(finding.span.start).line,
        "start": at(finding.span.start),
        "end": at(finding.span.end),
    });
    for (name, fix) in [("fix", &finding.fix), ("alternative", &finding.alternative)] {
        if let Some(fix) = fix {
            value[name] = mend(fix);
        }
    }
    value
}

fn rules(site: &Site) -> Html {
    html! {
        <section class="check-rules" aria-labelledby="check-rules">
            <h2 id="check-rules">{ "The rules" }</h2>
            <p>{ format!("{} of them. In a Dockerfile, # finalstage ignore=RULE above an instruction silences one for it. \
                          Support dates of what is not in the catalog were read on {}.", ABOUT.len(), lint::DATE) }</p>
            <ul class="check-toc">
                { for ABOUT.iter().map(|(id, _, _, about)| html! {
                    <li><a href={format!("#{id}")}>{ about.title }</a></li>
                }) }
            </ul>
            { for ABOUT.iter().map(|(id, level, lesson, about)| rule(site, id, *level, lesson, about)) }
        </section>
    }
}

fn rule(site: &Site, id: &'static str, level: Level, lesson: &str, about: &About) -> Html {
    let level = level.name();
    let title =
        site.content.course.lessons.iter().find(|one| one.slug == lesson).map(|lesson| lesson.title.clone());
    let example = |name: &'static str, text: &'static str, kind: &str| {
        let place = format!("{id}-{kind}");
        html! {
            <div>
                <h4>{ name }</h4>
                <pre tabindex="0" aria-label={format!("{name}: {}", about.title)}><code id={place.clone()}>{ text }</code></pre>
                if kind == "bad" {
                    <button type="button" class="quiet" data-asleep="" data-check={format!("try {place}")}
                        data-name="The example" aria-label={format!("Try it: {}", about.title)}>{ "Try it" }</button>
                }
            </div>
        }
    };
    html! {
        <article class="check-rule" {id}>
            <h3>{ about.title }</h3>
            <p class="check-about">
                <code>{ id }</code>{ ", " }
                <span class={format!("check-level check-is-{level}")}>{ level }</span>
                if !about.same_as.is_empty() {
                    { format!(", coincides with {}", about.same_as.join(", ")) }
                }
            </p>
            <p>{ about.why }</p>
            { errors(site, about) }
            <p>
                if let Some(title) = title {
                    { "Lesson: " }
                    <a href={site.links.to(&Page::Lesson(lesson.to_owned()))}>{ title }</a>
                    { ". " }
                }
                <a href={about.source}>{ "Source" }</a>
            </p>
            <div class="check-pair">
                { example("So it is found", about.bad, "bad") }
                { example("So it is not", about.good, "good") }
            </div>
        </article>
    }
}

/// What happens where nobody listened.
fn errors(site: &Site, about: &About) -> Html {
    let known =
        about.errors.iter().filter_map(|slug| site.content.errors.iter().find(|error| error.slug == **slug));
    let links: Vec<Html> = known
        .map(|error| html! { <li><a href={site.links.to(&Page::Error(error.slug.clone()))}>{ &error.title }</a></li> })
        .collect();
    if links.is_empty() {
        return Html::default();
    }
    let count = match links.len() {
        1 => "One error that it becomes".to_owned(),
        count => format!("{count} errors that it can become"),
    };
    html! { <details class="check-becomes"><summary>{ count }</summary><ul>{ for links }</ul></details> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_text_shows_errors_warnings_and_enough_fixes_for_the_button_that_makes_all() {
        let checked =
            lint::check(FIRST, Question { today: "2026-11-25", program: None }).expect("it is a Dockerfile");
        for level in [Level::Error, Level::Warning] {
            assert!(checked.findings.iter().any(|finding| finding.level == level), "{level:?}");
        }
        assert!(checked.findings.iter().filter(|finding| finding.fix.is_some()).count() >= 2);
    }
}
