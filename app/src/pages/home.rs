//! The home page: the tool, and below it what it checks, how we know, and the course.

use analyzer::catalog::BaseImage;
use yew::prelude::*;

use super::PageContent;
use super::course::lesson_list;
use super::kept::keeping;
use super::paste::paste_box;
use crate::engine::AnalyzerFiles;
use crate::route::Page;
use crate::site::{Site, island};
use crate::widgets::{PictureRung, SampleLink, Shape, ToolProps};

pub(super) async fn page(site: &Site<'_>) -> PageContent {
    let tool = tool(site).await;
    PageContent {
        title: "Final Stage: which base image will your program start in?".to_owned(),
        description: "Drop a Linux executable and see in which container images it starts, the exact error it dies \
                      with in the others, and the Dockerfile for the smallest that holds it. The file never leaves \
                      your machine."
            .to_owned(),
        body: html! {
            <>
                { keeping(site, "Show its report again") }
                { tool }
                { without_scripts() }
                { paste_box(site, "h2") }
                { below(site) }
            </>
        },
        has_island: true,
        files: Vec::new(),
    }
}

/// The samples that stand on the first screen: one for each way an answer can go.
const FIRST_SAMPLES: [&str; 6] = ["go-static", "go-cgo", "c-openssl", "c-libpq", "c-glibc-2.38", "c-windows"];

/// The tool as it waits for a file.
pub(super) async fn tool(site: &Site<'_>) -> Html {
    let props = properties(site);
    let given = serde_json::to_string(&props).expect("properties are plain values");
    island(Shape::Tool(props.into()), &given).await
}

fn properties(site: &Site) -> ToolProps {
    let analyzer = &site.assets.analyzer;
    let link = |sample: &crate::site::Sample| SampleLink {
        slug: sample.name.clone(),
        label: sample.title.clone(),
        address: site.links.file(&format!("samples/{}", sample.name)),
    };
    let is_first = |sample: &&crate::site::Sample| FIRST_SAMPLES.contains(&sample.name.as_str());
    let first = FIRST_SAMPLES.iter().filter_map(|name| site.content.sample(name));
    let others = site.content.samples.iter().filter(|sample| !is_first(sample));
    let catalog = site.content.catalog;
    let main = catalog.images.iter().filter(|image| is_main(image, catalog.date));
    let rungs = main.filter_map(|image| {
        let name = image.reference.trim_start_matches("gcr.io/").to_owned();
        Some(PictureRung { name, size: image.contents.as_ref()?.size? })
    });
    ToolProps {
        files: AnalyzerFiles {
            script: site.links.file(&analyzer.script),
            module: site.links.file(&analyzer.module),
            judge_script: site.links.file(&analyzer.judge_script),
            judge_module: site.links.file(&analyzer.judge_module),
            scanner_script: site.links.file(&analyzer.scanner_script),
            scanner_module: site.links.file(&analyzer.scanner_module),
        },
        samples: first.chain(others).map(link).collect(),
        rungs: rungs.collect::<Vec<_>>().into_iter().rev().collect(),
        root: site.links.file("").trim_start_matches("./").to_owned(),
    }
}

/// The rungs of the picture: images of the main ladder that are fully supported, whatever the program's language.
fn is_main(image: &BaseImage, today: &str) -> bool {
    let current = !image.is_past(today) && !image.is_fading(today) && image.language.is_empty();
    current && matches!(image.family, "scratch" | "distroless" | "debian")
}

fn without_scripts() -> Html {
    html! {
        <noscript>
            <section class="plain">
                <h2>{ "This page needs JavaScript for your own file" }</h2>
                <p>{ "With it, the page reads the file you drop in your browser, without sending it anywhere, and shows \
                      where it starts. Without it, the command line does the same:" }</p>
                <pre class="machine">{ "finalstage check ./app" }</pre>
                <p>{ "The course below reads in full as it is." }</p>
            </section>
        </noscript>
    }
}

fn below(site: &Site) -> Html {
    let images = &site.content.catalog.images;
    let proof = &site.content.proof.summary;
    let measured = images.iter().filter(|image| image.measured).count();
    let documented = images.len() - measured;
    html! {
        <div class="below">
            <section>
                <h2>{ "What it checks" }</h2>
                <p>{ "The questions the machine itself asks when a container starts, in its order:" }</p>
                <ol class="checks">
                    <li><strong>{ "Architecture." }</strong>{ " Is the image published for the processor the program was built for?" }</li>
                    <li><strong>{ "Loader." }</strong>{ " Is the interpreter at the very path that the file names?" }</li>
                    <li><strong>{ "Libraries." }</strong>{ " Is each one found along the loader\u{2019}s search path, and what those need, too?" }</li>
                    <li><strong>{ "Symbol versions." }</strong>{ " Does each library define the versions that the program was linked against?" }</li>
                    <li><strong>{ "Processor level." }</strong>{ " Does the file demand x86-64-v3 or newer?" }</li>
                    <li><strong>{ "Symbols." }</strong>{ " Does something define each symbol that is looked up by its name alone?" }</li>
                </ol>
                <p>{ "That a program starts is not yet that it works. So the whole file is searched for what it will look \
                      for later: certificates, time zones, users, a shell, libraries that it opens itself, and whether \
                      it can be process 1." }</p>
            </section>
            <section>
                <h2>{ "How we know" }</h2>
                <p>
                    { "The catalog holds " }
                    <a href={site.links.to(&Page::Images)}>{ format!("{} images", images.len()) }</a>
                    { format!(". {measured} were measured from the packages they are made of") }
                    if documented > 0 {
                        { format!("; {documented} are entered from a cited source and say so") }
                    }
                    { format!(". Last measured on {}.", site.content.catalog.date) }
                </p>
                <p>
                    { format!("{} programs were really started in {} of these images. ", proof.files(), proof.images) }
                    <a href={site.links.to(&Page::Proof)}>{ "What happened, against what was predicted" }</a>
                    { "." }
                </p>
                <p>
                    { "The file is read by the same program that runs on the command line, compiled to WebAssembly. " }
                    <a href={site.links.to(&Page::About)}>{ "How the file is kept on your machine" }</a>
                    { "." }
                </p>
            </section>
            <section>
                <h2>{ "The course" }</h2>
                { lesson_list(site, "h3") }
            </section>
        </div>
    }
}
