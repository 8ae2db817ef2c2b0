//! The processes of a container as trees, one for each moment.

use lessons::{Frame, Process, Processes, State};
use yew::prelude::*;

use super::{caption, phrase};

pub(super) fn figure(asked: &Processes) -> Html {
    html! {
        <figure class="figure processes">
            { frames(&asked.frames) }
            { caption(&asked.caption) }
        </figure>
    }
}

pub(super) fn frames(frames: &[Frame]) -> Html {
    html! { <ol class="frames">{ for frames.iter().map(frame) }</ol> }
}

fn frame(frame: &Frame) -> Html {
    html! {
        <li>
            <p class="frame-title">{ phrase(&frame.title) }</p>
            { children(&frame.processes, None) }
        </li>
    }
}

fn children(processes: &[Process], parent: Option<u32>) -> Html {
    let own: Vec<&Process> = processes.iter().filter(|process| process.parent == parent).collect();
    if own.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="processes-tree">
            { for own.into_iter().map(|process| html! {
                <li class={class(process.state)}>
                    <span class="pid">{ process.pid }</span>{ " " }<code>{ &process.name }</code>{ word(process.state) }
                    if let Some(note) = &process.note {
                        { " " }<span class="process-note">{ phrase(note) }</span>
                    }
                    { children(processes, Some(process.pid)) }
                </li>
            }) }
        </ul>
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Running => "process",
        State::Zombie => "process zombie",
        State::Killed => "process killed",
        State::Ended => "process ended",
    }
}

/// A state is never told by its colour alone.
fn word(state: State) -> Html {
    match state {
        State::Running => Html::default(),
        State::Zombie => html! { <span class="process-state">{ " zombie" }</span> },
        State::Killed => html! { <span class="process-state">{ " killed" }</span> },
        State::Ended => html! { <span class="process-state">{ " ended" }</span> },
    }
}
