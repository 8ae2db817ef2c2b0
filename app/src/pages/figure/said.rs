//! What the terminal shows for a sample in an image, in the words of each runtime that foretells any.

use analyzer::{Machine, Runtime, SliceSource};
use lessons::Said;
use yew::prelude::*;

use super::caption;
use crate::site::Site;

pub(super) fn figure(site: &Site, asked: &Said) -> Option<Html> {
    let sample = site.content.sample(&asked.sample)?;
    let mut said: Vec<(Vec<&'static str>, String)> = Vec::new();
    for runtime in Runtime::ALL {
        let machine = Machine { runtime, ..Machine::default() };
        let answer =
            analyzer::answer(&mut SliceSource(&sample.bytes), sample.name.as_bytes(), machine).ok()?;
        let image = answer.report.images.into_iter().find(|image| image.slug == asked.image)?;
        let Some(error) = image.error else { continue };
        match said.iter_mut().find(|(_, words)| *words == error) {
            Some((names, _)) => names.push(name(runtime)),
            None => said.push((vec![name(runtime)], error)),
        }
    }
    let rows = said.into_iter().map(|(names, words)| {
        html! { <><dt>{ names.join(", ") }</dt><dd><pre class="error">{ words }</pre></dd></> }
    });
    Some(html! {
        <figure class="figure said">
            <dl>{ for rows }</dl>
            { caption(&asked.caption) }
        </figure>
    })
}

fn name(runtime: Runtime) -> &'static str {
    match runtime {
        Runtime::Docker => "Docker",
        Runtime::Podman => "Podman",
        Runtime::Shell => "/bin/sh -c",
        Runtime::Bash => "bash, at a prompt",
        Runtime::Kubernetes => "Kubernetes",
    }
}
