//! A container to play with: its processes moment by moment, and the rules by which a script moves them on.

use lessons::Simulator;
use yew::prelude::*;

use super::{caption, processes, slot};

/// What the script goes by, and who says so. `app/assets/figure/processes.js` is the same as code.
const RULES: [(&str, &str, &str); 5] = [
    (
        "Process 1 hears a signal only if it has a handler for it. From outside, SIGKILL is forced on it. When it ends, \
         the kernel kills all others. Orphans become its children.",
        "pid_namespaces(7)",
        "https://man7.org/linux/man-pages/man7/pid_namespaces.7.html",
    ),
    (
        "Any other process without a handler ends at SIGTERM.",
        "signal(7)",
        "https://man7.org/linux/man-pages/man7/signal.7.html",
    ),
    (
        "Who has ended is a zombie until its parent has waited for it.",
        "wait(2)",
        "https://man7.org/linux/man-pages/man2/wait.2.html",
    ),
    (
        "The init passes signals on to the child that it started, waits for every child, and ends with the status of \
         that one, or 128 and the number of the signal that ended it.",
        "tini.c, 0.19.0",
        "https://github.com/krallin/tini/blob/v0.19.0/src/tini.c",
    ),
    (
        "docker stop sends SIGTERM to process 1, and SIGKILL ten seconds later.",
        "docker stop",
        "https://docs.docker.com/reference/cli/docker/container/stop/",
    ),
];

pub(super) fn figure(asked: &Simulator) -> Html {
    let on: Vec<&str> = asked.on.iter().map(|switch| switch.name()).collect();
    let rules = RULES.into_iter().map(|(rule, source, address)| {
        html! { <li>{ rule }{ " " }<a href={address}>{ source }</a></li> }
    });
    html! {
        <figure class="figure processes simulator" data-on={on.join(" ")}>
            { slot() }
            { processes::frames(&asked.frames) }
            <details>
                <summary>{ "The rules behind it" }</summary>
                <ul>{ for rules }</ul>
            </details>
            { caption(&asked.caption) }
        </figure>
    }
}
